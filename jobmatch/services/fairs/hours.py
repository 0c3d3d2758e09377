"""The opening hours of a fair: usual ones, and days on which they differ or the fair is closed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from jobmatch.errors import InvalidInput, msg
from models import FairDay, JobFair


@dataclass(frozen=True)
class Hours:
    """When the doors of one day open and close, and its breaks: ``[["12:00", "13:00"], ...]``."""

    opens: time
    closes: time
    breaks: list[list[str]]


def usual_hours(days: Iterable[FairDay]) -> Hours | None:
    """The hours that most of these days have; the earliest day's where several are as frequent."""
    found = [Hours(day.opens, day.closes, list(day.breaks)) for day in sorted(days, key=lambda day: day.on)]
    counts = Counter((one.opens, one.closes, str(one.breaks)) for one in found)
    return max(found, key=lambda one: counts[(one.opens, one.closes, str(one.breaks))], default=None)


def hours_of_days(
    first: date, last: date, usual: Hours, differing: Iterable[Mapping[str, Any]] = ()
) -> dict[date, Hours]:
    """The hours of each day on which the fair is open, from the first to the last.

    Parameters
    ----------
    differing : iterable of mappings
        ``on``, and ``closed`` or any of ``opens``, ``closes``, ``breaks``; what is None is as usual. Days outside the
        fair are left out.

    Raises
    ------
    InvalidInput
        If a day closes before it opens, or none is left.
    """
    other = {row["on"]: row for row in differing}
    found = {}
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        row = other.get(on, {})
        if row.get("closed"):
            continue
        own = {name: row[name] for name in ("opens", "closes", "breaks") if row.get(name) is not None}
        hours = Hours(**{"opens": usual.opens, "closes": usual.closes, "breaks": usual.breaks, **own})
        if hours.closes <= hours.opens:
            raise InvalidInput({"closes": [msg("The fair closes before it opens.")]})
        found[on] = hours
    if not found:
        raise InvalidInput({"ends_on": [msg("The fair is open on no day.")]})
    return found


def set_days(fair: JobFair, hours: Mapping[date, Hours]) -> None:
    """Give a fair these days and hours; days that stay keep their row."""
    kept = {day.on: day for day in fair.days}
    days = [kept.get(on) or FairDay(on=on) for on in hours]
    for day in days:
        day.opens, day.closes, day.breaks = hours[day.on].opens, hours[day.on].closes, hours[day.on].breaks
    fair.days[:] = days
