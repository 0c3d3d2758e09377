"""Availability: can the job seeker start when the work starts."""

from datetime import date

from matching.criteria.base import Assessment, Context, Criterion, known, unknown
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Reason

PATIENCE_DAYS = 90


class AvailabilityCriterion(Criterion):
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

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        start = effective_start(vacancy.starts_on, context.today)
        if seeker.available_on is None:
            return unknown(Reason("availability.unknown", {"starts_on": start}))
        late = (seeker.available_on - start).days
        facts = {"available_on": seeker.available_on, "starts_on": start}
        if late <= 0:
            return known(1.0, Reason("availability.on_time", facts))
        return known(punctuality(late), Reason("availability.late", facts | {"days_late": late}))


def effective_start(starts_on: date, today: date) -> date:
    """The day the work can start at the earliest: an open vacancy whose start has passed starts today."""
    return max(starts_on, today)


def punctuality(days_late: int) -> float:
    """Score a delay in days.

    >>> punctuality(-5), punctuality(45), punctuality(120)
    (1.0, 0.5, 0.0)
    """
    return min(1.0, max(0.0, (PATIENCE_DAYS - days_late) / PATIENCE_DAYS))
