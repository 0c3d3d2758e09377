"""Rows become profiles: the privacy boundary. What the ranking may know of a person or a vacancy, and nothing more."""

from collections.abc import Mapping

from jobmatch.services import taxonomy
from jobmatch.services.profiles import Rates, overall_level, pay_monthly
from matching.levels import macrolanguage
from matching.profiles import (
    HeldOccupation,
    HeldSkill,
    Place,
    RequiredLanguage,
    RequiredSkill,
    SeekerProfile,
    VacancyProfile,
)
from models import JobSeeker, Vacancy


def seeker_profile(person: JobSeeker, rates: Rates) -> SeekerProfile:
    """What the ranking may know of a person. No name, contact, gender, age, origin or vulnerability can pass."""
    skills = tuple(HeldSkill(row.concept, row.level, row.years) for row in person.skills if row.concept)
    occupations = tuple(
        HeldOccupation(row.concept, row.isco or taxonomy.isco(row.concept) or "", row.years, row.held, row.wanted)
        for row in person.occupations
        if row.concept
    )
    levels = with_macrolanguages({row.code: overall_level(row) for row in person.languages})
    return SeekerProfile(
        id=person.id,
        skills=skills or None,
        occupations=occupations or None,
        languages=levels,
        place=place(person.place_key),
        radius_km=person.radius_km,
        governorates=frozenset(person.governorates or ()),
        abroad=person.abroad,
        remote=person.remote,
        experience_years=person.experience_years,
        education=person.education,
        available_on=person.available_on,
        pay_floor_monthly=pay_monthly(person.pay_floor, person.pay_currency, person.pay_period, rates),
        contracts=None if person.contracts is None else frozenset(person.contracts),
        licences=None if person.licences is None else frozenset(person.licences),
    )


def with_macrolanguages(levels: Mapping[str, int | None]) -> dict[str, int]:
    """Levels by language, where who speaks Sorani or Kurmanji speaks Kurdish as well, and so on."""
    known = {code: level for code, level in levels.items() if level is not None}
    for code, level in list(known.items()):
        family = macrolanguage(code)
        if family and family != code:
            known[family] = max(level, known.get(family, 0))
    return known


def vacancy_profile(vacancy: Vacancy, rates: Rates) -> VacancyProfile:
    """What the ranking needs to know of a vacancy."""
    return VacancyProfile(
        id=vacancy.id,
        open=vacancy.state == "open",
        occupation=vacancy.occupation,
        isco=vacancy.isco or taxonomy.isco(vacancy.occupation),
        skills=tuple(RequiredSkill(s.concept, s.weight, s.essential, s.level) for s in vacancy.skills if s.concept),
        languages=tuple(RequiredLanguage(row.code, row.level) for row in vacancy.languages),
        place=place(vacancy.place_key),
        remote=vacancy.remote,
        abroad=vacancy.abroad,
        experience_years=vacancy.experience_years,
        education=vacancy.education,
        starts_on=vacancy.starts_on,
        pay_monthly_min=pay_monthly(vacancy.pay_min, vacancy.pay_currency, vacancy.pay_period, rates),
        pay_monthly_max=pay_monthly(vacancy.pay_max, vacancy.pay_currency, vacancy.pay_period, rates),
        contract=vacancy.contract.value if vacancy.contract else None,
        licences=frozenset(vacancy.licences or ()),
    )


def place(key: str | None) -> Place | None:
    """The point behind a gazetteer key."""
    return taxonomy.place(key) if key else None
