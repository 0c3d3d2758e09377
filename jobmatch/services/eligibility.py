"""Rules of eligibility that the ranking must not know: consent, working age, hazardous work, a guardian.

They need a birth date or a consent, so they stand here and not in `matching`.
"""

from datetime import date

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from jobmatch.services.consents import has_consent
from models import ConsentPurpose, EmployerState, JobSeeker, JobSeekerState, Vacancy, VacancyState

MINIMUM_AGE = {"IQ": 15, "AM": 16, "GE": 16, "RU": 16, "BF": 16, "CM": 14, "GN": 16, "NE": 14, "AF": 15, "AL": 16}
"""Minimum age for work, by country; national labour codes as of 2025. Elsewhere ILO C138's general 15 holds."""

DEFAULT_MINIMUM_AGE = 15
ADULT = 18
"""Hazardous work needs this age (ILO C182), and below it a guardian's consent is needed."""


def birthday(today: date, years: int) -> date:
    """The latest birth date of a person who is `years` old today."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February
        return today.replace(year=today.year - years, day=28)


def consents_to_ask(person: JobSeeker, on: date) -> list[ConsentPurpose]:
    """The consents that make sense for a person: feedback where a partner sent them, a guardian's while under age.

    Who is of unknown age may be under age.
    """
    adult = person.birth_on is not None and person.birth_on <= birthday(on, ADULT)
    senseless = {ConsentPurpose.GUARDIAN: adult, ConsentPurpose.PARTNER_FEEDBACK: person.partner is None}
    return [purpose for purpose in ConsentPurpose if not senseless.get(purpose)]


def rankable() -> ColumnElement[bool]:
    """A condition on `JobSeeker`: active, and agreed to be matched. Nobody else is in any ranking."""
    return and_(JobSeeker.state == JobSeekerState.ACTIVE, has_consent(ConsentPurpose.MATCHING))


def too_young(vacancy: Vacancy, today: date) -> ColumnElement[bool]:
    """A condition on `JobSeeker`: a rule of age stands against this vacancy. An unknown age excludes nobody."""
    lowest = MINIMUM_AGE.get(vacancy.country or "IQ", DEFAULT_MINIMUM_AGE)
    minor = JobSeeker.birth_on > birthday(today, ADULT)
    if vacancy.hazardous:
        return minor
    under_age = JobSeeker.birth_on > birthday(today, lowest)
    return or_(under_age, and_(minor, not_(has_consent(ConsentPurpose.GUARDIAN))))


def age_rule(session: Session, person: JobSeeker, vacancy: Vacancy, today: date) -> str | None:
    """The code of the rule of age that stands against this person for this vacancy, if one does."""
    if person.birth_on is None or person.birth_on <= birthday(today, ADULT):
        return None
    lowest = MINIMUM_AGE.get(vacancy.country or "IQ", DEFAULT_MINIMUM_AGE)
    if person.birth_on > birthday(today, lowest):
        return "age.below_minimum"
    if vacancy.hazardous:
        return "age.hazardous"
    guarded = session.scalar(
        select(func.count()).where(JobSeeker.id == person.id, has_consent(ConsentPurpose.GUARDIAN))
    )
    return None if guarded else "age.guardian_missing"


def standing_rules(session: Session, person: JobSeeker, vacancy: Vacancy, today: date) -> list[str]:
    """Codes of the rules that stand against referring this person to this vacancy; empty where none does."""
    agreed = session.execute(
        select(has_consent(ConsentPurpose.MATCHING), has_consent(ConsentPurpose.EMPLOYERS)).where(
            JobSeeker.id == person.id
        )
    ).one()
    rules = []
    if person.state is not JobSeekerState.ACTIVE:
        rules.append("person.not_active")
    if not agreed[0]:
        rules.append("consent.matching_missing")
    if not agreed[1]:
        rules.append("consent.employers_missing")
    if vacancy.state is not VacancyState.OPEN:
        rules.append("vacancy.not_open")
    elif vacancy.expires_on is not None and vacancy.expires_on < today:
        rules.append("vacancy.expired")
    if vacancy.openings_left < 1:
        rules.append("vacancy.filled")
    if vacancy.employer.state is not EmployerState.VERIFIED:
        rules.append("employer.not_verified")
    if vacancy.employer.held:
        rules.append("employer.held")
    age = age_rule(session, person, vacancy, today)
    return [*rules, age] if age else rules


def excluded_by_age(session: Session, vacancy: Vacancy, today: date) -> list[int]:
    """Ids of the rankable people whom a rule of age keeps from this vacancy."""
    return list(session.scalars(select(JobSeeker.id).where(rankable(), too_young(vacancy, today))))
