"""The rows behind a figure: who or what was counted."""

from typing import Any

from sqlalchemy import Select, select

from jobmatch.services.figures import conditions
from jobmatch.services.figures.scope import Scope
from models import Employer, FairEmployer, JobFair, JobSeeker, Referral, Vacancy

COUNTED_OUTCOMES = {
    "registered": conditions.OUTCOMES,
    "active": conditions.OUTCOMES[1:],
    "employed": conditions.EMPLOYED,
    **{name: (name,) for name in conditions.OUTCOMES},
}


def rows_behind(figure: str, scope: Scope) -> Select[Any] | None:
    """Select what a figure counts; None for a figure that counts nothing, such as a target.

    Parameters
    ----------
    figure : str
        One of `KEYS`.

    Returns
    -------
    Select of JobSeeker, Referral, Vacancy or Employer
        As many rows as the figure says; for openings, the vacancies whose openings add up to it.
    """
    if figure in COUNTED_OUTCOMES:
        wanted = COUNTED_OUTCOMES[figure]
        return select(JobSeeker).where(conditions.registered(scope), conditions.outcome(scope).in_(wanted))
    if figure in conditions.STEPS:
        return (
            select(Referral)
            .join(JobSeeker, JobSeeker.id == Referral.job_seeker_id)
            .where(conditions.of_programme(scope), conditions.reached_in_period(scope, figure))
        )
    if figure == "positions_referred":
        sent = rows_behind("referrals", scope)
        return select(Vacancy).where(Vacancy.id.in_(sent.with_only_columns(Referral.vacancy_id)))  # type: ignore[union-attr]
    return market_rows(figure, scope)


def market_rows(figure: str, scope: Scope) -> Select[Any] | None:
    """The rows behind the figures of businesses; a report on one host country has none of them."""
    if scope.host_country:
        return None
    if figure in ("vacancies", "openings"):
        return select(Vacancy).where(conditions.published(scope))
    if figure == "businesses":
        return select(Employer).where(Employer.id.in_(select(Vacancy.employer_id).where(conditions.published(scope))))
    if figure == "fair_businesses":
        came = select(FairEmployer.employer_id).join(JobFair, JobFair.id == FairEmployer.fair_id)
        return select(Employer).where(Employer.id.in_(came.where(conditions.attended(scope))))
    return None
