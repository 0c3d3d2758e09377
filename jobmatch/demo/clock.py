"""Days and working hours of the demo."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

FRIDAY, SATURDAY = 4, 5


def working_day(day: date) -> date:
    """The day itself, or the Sunday after a weekend of Friday and Saturday."""
    while day.weekday() in (FRIDAY, SATURDAY):
        day += timedelta(days=1)
    return day


def at(rng: Random, day: date) -> datetime:
    """An instant in the office's hours of a day."""
    return datetime.combine(day, time(6 + rng.randrange(7), rng.randrange(60), rng.randrange(60)), UTC)


def between(rng: Random, first: date, last: date) -> date:
    """A day from `first` to `last`, both included; `first` where they are the wrong way round."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))
