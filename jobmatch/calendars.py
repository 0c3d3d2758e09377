"""Interviews for calendars. A calendar is shown on locked screens and shared: it names nobody."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event

from models import utc_now

REMIND_BEFORE = timedelta(hours=3)


def interview_calendar(
    entry: Mapping[str, Any], *, title: str, link: str, organizer: str | None = None, reminds: bool = False
) -> bytes:
    """An iCalendar file (RFC 5545) with an interview, or one that takes it off again.

    It is published, not a request: nobody has to answer it, and no address but the service's own stands in it.

    Parameters
    ----------
    entry : mapping
        As of ``jobmatch.services.telling.appointments``.
    title : str
        What the calendar shows; must name neither person nor employer.
    link : str
        The page behind the sign-in where the rest is read.
    organizer : str, optional
        The service's address; e-mails need it (RFC 5546).
    reminds : bool
        Whether the calendar is to remind its reader.

    Returns
    -------
    bytes
        The file, in UTF-8.
    """
    starts_at = datetime.fromisoformat(entry["starts_at"]).astimezone(UTC)
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//jobmatch//interviews//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(entry))
    facts = {
        "uid": entry["uid"],
        "sequence": entry["sequence"],
        "dtstamp": utc_now(),
        "dtstart": starts_at,
        "dtend": starts_at + timedelta(minutes=entry["minutes"]),
        "summary": title,
        "url": link,
        "status": "CANCELLED" if entry["cancelled"] else "CONFIRMED",
        "organizer": f"mailto:{organizer}" if organizer else None,
        "location": entry["place"],
    }
    for name, value in facts.items():
        if value is not None:
            event.add(name, value)
    if reminds and not entry["cancelled"]:
        event.add_component(reminder(title))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def method_of(entry: Mapping[str, Any]) -> str:
    """What a calendar is to do with it (RFC 5546)."""
    return "CANCEL" if entry["cancelled"] else "PUBLISH"


def reminder(title: str) -> Alarm:
    """A bell some hours before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
