"""Pay: the job seeker's floor against the range offered."""

from matching.criteria.base import Context
from matching.criteria.coded import CodedCriterion
from matching.profiles import VacancyProfile
from matching.results import Reason

GAP_TO_NOTHING = 0.5


class PayCriterion(CodedCriterion):
    """1 while the floor lies within what is offered at most, falling in a straight line to 0 at half as much again.

    Both are monthly and in the ranking's reference currency; the service converts.

    References
    ----------
    A reservation wage: below it an offer is refused, slightly above it there is room to negotiate.
    """

    name = "pay"
    codes = {
        "pay.within": ("floor", "offered"),
        "pay.above": ("floor", "offered"),
        "pay.unknown": ("offered",),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return bool(offered(vacancy))

    def score(self, value: float | None, vacancy: VacancyProfile, context: Context) -> float | None:
        return None if value is None else affordability(value, offered(vacancy))

    def reasons(self, value: float | None, vacancy: VacancyProfile, context: Context) -> tuple[Reason, ...]:
        top = offered(vacancy)
        if value is None:
            return (Reason("pay.unknown", {"offered": top}),)
        return (Reason("pay.within" if value <= top else "pay.above", {"floor": value, "offered": top}),)


def offered(vacancy: VacancyProfile) -> float | None:
    """The most that the vacancy offers, per month, in the reference currency."""
    return vacancy.pay_monthly_max if vacancy.pay_monthly_max is not None else vacancy.pay_monthly_min


def affordability(floor: float, top: float) -> float:
    """Score a floor against the most that is offered.

    >>> affordability(500, 600), affordability(750, 600), affordability(900, 600)
    (1.0, 0.5, 0.0)
    """
    return min(1.0, max(0.0, 1.0 - (floor - top) / (GAP_TO_NOTHING * top)))
