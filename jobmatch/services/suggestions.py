"""Rankings for the service: ranked by `matching`, within the reader's scope and the rules of eligibility, explained."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
from sqlalchemy import ColumnElement, func, not_, select
from sqlalchemy.orm import Session

import matching
from jobmatch.services import taxonomy_vocabulary
from jobmatch.services.consents import has_consent
from jobmatch.services.eligibility import excluded_by_age
from jobmatch.services.suggestions_columns import ids_where, rankable_ids, skill_lists
from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.suggestions_profiles import seeker_profile, vacancy_profile
from jobmatch.services.vacancy_approval import offerable
from matching import warming
from matching.advice import SUITABLE, requirements, without
from matching.profiles import (
    VacancyProfile,
)
from matching.results import Explanation, Ranking, Reason, Requirement
from matching.weights import DEFAULT
from models import (
    ConsentPurpose,
    EligibilityOverride,
    JobSeeker,
    JobSeekerState,
    RankingRun,
    Vacancy,
)

Row = TypeVar("Row", JobSeeker, Vacancy)
DEFAULT_WEIGHTS = DEFAULT
CHUNK = 500


def compile_kernel() -> None:
    """Compile the ranking's loops into the cache, or load them from it."""
    warming.warm_up()


def learn_pairs(session: Session, folder: Path) -> int:
    """Count which skills go together among those who may be ranked, for the relations of the next start."""
    return taxonomy_vocabulary.learn_pairs(skill_lists(session, rankable_ids(session)), folder)


@dataclass(frozen=True)
class Suggestion:
    """One row of a ranking with its reasons; `row` is the job seeker or the vacancy."""

    row: JobSeeker | Vacancy
    score: float
    coverage: float
    explanation: Explanation


def rank_job_seekers(
    session: Session,
    live: LiveIndex,
    vacancy: Vacancy,
    people: ColumnElement[bool],
    *,
    k: int = 50,
    weights: Mapping[str, float] | None = None,
    today: date,
) -> tuple[Ranking, list[Suggestion]]:
    """Rank the people that `people` lets through for one vacancy.

    Parameters
    ----------
    people : condition on JobSeeker
        The reader's scope, from ``access.scope_of``.
    """
    index = live.catch_up(session)
    profile = vacancy_profile(vacancy, live.rates)
    ranking = index.rank(
        profile,
        k,
        weights=weights,
        among=ids_of(session, people),
        exclude=excluded_by_age(session, vacancy, today),
        override=overridden(session, vacancy),
    )
    rows = rows_by_id(session, JobSeeker, ranking.ids)
    return ranking, [
        Suggestion(rows[i], float(score), float(coverage), index.explain(i, profile, weights))
        for i, score, coverage in zip(ranking.ids.tolist(), ranking.scores, ranking.coverage, strict=True)
        if i in rows
    ]


def scores_of(
    session: Session, live: LiveIndex, vacancy: Vacancy, people: Iterable[int], *, today: date
) -> dict[int, float]:
    """The match score of each of these people, by id; without those whom a hard rule of the vacancy keeps out."""
    among = np.fromiter(people, np.int64)
    ranking = live.catch_up(session).rank(
        vacancy_profile(vacancy, live.rates),
        max(len(among), 1),
        among=among,
        exclude=excluded_by_age(session, vacancy, today),
        override=overridden(session, vacancy),
    )
    return dict(zip(ranking.ids.tolist(), (float(score) for score in ranking.scores), strict=True))


def excluded_job_seekers(
    session: Session, live: LiveIndex, vacancy: Vacancy, people: ColumnElement[bool], *, k: int = 50
) -> list[tuple[JobSeeker, tuple[Reason, ...]]]:
    """Who is kept out by a hard rule of the vacancy, with the rules; the likeliest first."""
    index = live.catch_up(session)
    found = index.excluded(vacancy_profile(vacancy, live.rates), k, ids_of(session, people))
    rows = rows_by_id(session, JobSeeker, [row_id for row_id, _ in found])
    waived = set(overridden(session, vacancy))
    return [(rows[row_id], reasons) for row_id, reasons in found if row_id in rows and row_id not in waived]


def rank_vacancies(
    session: Session,
    live: LiveIndex,
    person: JobSeeker,
    *,
    today: date,
    k: int = 50,
    weights: Mapping[str, float] | None = None,
) -> tuple[Ranking, list[Suggestion]]:
    """Rank the vacancies that may be offered today for one person; nothing for somebody who may not be ranked."""
    index = live.catch_up(session)
    if person.id not in index:
        empty = np.array([], np.int64)
        return Ranking(empty, empty.astype(float), empty.astype(float), 0, 0), []
    offered = np.fromiter(session.scalars(select(Vacancy.id).where(offerable(today))), np.int64)
    ranking = index.rank_vacancies(person.id, k, weights=weights, among=offered)
    rows = rows_by_id(session, Vacancy, ranking.ids)
    return ranking, [
        Suggestion(rows[i], float(score), float(coverage), index.explain(person.id, i, weights))
        for i, score, coverage in zip(ranking.ids.tolist(), ranking.scores, ranking.coverage, strict=True)
        if i in rows
    ]


def explain_people(
    session: Session,
    live: LiveIndex,
    vacancy: Vacancy,
    people: Iterable[JobSeeker],
    weights: Mapping[str, float] | None,
) -> list[tuple[JobSeeker, Explanation]]:
    """Each person's explanation for one vacancy, also of those who may not be ranked."""
    index = live.catch_up(session)
    profile = vacancy_profile(vacancy, live.rates)
    return [(person, index.explain(seeker_profile(person, live.rates), profile, weights)) for person in people]


def who_fits(
    session: Session, live: LiveIndex, vacancy: Vacancy, *, today: date
) -> tuple[np.ndarray, list[tuple[Requirement, np.ndarray]]]:
    """Who would suit a vacancy that may still be in writing, and who would without each single requirement.

    Returns
    -------
    ndarray of int64, and list of (Requirement, ndarray of int64)
        Ids, for counting: whoever shows them must hold back small numbers.
    """
    index = live.catch_up(session)
    young = excluded_by_age(session, vacancy, today)

    def suitable(profile: VacancyProfile) -> np.ndarray:
        ranking = index.rank(profile, max(len(index), 1), exclude=young)
        return ranking.ids[ranking.scores >= SUITABLE]

    profile = vacancy_profile(vacancy, live.rates)
    return suitable(profile), [(asked, suitable(without(profile, asked))) for asked in requirements(profile)]


def count_without_consent(session: Session, people: ColumnElement[bool]) -> int:
    """How many active people nobody may rank, because they have not agreed to it or were not asked."""
    without = select(func.count()).where(
        people, JobSeeker.state == JobSeekerState.ACTIVE, not_(has_consent(ConsentPurpose.MATCHING))
    )
    return session.scalar(without) or 0


def keep_ranking(
    session: Session,
    ranking: Ranking,
    *,
    by_id: int | None,
    weights: Mapping[str, float] | None = None,
    vacancy: Vacancy | None = None,
    person: JobSeeker | None = None,
) -> RankingRun:
    """Store a ranking as it was shown: when it is opened, and when somebody is referred from it. Flushes."""
    run = RankingRun(
        vacancy_id=vacancy.id if vacancy else None,
        job_seeker_id=person.id if person else None,
        by_id=by_id,
        engine_version=matching.ENGINE_VERSION,
        weights=dict(weights or DEFAULT),
        results=[
            [int(i), round(float(score), 6), round(float(coverage), 4)]
            for i, score, coverage in zip(ranking.ids, ranking.scores, ranking.coverage, strict=True)
        ],
    )
    session.add(run)
    session.flush()
    return run


def ids_of(session: Session, people: ColumnElement[bool]) -> np.ndarray:
    """Ids of the people a reader may see, shape (n,), int64."""
    return ids_where(session, people)


def overridden(session: Session, vacancy: Vacancy) -> list[int]:
    """People for whom an officer waived this vacancy's hard rules."""
    rows = select(EligibilityOverride.job_seeker_id).where(EligibilityOverride.vacancy_id == vacancy.id)
    return list(session.scalars(rows))


def rows_by_id(session: Session, model: type[Row], ids: Iterable[int]) -> dict[int, Row]:
    """Rows by id, in one query."""
    wanted = [int(row_id) for row_id in ids]
    found: dict[int, Row] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = session.scalars(select(model).where(model.id.in_(wanted[start : start + CHUNK])))
        found.update((row.id, row) for row in rows)
    return found
