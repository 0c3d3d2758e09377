"""Rules of eligibility that the ranking must not know: consent, working age, hazardous work, a guardian.

They need a birth date or a consent, so they stand here and not in `matching`.
"""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.orm import Session

from jobmatch.services.consents import agreed_purposes, has_consent
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


def age_rule(person: JobSeeker, vacancy: Vacancy, today: date, agreed: Collection[ConsentPurpose]) -> str | None:
    """The code of the rule of age that stands against this person, who agreed to so much, for this vacancy, if any."""
    if person.birth_on is None or person.birth_on <= birthday(today, ADULT):
        return None
    lowest = MINIMUM_AGE.get(vacancy.country or "IQ", DEFAULT_MINIMUM_AGE)
    if person.birth_on > birthday(today, lowest):
        return "age.below_minimum"
    if vacancy.hazardous:
        return "age.hazardous"
    return None if ConsentPurpose.GUARDIAN in agreed else "age.guardian_missing"


def standing_rules(session: Session, person: JobSeeker, vacancy: Vacancy, today: date) -> list[str]:
    """Codes of the rules that stand against referring this person to this vacancy; empty where none does."""
    return rules_of_each(session, [person], vacancy, today)[person.id]


def rules_of_each(session: Session, people: Iterable[JobSeeker], vacancy: Vacancy, today: date) -> dict[int, list[str]]:
    """The same for several people, by id, with one query for what they agreed to."""
    rows = {person.id: person for person in people}
    agreed = agreed_purposes(session, rows)
    of_vacancy = vacancy_rules(vacancy, today)
    return {
        row_id: [*person_rules(person, vacancy, today, agreed[row_id]), *of_vacancy] for row_id, person in rows.items()
    }


def person_rules(person: JobSeeker, vacancy: Vacancy, today: date, agreed: Collection[ConsentPurpose]) -> list[str]:
    """The rules that stand against a person: state, consent and age."""
    rules = {
        "person.not_active": person.state is not JobSeekerState.ACTIVE,
        "consent.matching_missing": ConsentPurpose.MATCHING not in agreed,
        "consent.employers_missing": ConsentPurpose.EMPLOYERS not in agreed,
    }
    age = age_rule(person, vacancy, today, agreed)
    return [code for code, stands in rules.items() if stands] + ([age] if age else [])


def vacancy_rules(vacancy: Vacancy, today: date) -> list[str]:
    """The rules that stand against everybody: the vacancy's state and its employer's."""
    is_open = vacancy.state is VacancyState.OPEN
    rules = {
        "vacancy.not_open": not is_open,
        "vacancy.expired": is_open and vacancy.expires_on is not None and vacancy.expires_on < today,
        "vacancy.filled": vacancy.openings_left < 1,
        "employer.not_verified": vacancy.employer.state is not EmployerState.VERIFIED,
        "employer.held": vacancy.employer.held,
    }
    return [code for code, stands in rules.items() if stands]


def excluded_by_age(session: Session, vacancy: Vacancy, today: date) -> list[int]:
    """Ids of the rankable people whom a rule of age keeps from this vacancy."""
    return list(session.scalars(select(JobSeeker.id).where(rankable(), too_young(vacancy, today))))
