"""Rankings for the service: ranked by `matching`, within the reader's scope and the rules of eligibility, explained."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
from sqlalchemy import ColumnElement, func, not_, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

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
from matching.index import RankingIndex
from matching.profiles import VacancyProfile
from matching.results import Explanation, Ranking, Reason, Requirement
from matching.weights import DEFAULT
from models import ConsentPurpose, EligibilityOverride, JobSeeker, JobSeekerState, RankingRun, Vacancy

Row = TypeVar("Row", JobSeeker, Vacancy)
DEFAULT_WEIGHTS = DEFAULT
CHUNK = 500
KEPT = 50
"""How many of a ranking are kept with the referrals that came of it."""


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


@dataclass(frozen=True)
class Reach:
    """A vacancy as the ranking knows it, and whom a reader may find for it: read once, whatever a page asks of it."""

    index: RankingIndex
    profile: VacancyProfile
    among: np.ndarray  # ids, shape (n,), int64
    young: list[int]  # ids of those whom a rule of age keeps out, of every office
    waived: list[int]  # ids of those for whom an officer waived the hard rules

    def rank(self, k: int, weights: Mapping[str, float] | None = None) -> Ranking:
        """The best `k`, best first."""
        return self.index.rank(
            self.profile, k, weights=weights, among=self.among, exclude=self.young, override=self.waived
        )


def reach_of(session: Session, live: LiveIndex, vacancy: Vacancy, people: ColumnElement[bool], *, today: date) -> Reach:
    """What a ranking of the people that `people` lets through, from ``access.scope_of``, goes by."""
    return reach_among(session, live, vacancy, ids_where(session, people), today=today)


def reach_among(session: Session, live: LiveIndex, vacancy: Vacancy, among: np.ndarray, *, today: date) -> Reach:
    """The same for people by their ids, shape (n,), int64."""
    return Reach(
        index=live.catch_up(session),
        profile=vacancy_profile(vacancy, live.rates),
        among=among,
        young=excluded_by_age(session, vacancy, today),
        waived=overridden(session, vacancy),
    )


def explain_ranking(
    session: Session, reach: Reach, ranking: Ranking, weights: Mapping[str, float] | None = None
) -> list[Suggestion]:
    """The people of a ranking with their reasons."""
    rows = rows_by_id(session, JobSeeker, ranking.ids)
    return [
        Suggestion(rows[i], float(score), float(coverage), reach.index.explain(i, reach.profile, weights))
        for i, score, coverage in zip(ranking.ids.tolist(), ranking.scores, ranking.coverage, strict=True)
        if i in rows
    ]


def scores_of(
    session: Session, live: LiveIndex, vacancy: Vacancy, people: Iterable[int], *, today: date
) -> dict[int, float]:
    """The match score of each of these people, by id; without those whom a hard rule of the vacancy keeps out."""
    among = np.fromiter(people, np.int64)
    ranking = reach_among(session, live, vacancy, among, today=today).rank(max(len(among), 1))
    return dict(zip(ranking.ids.tolist(), (float(score) for score in ranking.scores), strict=True))


def excluded_job_seekers(session: Session, reach: Reach, k: int) -> list[tuple[JobSeeker, tuple[Reason, ...]]]:
    """Who is kept out by a hard rule of the vacancy, with the rules; the likeliest first."""
    found = reach.index.excluded(reach.profile, k, reach.among)
    rows = rows_by_id(session, JobSeeker, [row_id for row_id, _ in found])
    waived = set(reach.waived)
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
    rows = rows_by_id(session, Vacancy, ranking.ids, joinedload(Vacancy.employer))
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


def overridden(session: Session, vacancy: Vacancy) -> list[int]:
    """People for whom an officer waived this vacancy's hard rules."""
    rows = select(EligibilityOverride.job_seeker_id).where(EligibilityOverride.vacancy_id == vacancy.id)
    return list(session.scalars(rows))


def rows_by_id(session: Session, model: type[Row], ids: Iterable[int], *options: ORMOption) -> dict[int, Row]:
    """Rows by id, in one query."""
    wanted = [int(row_id) for row_id in ids]
    found: dict[int, Row] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = session.scalars(select(model).where(model.id.in_(wanted[start : start + CHUNK])).options(*options))
        found.update((row.id, row) for row in rows)
    return found
