"""Which records a report is about: a programme, a period, and where wanted one host country or one office."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from jobmatch.clock import OFFICE_TIME
from jobmatch.errors import InvalidInput, msg
from models import Office, Programme

LONGEST_MONTHS = 360
"""As many months as one statement lists."""


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included, and the same as instants where the office is."""

    key: str
    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        """The first instant."""
        return instant(self.first)

    @property
    def ends_before(self) -> datetime:
        """The first instant after it."""
        return instant(self.last + timedelta(days=1))


@dataclass(frozen=True)
class Scope:
    """What a report counts."""

    programme: Programme
    period: Period
    host_country: str | None = None
    office: Office | None = None

    def months(self) -> list[Period]:
        """The calendar months of the period; the first and the last may be cut off by its ends."""
        found, first = [], self.period.first
        while first <= self.period.last:
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            last = min(following - timedelta(days=1), self.period.last)
            found.append(Period(f"{first:%Y-%m}", first, last))
            first = following
        return found


def instant(day: date) -> datetime:
    """The beginning of a day at the office, in UTC."""
    return datetime.combine(day, time(), OFFICE_TIME).astimezone(UTC)


def make_scope(
    programme: Programme,
    *,
    today: date,
    host_country: str | None = None,
    office: Office | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Scope:
    """The scope of a report; without dates, the programme's own period as far as it has come.

    Raises
    ------
    InvalidInput
        If the period ends before it begins, or is longer than thirty years.
    """
    first = first or programme.starts_on
    last = last or max(first, min(programme.ends_on or today, today))
    if last < first:
        raise InvalidInput({"to": [msg("The end lies before the beginning.")]})
    if (last.year - first.year) * 12 + last.month - first.month >= LONGEST_MONTHS:
        raise InvalidInput({"from": [msg("At most thirty years at once.")]})
    return Scope(programme, Period("total", first, last), host_country.upper() if host_country else None, office)
