"""Rows become profiles: what the ranking may know of people and vacancies, and nothing more."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from jobmatch.services.eligibility import rankable
from models import JobSeeker, JobSeekerLanguage, PayPeriod, Vacancy, VacancyState

MONTHLY = {
    PayPeriod.HOUR: Decimal(173),
    PayPeriod.DAY: Decimal(26),
    PayPeriod.WEEK: Decimal(52) / 12,
    PayPeriod.MONTH: Decimal(1),
    PayPeriod.YEAR: Decimal(1) / 12,
}
"""How many of each period make a month: 40 hours a week, and the six-day week that is usual where we work."""

Rates = Mapping[str, Decimal]


def pay_monthly(amount: Decimal | None, currency: str | None, period: PayPeriod | None, rates: Rates) -> float | None:
    """An amount as US dollars a month; None where the amount is unknown or the currency has no rate."""
    if amount is None or currency is None or period is None or currency not in rates:
        return None
    return float(amount * MONTHLY[period] / rates[currency])


def overall_level(language: JobSeekerLanguage) -> int | None:
    """One CEFR level for the ranking: the overall one, else the best use of speaking and listening, else the rest."""
    if language.level is not None:
        return language.level
    if language.mother_tongue:
        return 6
    spoken = [level for level in (language.speaking, language.listening) if level is not None]
    written = [level for level in (language.reading, language.writing) if level is not None]
    known = spoken or written
    return min(known) if known else None


def rankable_people(session: Session, ids: Sequence[int] | None = None) -> Iterable[JobSeeker]:
    """The people whom a ranking may hold, with what it needs of them, in batches of few queries."""
    query = (
        select(JobSeeker)
        .where(rankable())
        .options(selectinload(JobSeeker.skills), selectinload(JobSeeker.occupations), selectinload(JobSeeker.languages))
        .execution_options(yield_per=1000)
    )
    return session.scalars(query if ids is None else query.where(JobSeeker.id.in_(ids)))


def open_vacancies(session: Session, ids: Sequence[int] | None = None) -> Iterable[Vacancy]:
    """The vacancies that a ranking for a person may hold."""
    query = (
        select(Vacancy)
        .where(Vacancy.state == VacancyState.OPEN)
        .options(selectinload(Vacancy.skills), selectinload(Vacancy.languages))
        .execution_options(yield_per=1000)
    )
    return session.scalars(query if ids is None else query.where(Vacancy.id.in_(ids)))
