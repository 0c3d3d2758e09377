"""What would change a ranking: for a vacancy its requirements, for a job seeker what they could do, or be asked.

Everything is computed on the index itself with the formulas of the ranking, so the answers are exact.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from matching.criteria import ALL, BY_NAME
from matching.index import RankingIndex
from matching.profiles import VacancyProfile
from matching.results import Cost, Question, Reason, Requirement
from matching.standing import Standing

QUESTION_CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ask.language": ("language",)}
    | {
        f"ask.{fact}": ()
        for fact in (
            "skills", "occupation", "occupation_held", "occupation_wanted", "place", "radius", "remote", "abroad",
            "experience", "education", "availability", "pay", "contract", "licences",
        )
    }
)  # fmt: skip
SUITABLE = 0.6  # the score from which a match is worth an officer's time


def requirements(vacancy: VacancyProfile) -> list[Requirement]:
    """List everything that a vacancy asks for, one by one."""
    listed = [Requirement("skills", required.concept) for required in vacancy.skills]
    listed += [Requirement("language", required.code) for required in vacancy.languages]
    listed += [Requirement("licences", licence) for licence in sorted(vacancy.licences)]
    single = ("occupation", "location", "experience", "education", "availability", "pay", "contract")
    return listed + [Requirement(name) for name in single if BY_NAME[name].asked(vacancy)]


def without(vacancy: VacancyProfile, requirement: Requirement) -> VacancyProfile:
    """Return the vacancy as it would be without one requirement; raises ValueError if it does not ask for that."""
    if requirement not in requirements(vacancy):
        raise ValueError(f"vacancy {vacancy.id} does not ask for {requirement}")
    key = requirement.key
    dropped = {
        "skills": lambda: {"skills": tuple(each for each in vacancy.skills if each.concept != key)},
        "language": lambda: {"languages": tuple(each for each in vacancy.languages if each.code != key)},
        "licences": lambda: {"licences": vacancy.licences - {key}},
        "occupation": lambda: {"occupation": None, "isco": None},
        "location": lambda: {"place": None, "remote": False, "abroad": False},
        "experience": lambda: {"experience_years": None},
        "education": lambda: {"education": None},
        "availability": lambda: {"starts_on": None},
        "pay": lambda: {"pay_monthly_min": None, "pay_monthly_max": None},
        "contract": lambda: {"contract": None},
    }
    return replace(vacancy, **dropped[requirement.criterion]())


def what_if(
    index: RankingIndex,
    vacancy: VacancyProfile | int,
    without_only: Requirement | None = None,
    *,
    bar: float = SUITABLE,
    weights: Mapping[str, float] | None = None,
    among: np.ndarray | None = None,
) -> list[Cost]:
    """Say how many more people would be eligible, and score at least `bar`, without each single requirement.

    Parameters
    ----------
    without_only : Requirement or None
        Look at this one only.
    among : ndarray of int64 or None
        Ids that the reader may see.

    Returns
    -------
    list of Cost
        The most costly first. A requirement may cost a negative number of suitable people: many meet it.

    Raises
    ------
    UnknownVacancy, InvalidWeights
    ValueError
        If the vacancy does not ask for `without_only`.
    """
    vacancy = index.vacancy(vacancy)
    looked_at = requirements(vacancy) if without_only is None else [without_only]
    eligible, suitable = index.count_suitable(vacancy, bar, weights=weights, among=among)
    costs = []
    for requirement in looked_at:
        more = index.count_suitable(without(vacancy, requirement), bar, weights=weights, among=among)
        costs.append(Cost(requirement, more[0] - eligible, more[1] - suitable))
    return sorted(costs, key=lambda cost: (-cost.eligible, -cost.suitable))


def questions(index: RankingIndex, seeker_id: int, *, weights: Mapping[str, float] | None = None) -> list[Question]:
    """List what is unknown of a job seeker and asked by open vacancies that they are eligible for, most telling first.

    Raises
    ------
    UnknownSeeker, InvalidWeights
    """
    standing = index.standing(seeker_id, weights)
    swings: dict[tuple, list] = {}
    for row in np.flatnonzero(standing.fit):
        for about, swing in _unknowns(standing, row):
            entry = swings.setdefault((about.code, *about.facts.items()), [about, 0.0, 0])
            entry[1] += swing
            entry[2] += swing > 0
    eligible = int(standing.fit.sum())
    found = [Question(about, total / eligible, count) for about, total, count in swings.values()]
    return sorted(found, key=lambda question: (-question.swing, question.about.code))


def next_question(
    index: RankingIndex, seeker_id: int, *, weights: Mapping[str, float] | None = None
) -> Question | None:
    """Return the unknown whose answer could move a job seeker the most; None if nothing that is asked is unknown."""
    return next(iter(questions(index, seeker_id, weights=weights)), None)


def _unknowns(standing: Standing, row: int) -> Iterator[tuple[Reason, float]]:
    """Yield what is unknown of a person to one vacancy, and how much of the score hangs on it."""
    for c in np.flatnonzero((standing.known[row] < 1) & (standing.shares[row] > 0)):
        for about, points in ALL[c].unknowns(standing.seeker, standing.vacancies[row], standing.context):
            yield about, float(standing.shares[row, c]) * points
