"""The slots of a fair: when interviews begin, and who is at work in each of them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from jobmatch.clock import OFFICE_TIME
from models import FairDay, FairEmployer, FairGuest, JobFair

Span = tuple[time, time]


def instant(on: date, at: time) -> datetime:
    """The instant of an office's clock."""
    return datetime.combine(on, at, OFFICE_TIME).astimezone(UTC)


def local(at: datetime) -> datetime:
    """An instant on the office's clock."""
    return at.astimezone(OFFICE_TIME)


def read_breaks(rows: Sequence[Sequence[str]]) -> list[Span]:
    """Stored breaks as pairs of times."""
    return [(time.fromisoformat(first), time.fromisoformat(last)) for first, last in rows]


def slot_starts(fair: JobFair) -> list[datetime]:
    """When each interview slot of a fair begins, in order; none begins in a break of the fair or runs into one."""
    return [
        start for day in sorted(fair.days, key=lambda day: day.on) for start in starts_of_day(day, fair.slot_minutes)
    ]


def starts_of_day(day: FairDay, minutes: int) -> list[datetime]:
    """The slots of one day; after a break they begin anew with its end."""
    length = timedelta(minutes=minutes)
    begins, closes = instant(day.on, day.opens), instant(day.on, day.closes)
    pauses = sorted((instant(day.on, first), instant(day.on, last)) for first, last in read_breaks(day.breaks))
    starts = []
    while begins + length <= closes:
        pause = next((pause for pause in pauses if pause[0] < begins + length and begins < pause[1]), None)
        if pause:
            begins = pause[1]
            continue
        starts.append(begins)
        begins += length
    return starts


def booth_is_open(booth: FairEmployer, start: datetime, minutes: int) -> bool:
    """Whether the booth's own hours and breaks leave this slot free."""
    begins, ends = local(start), local(start) + timedelta(minutes=minutes)
    if booth.opens and begins.time() < booth.opens:
        return False
    if booth.closes and ends.time() > booth.closes:
        return False
    return not any(first < ends.time() and begins.time() < last for first, last in read_breaks(booth.breaks or []))


def guest_is_here(guest: FairGuest, start: datetime, minutes: int) -> bool:
    """Whether the guest said to be at the fair for the whole slot."""
    begins, ends = local(start), local(start) + timedelta(minutes=minutes)
    if guest.here_from and begins.time() < guest.here_from:
        return False
    return not (guest.here_until and ends.time() > guest.here_until)
