"""Rankings for the service: the index in memory, kept in step with the database. One of the two that ask `matching`.

The index follows the database, never the other way round: before it ranks, it reads what changed since it last
looked. A saved profile is in the next ranking of every process, and a restart rebuilds all of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, func, not_, or_, select, text
from sqlalchemy.orm import Session

import matching
from jobmatch.services import taxonomy, taxonomy_vocabulary
from jobmatch.services.consents import has_consent
from jobmatch.services.eligibility import excluded_by_age
from jobmatch.services.profiles import Rates, open_vacancies, overall_level, pay_monthly, rankable_people
from jobmatch.services.suggestions_columns import rankable_ids, seeker_columns, skill_lists
from matching import warming
from matching.advice import SUITABLE, requirements, without
from matching.engine.snapshot import SnapshotError
from matching.index import RankingIndex
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
from matching.relations import Relations
from matching.results import Explanation, Ranking, Reason, Requirement
from matching.weights import DEFAULT
from models import (
    ConsentPurpose,
    EligibilityOverride,
    IndexChange,
    JobSeeker,
    JobSeekerState,
    Noun,
    RankingRun,
    StateEvent,
    Vacancy,
)
from models.sqlite import committed_state

Row = TypeVar("Row", JobSeeker, Vacancy)
DEFAULT_WEIGHTS = DEFAULT
CHUNK = 500
WORTH_A_SNAPSHOT = 5_000


def compile_kernel() -> None:
    """Compile the ranking's loops into the cache, or load them from it."""
    warming.warm_up()


def learn_pairs(session: Session, folder: Path) -> int:
    """Count which skills go together among those who may be ranked, for the relations of the next start."""
    return taxonomy_vocabulary.learn_pairs(skill_lists(session, rankable_ids(session)), folder)


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


class LiveIndex:
    """The ranking index of this process, and how far in the database's changes it has come.

    Parameters
    ----------
    rates : mapping
        Units of each currency for one US dollar.
    snapshot : Path or None
        Where the index may keep itself for the next start; anything amiss with it means a rebuild.
    """

    def __init__(self, rates: Mapping[str, Decimal], snapshot: Path | None = None) -> None:
        self.rates = rates
        self.snapshot = snapshot
        self.lock = RLock()
        self.index: RankingIndex | None = None
        self.seen = 0  # the highest change number read
        self.horizon = 0  # PostgreSQL: writers below this had finished when we last looked
        self.expected: dict[str, Any] = {}  # what a snapshot must have been made under

    def catch_up(self, session: Session) -> RankingIndex:
        """Bring the index in step with what is committed, and return it.

        It looks through a session of its own: what the caller is still writing may yet be rolled back.
        """
        with self.lock, committed_state(session) as committed:
            relations = taxonomy_vocabulary.refresh(committed).relations
            if self.index is None or self.index.relations is not relations:
                self.index = self.start(committed, relations)  # also when an imported vocabulary came or went
            else:
                self.follow(committed, self.index)
            return self.index

    def follow(self, session: Session, index: RankingIndex) -> None:
        """Read what changed since the last look."""
        seen, horizon = self.mark(session)
        changed = session.execute(select(IndexChange.noun, IndexChange.row_id).where(self.news()).distinct()).all()
        self.read_people(session, index, [row_id for noun, row_id in changed if noun is Noun.JOB_SEEKER])
        self.read_vacancies(session, index, [row_id for noun, row_id in changed if noun is Noun.VACANCY])
        self.seen, self.horizon = seen, horizon

    def start(self, session: Session, relations: Relations) -> RankingIndex:
        """The index from its snapshot and what changed since, else from everything in the database."""
        index = RankingIndex(relations, today=date.today)
        if not self.restored(session, index):
            self.seen, self.horizon = self.mark(session)
            index = RankingIndex(relations, today=date.today, columns=seeker_columns(session, self.rates))
            self.keep(index)
        for vacancy in open_vacancies(session):
            index.put_vacancy(vacancy_profile(vacancy, self.rates))
        return index

    def restored(self, session: Session, index: RankingIndex) -> bool:
        """Whether a snapshot of this database was there and could be brought up to date."""
        if self.snapshot is None:
            return False
        try:
            stamp = index.restore(self.snapshot, self.circumstances(session))
        except SnapshotError:
            return False
        highest, _horizon = self.mark(session)
        if stamp["seen"] > highest or not self.knows_all_since(session, stamp["seen"]):
            return False  # an older state of the database was restored, or changes were pruned
        self.seen, self.horizon = stamp["seen"], stamp["horizon"]
        self.follow(session, index)
        return True

    def keep(self, index: RankingIndex) -> None:
        """Write a snapshot for the next start; a folder that cannot be written is no reason to stop."""
        if self.snapshot is not None and len(index) >= WORTH_A_SNAPSHOT:
            with suppress(OSError):
                self.snapshot.parent.mkdir(parents=True, exist_ok=True)
                index.save(self.snapshot, self.expected | {"seen": self.seen, "horizon": self.horizon})

    def circumstances(self, session: Session) -> dict[str, Any]:
        """What a snapshot depends on beside the people: this database, the exchange rates, vocabulary and engine."""
        first = session.execute(select(StateEvent.id, StateEvent.at).order_by(StateEvent.id).limit(1)).first()
        address = session.get_bind().engine.url.render_as_string(hide_password=True)
        self.expected = {
            "database": f"{address} {first.at if first else ''}",
            "rates": {code: str(rate) for code, rate in sorted(self.rates.items())},
            "vocabulary": list(taxonomy_vocabulary.loaded().stamp),
            "engine": matching.ENGINE_VERSION,
        }
        return self.expected

    def knows_all_since(self, session: Session, seen: int) -> bool:
        """Whether every change after `seen` is still in the sequence."""
        return seen == 0 or session.scalar(select(IndexChange.id).where(IndexChange.id <= seen).limit(1)) is not None

    def mark(self, session: Session) -> tuple[int, int]:
        """How far the changes go now. Taken before reading: what is read twice does no harm, what is missed does."""
        highest = session.scalar(select(func.max(IndexChange.id))) or 0
        if session.get_bind().dialect.name != "postgresql":
            return highest, 0
        oldest = session.scalar(text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"))
        return highest, int(oldest or 0)

    def news(self) -> ColumnElement[bool]:
        """Changes not read yet: later numbers, and earlier ones whose writer was still under way at the last look."""
        later = IndexChange.id > self.seen
        return or_(later, IndexChange.writer >= self.horizon) if self.horizon else later

    def read_people(self, session: Session, index: RankingIndex, ids: Sequence[int]) -> None:
        """Put those who may be ranked, and remove the rest."""
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            found = {person.id: person for person in rankable_people(session, chunk)}
            for row_id in chunk:
                if row_id in found:
                    index.put(seeker_profile(found[row_id], self.rates))
                else:
                    index.remove(row_id)

    def read_vacancies(self, session: Session, index: RankingIndex, ids: Sequence[int]) -> None:
        """Put those that are open, and remove the rest."""
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            found = {vacancy.id: vacancy for vacancy in open_vacancies(session, chunk)}
            for row_id in chunk:
                if row_id in found:
                    index.put_vacancy(vacancy_profile(found[row_id], self.rates))
                else:
                    index.remove_vacancy(row_id)


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
    k: int = 50,
    weights: Mapping[str, float] | None = None,
) -> tuple[Ranking, list[Suggestion]]:
    """Rank the open vacancies for one person; nothing for somebody who may not be ranked."""
    index = live.catch_up(session)
    if person.id not in index:
        empty = np.array([], np.int64)
        return Ranking(empty, empty.astype(float), empty.astype(float), 0, 0), []
    ranking = index.rank_vacancies(person.id, k, weights=weights)
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
    return np.fromiter(session.scalars(select(JobSeeker.id).where(people)), np.int64)


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
