"""Hypothesis strategies: small worlds in which ties, unknowns and coincidences are common."""

from datetime import date, timedelta

from hypothesis import strategies as st

from matching.profiles import (
    HeldOccupation,
    HeldSkill,
    Place,
    RequiredLanguage,
    RequiredSkill,
    SeekerProfile,
    VacancyProfile,
)

TODAY = date(2026, 11, 23)
SKILLS = [f"skill:{n}" for n in range(12)]
OCCUPATIONS = [("occupation:welder", "7212"), ("occupation:smith", "7221"), ("occupation:cook", "5120")]
LANGUAGES = ["eng", "ckb", "ara"]
LICENCES = ["licence:b", "licence:forklift"]
CONTRACTS = ["permanent", "temporary", "internship"]
GOVERNORATES = ["IQ-AR", "IQ-DA", "IQ-SU"]
PLACES = [
    Place(36.19, 44.01, "IQ-AR", "IQ"),
    Place(36.87, 42.99, "IQ-DA", "IQ"),
    Place(35.56, 45.43, "IQ-SU", "IQ"),
    Place(36.21, 44.05, "IQ-AR", "IQ"),
]


def maybe(strategy):
    return st.none() | strategy


def some(items):
    return st.frozensets(st.sampled_from(items))


days = st.integers(-30, 150).map(lambda n: TODAY + timedelta(days=n))
held_skills = st.lists(
    st.builds(HeldSkill, st.sampled_from(SKILLS), maybe(st.integers(1, 5))), max_size=5, unique_by=lambda s: s.concept
).map(tuple)
held_occupations = st.lists(
    st.builds(
        lambda which, years, held, wanted: HeldOccupation(*which, years=years, held=held, wanted=wanted),
        st.sampled_from(OCCUPATIONS),
        maybe(st.sampled_from([0.5, 1.0, 3.0])),
        st.booleans(),
        st.booleans(),
    ),
    max_size=2,
).map(tuple)


def seekers(ids):
    """Profiles in which anything may be unknown."""
    return st.builds(
        SeekerProfile,
        id=ids,
        active=st.sampled_from([True, True, True, False]),
        skills=maybe(held_skills),
        occupations=maybe(held_occupations),
        languages=st.dictionaries(st.sampled_from(LANGUAGES), st.integers(0, 6)),
        place=maybe(st.sampled_from(PLACES)),
        radius_km=maybe(st.sampled_from([0.0, 5.0, 12.3, 100.0, 1000.0])),
        governorates=some(GOVERNORATES),
        abroad=maybe(st.booleans()),
        remote=maybe(st.booleans()),
        experience_years=maybe(st.sampled_from([0.0, 0.5, 2.0, 7.0, 30.0])),
        education=maybe(st.integers(0, 8)),
        available_on=maybe(days),
        pay_floor_monthly=maybe(st.sampled_from([0.0, 300.0, 450.5, 700.0, 2000.0])),
        contracts=maybe(some(CONTRACTS)),
        licences=maybe(some(LICENCES)),
    )


def vacancies(ids=None):
    """Vacancies that ask for anything, or nothing."""
    required = st.builds(
        RequiredSkill,
        st.sampled_from(SKILLS),
        weight=st.integers(1, 100),
        essential=st.booleans(),
        level=maybe(st.integers(1, 5)),
    )
    return st.builds(
        lambda occupation, **rest: VacancyProfile(occupation=occupation[0], isco=occupation[1], **rest),
        occupation=st.sampled_from([*OCCUPATIONS, (None, None), (None, "7213")]),
        id=st.just(1) if ids is None else ids,
        open=st.booleans(),
        skills=st.lists(required, max_size=4).map(tuple),
        languages=st.lists(
            st.builds(RequiredLanguage, st.sampled_from(LANGUAGES), st.integers(1, 6)),
            max_size=2,
            unique_by=lambda required: required.code,
        ).map(tuple),
        place=maybe(st.sampled_from(PLACES)),
        remote=st.booleans(),
        abroad=st.booleans(),
        experience_years=maybe(st.sampled_from([0, 1.0, 3.0, 10.0])),
        education=maybe(st.integers(0, 8)),
        starts_on=maybe(days),
        pay_monthly_min=maybe(st.sampled_from([300.0, 400.0])),
        pay_monthly_max=maybe(st.sampled_from([400.0, 650.0])),
        contract=maybe(st.sampled_from(CONTRACTS)),
        licences=some(LICENCES),
    )


similarities = st.dictionaries(
    st.tuples(st.sampled_from(SKILLS), st.sampled_from(SKILLS)).filter(lambda pair: pair[0] != pair[1]),
    st.integers(1, 999),
    max_size=25,
)
nearnesses = st.dictionaries(
    st.tuples(st.sampled_from([c for c, _ in OCCUPATIONS]), st.sampled_from([c for c, _ in OCCUPATIONS])),
    st.sampled_from([0.2, 0.75, 1.0]),
    max_size=3,
)
weights = st.dictionaries(
    st.sampled_from(["skills", "occupation", "location", "language", "experience", "pay", "licences", "education"]),
    st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]),
).filter(lambda weights: any(weights.values()))
