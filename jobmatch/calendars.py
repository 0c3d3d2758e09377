"""Appointments for calendars. A calendar is shown on locked screens and shared: it names nobody."""

from datetime import timedelta

from icalendar import Calendar, Event

from models import Referral, utc_now

USUAL_MINUTES = 30


def interview_calendar(referral: Referral, *, title: str, link: str, minutes: int = USUAL_MINUTES) -> bytes:
    """An iCalendar file (RFC 5545) with the interview of a referral that has one.

    Parameters
    ----------
    title : str
        What the calendar shows; must name neither person nor employer.
    link : str
        The page behind the sign-in where the rest is read.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//jobmatch//interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"interview-{referral.id}@jobmatch")
    event.add("sequence", referral.version)
    event.add("dtstamp", utc_now())
    event.add("dtstart", referral.interview_on)
    event.add("dtend", referral.interview_on + timedelta(minutes=minutes) if referral.interview_on else None)
    event.add("summary", title)
    event.add("url", link)
    if referral.interview_place:
        event.add("location", referral.interview_place)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
