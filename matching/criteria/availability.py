"""Availability: can the job seeker start when the work starts."""

from datetime import date

from matching.criteria.base import Context
from matching.criteria.coded import CodedCriterion
from matching.profiles import VacancyProfile
from matching.results import Reason

PATIENCE_DAYS = 90


class AvailabilityCriterion(CodedCriterion):
    """1 for who can start by the start date (today, if that has passed), falling to 0 at 90 days late.

    References
    ----------
    Ninety days: a quarter, the longest that an opening is commonly held for one person.
    """

    name = "availability"
    codes = {
        "availability.on_time": ("available_on", "starts_on"),
        "availability.late": ("available_on", "starts_on", "days_late"),
        "availability.unknown": ("starts_on",),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return vacancy.starts_on is not None

    def score(self, value: date | None, vacancy: VacancyProfile, context: Context) -> float | None:
        return None if value is None else punctuality((value - effective_start(vacancy.starts_on, context.today)).days)

    def reasons(self, value: date | None, vacancy: VacancyProfile, context: Context) -> tuple[Reason, ...]:
        start = effective_start(vacancy.starts_on, context.today)
        if value is None:
            return (Reason("availability.unknown", {"starts_on": start}),)
        facts = {"available_on": value, "starts_on": start}
        if value <= start:
            return (Reason("availability.on_time", facts),)
        return (Reason("availability.late", facts | {"days_late": (value - start).days}),)


def effective_start(starts_on: date, today: date) -> date:
    """The day the work can start at the earliest: an open vacancy whose start has passed starts today."""
    return max(starts_on, today)


def punctuality(days_late: int) -> float:
    """Score a delay in days.

    >>> punctuality(-5), punctuality(45), punctuality(120)
    (1.0, 0.5, 0.0)
    """
    return min(1.0, max(0.0, (PATIENCE_DAYS - days_late) / PATIENCE_DAYS))
