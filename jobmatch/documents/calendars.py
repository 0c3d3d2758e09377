"""Interviews as a calendar file (RFC 5545) for a phone or an office's calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from jobmatch.services.fairs.slots import instant
from models import JobFair


@dataclass(frozen=True)
class Appointment:
    """One interview in a calendar, or a day on which the fair is open; `number` stays the same when it moves."""

    number: int
    starts_at: datetime
    minutes: int
    title: str
    place: str
    sequence: int = 0
    all_day_of_fair: bool = False  # shown, but leaves its reader free


def calendar(name: str, rows: Sequence[Appointment]) -> bytes:
    """A calendar file. Its instants are UTC, so that no reader has to know the time zone."""
    book = Calendar()
    book.add("prodid", "-//jobmatch//job fair//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    for row in rows:
        event = Event()
        event.add("uid", f"fair-{'day' if row.all_day_of_fair else 'interview'}-{row.number}@jobmatch")
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", row.starts_at.astimezone(UTC))
        event.add("dtend", (row.starts_at + timedelta(minutes=row.minutes)).astimezone(UTC))
        event.add("summary", row.title)
        event.add("sequence", row.sequence)
        if row.all_day_of_fair:
            event.add("transp", "TRANSPARENT")
        if row.place:
            event.add("location", row.place)
        book.add_component(event)
    return book.to_ical()


def open_days(fair: JobFair) -> list[Appointment]:
    """The days of a fair with their opening hours, for a calendar."""
    return [
        Appointment(
            day.id,
            instant(day.on, day.opens),
            int((instant(day.on, day.closes) - instant(day.on, day.opens)).total_seconds() // 60),
            fair.name,
            fair.venue or "",
            fair.version,
            all_day_of_fair=True,
        )
        for day in fair.days
    ]
