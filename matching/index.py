"""The ranking index: everybody who may be ranked, ready to be ranked for any vacancy."""

import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from matching.columns import SeekerColumns
from matching.criteria import Context
from matching.engine import kernel, snapshot
from matching.engine.compiling import Compiled, compile_vacancy, distances_km
from matching.engine.encoding import encoded
from matching.engine.layout import Query, Scratch, scratch
from matching.engine.locks import ReadWriteLock
from matching.engine.pool import mask_of
from matching.engine.population import Population
from matching.profiles import Place, SeekerProfile, VacancyProfile
from matching.relations import SAME, Relations
from matching.results import Explanation, Ranking, Reason
from matching.scoring import explain_pair, rules_not_met
from matching.standing import Standing, empty_standing, standing_of_profile
from matching.weights import DEFAULT, checked_weights


class UnknownSeeker(KeyError):
    """A job seeker that is not in the index."""


class UnknownVacancy(KeyError):
    """A vacancy that is not in the index."""


class RankingIndex:
    """Ranks job seekers for vacancies and vacancies for job seekers, exactly. Safe to use from several threads.

    Parameters
    ----------
    relations : Relations
        Similar skills and near occupations.
    today : date or callable returning one
        The day that availability is judged on.
    weights : Mapping of criterion to number in [0, 1]
        Used where a call states none.
    columns : SeekerColumns
        Who is there at first.

    Raises
    ------
    InvalidWeights
        Here and wherever weights are given, if no ranking can be made with them.
    ValueError
        If an id is in the columns twice.
    TooManyValues
        If a column has more distinct values than there are codes.
    """

    def __init__(
        self,
        relations: Relations | None = None,
        *,
        today: date | Callable[[], date],
        weights: Mapping[str, float] = DEFAULT,
        columns: SeekerColumns | None = None,
    ):
        self.relations = relations or Relations()
        self._today = today if callable(today) else lambda: today
        self._weights = checked_weights(weights)
        self._population = Population(encoded(columns or SeekerColumns.from_profiles(())))
        self._vacancies: dict[int, VacancyProfile] = {}
        self._compiled: dict[int, Compiled] = {}
        self._distances: dict[tuple[float, float] | None, np.ndarray] = {}
        self._lock = ReadWriteLock()
        self._local = threading.local()

    def __len__(self) -> int:
        return self._population.present

    def __contains__(self, seeker_id: int) -> bool:
        return self._population.find(seeker_id) is not None

    def save(self, path: Path, stamp: Mapping[str, Any]) -> None:
        """Write the job seekers to a snapshot; `stamp` says, in JSON's types, what state of the world it holds."""
        with self._lock.reading():
            codes = self._population.encoded()
        snapshot.save(path, codes, stamp)

    def restore(self, path: Path, expect: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Replace all job seekers by those of a snapshot, and return its stamp.

        Raises
        ------
        SnapshotError
            If it is missing, truncated, damaged, of another version, or its stamp differs from `expect` in a name that
            `expect` has; the index is then as it was, and the caller rebuilds.
        """
        codes, stamp = snapshot.load(path, expect or {})
        population = Population(codes)
        with self._lock.writing():
            self._population = population
            for vacancy in self._vacancies.values():
                population.know_skills(required.concept for required in vacancy.skills)
            self._compiled.clear()
            self._distances.clear()
        return stamp

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays that hold the job seekers."""
        return self._population.nbytes

    def put(self, profile: SeekerProfile) -> None:
        """Add a job seeker, or replace what is known of them; the next ranking shows it."""
        with self._lock.writing():
            self._population.put(profile)

    def remove(self, seeker_id: int) -> None:
        """Forget a job seeker; nothing happens if they are not there."""
        with self._lock.writing():
            self._population.remove(seeker_id)

    def put_vacancy(self, vacancy: VacancyProfile) -> None:
        """Add a vacancy, or replace what it asks for."""
        with self._lock.writing():
            self._population.know_skills(required.concept for required in vacancy.skills)
            self._vacancies[vacancy.id] = vacancy
            self._compiled.pop(vacancy.id, None)

    def remove_vacancy(self, vacancy_id: int) -> None:
        """Forget a vacancy; nothing happens if it is not there."""
        with self._lock.writing():
            self._vacancies.pop(vacancy_id, None)
            self._compiled.pop(vacancy_id, None)

    def profile(self, seeker_id: int) -> SeekerProfile:
        """Return what the index knows of a job seeker; raises UnknownSeeker."""
        with self._lock.reading():
            return self._population.profile(self._slot(seeker_id))

    def vacancy(self, vacancy: VacancyProfile | int) -> VacancyProfile:
        """Return the vacancy itself, given it or its id; raises UnknownVacancy."""
        if isinstance(vacancy, VacancyProfile):
            return vacancy
        try:
            return self._vacancies[vacancy]
        except KeyError:
            raise UnknownVacancy(vacancy) from None

    def rank(
        self,
        vacancy: VacancyProfile | int,
        k: int = 50,
        *,
        weights: Mapping[str, float] | None = None,
        among: np.ndarray | None = None,
        exclude: Iterable[int] = (),
        override: Iterable[int] = (),
    ) -> Ranking:
        """Rank job seekers for one vacancy, best first, ties by id.

        Parameters
        ----------
        vacancy : VacancyProfile or id
        k : int, > 0
        weights : Mapping or None
            Instead of the index's own.
        among : ndarray of int64 or None
            Ids that the reader may see; None is everybody.
        exclude : iterable of ids
            Ruled out by the service (age, consent); nothing waives that.
        override : iterable of ids
            For whom the vacancy's hard rules are waived; an inactive profile stays out.

        Raises
        ------
        UnknownVacancy, InvalidWeights
        ValueError
            If `k` is not positive.
        """
        with self._lock.reading():
            query = self._query(self.vacancy(vacancy), weights)
            mask = mask_of(self._population, among, exclude, override)
            return self._best(query, k, mask)

    def rank_many(self, vacancies: Iterable[VacancyProfile | int], k: int = 50) -> list[Ranking]:
        """Rank job seekers for each of many vacancies, on all cores."""
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            return list(threads.map(lambda vacancy: self.rank(vacancy, k), vacancies))

    def rank_vacancies(
        self,
        person: SeekerProfile | int,
        k: int = 50,
        *,
        weights: Mapping[str, float] | None = None,
        among: np.ndarray | None = None,
    ) -> Ranking:
        """Rank the open vacancies for one job seeker, best first, ties by id.

        `among` holds ids of vacancies. An inactive person has none.

        Raises
        ------
        UnknownSeeker, InvalidWeights
        """
        standing = self.standing(person, weights, among)
        ids, fit = np.array([vacancy.id for vacancy in standing.vacancies], np.int64), standing.fit
        scores, coverage = standing.scores()[fit], standing.coverage()[fit]
        best = np.lexsort((ids[fit], -scores))[: _positive(k)]
        return Ranking(ids[fit][best], scores[best], coverage[best], int(fit.sum()), int((~fit).sum()))

    def explain(
        self, person: SeekerProfile | int, vacancy: VacancyProfile | int, weights: Mapping[str, float] | None = None
    ) -> Explanation:
        """Explain one pair: every criterion's share with its reasons, and every hard rule that is not met.

        Raises
        ------
        UnknownSeeker, UnknownVacancy, InvalidWeights
        """
        seeker = person if isinstance(person, SeekerProfile) else self.profile(person)
        return self._explain(seeker, self.vacancy(vacancy), weights)

    def excluded(
        self, vacancy: VacancyProfile | int, k: int = 50, among: np.ndarray | None = None
    ) -> list[tuple[int, tuple[Reason, ...]]]:
        """List who a hard rule keeps out and why, best first by the score that they would have had."""
        vacancy = self.vacancy(vacancy)
        with self._lock.reading():
            query = self._query(vacancy, None)
            found = self._best(query, k, mask_of(self._population, among), invert=True)
            people = [self._population.profile(self._slot(id)) for id in found.ids.tolist()]
        return [(person.id, rules_not_met(person, vacancy)) for person in people]

    def count_suitable(
        self,
        vacancy: VacancyProfile | int,
        bar: float,
        *,
        weights: Mapping[str, float] | None = None,
        among: np.ndarray | None = None,
    ) -> tuple[int, int]:
        """Count who is eligible for a vacancy, and who of those scores at least `bar`.

        Raises
        ------
        UnknownVacancy, InvalidWeights
        """
        with self._lock.reading():
            query, mask = self._query(self.vacancy(vacancy), weights), mask_of(self._population, among)
            return kernel.suitable(self._population.store(), query, mask, self._scratch(), float(bar))

    def standing(
        self,
        person: SeekerProfile | int,
        weights: Mapping[str, float] | None = None,
        among: np.ndarray | None = None,
    ) -> Standing:
        """Compare one job seeker with every open vacancy, or those `among` them, in the order of their ids.

        A profile that is not in the index is looked at as if it were.

        Raises
        ------
        UnknownSeeker, InvalidWeights
        """
        wanted = None if among is None else set(among.tolist())
        vacancies = tuple(
            vacancy
            for id, vacancy in sorted(self._vacancies.items())
            if vacancy.open and (wanted is None or id in wanted)
        )
        used = self._checked(weights)
        if isinstance(person, SeekerProfile):
            return standing_of_profile(person, vacancies, used, self._context())
        with self._lock.reading():
            slot = self._slot(person)
            standing = empty_standing(self._population.profile(slot), vacancies, self._context())
            store, memory = self._population.store(), self._scratch()
            for row, vacancy in enumerate(vacancies):
                compiled = self._compile(vacancy)
                standing.distance_km[row] = compiled.query.distance_km[store.place[slot]]
                standing.shares[row] = compiled.weighted_by(used).shares
                standing.fit[row] = kernel.stand(
                    store, compiled.query, slot, memory, standing.points[row], standing.known[row]
                )
        return standing

    def skills_if_learned(
        self, seeker_id: int, vacancies: Sequence[VacancyProfile], concepts: Sequence[str]
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the points that the skills criterion would give one person who held one more skill, for each of many.

        Parameters
        ----------
        vacancies : sequence of VacancyProfile, shape (n,)
        concepts : sequence of str
            Skills that vacancies in the index ask for.

        Returns
        -------
        concept, row : ndarray of int64, shape (n_pairs,)
            Which concept counts, directly or as a related skill, for which vacancy.
        points : ndarray of float64, shape (n_pairs,)

        Raises
        ------
        UnknownSeeker
        """
        with self._lock.reading():
            book, store, slot = self._population.books["skill"], self._population.store(), self._slot(seeker_id)
            place = np.full(len(book), -1)
            place[[book.find(concept) for concept in concepts]] = np.arange(len(concepts))
            wanted, found = place >= 0, []
            for row, vacancy in enumerate(vacancies):
                query = self._compile(vacancy).query
                codes, totals = np.empty((2, query.skill.size + query.related.size), np.int64)
                count = kernel.learned(store, query, slot, wanted, codes, totals)
                points = totals[:count] / (SAME * float(query.weight.sum())) if count else np.zeros(0)
                found.append((place[codes[:count]], np.full(count, row), points))
        concept, row, points = (
            (np.concatenate(part) for part in zip(*found, strict=True)) if found else [np.zeros(0)] * 3
        )
        return concept.astype(np.int64), row.astype(np.int64), points

    def _slot(self, seeker_id: int) -> int:
        slot = self._population.find(seeker_id)
        if slot is None:
            raise UnknownSeeker(seeker_id)
        return slot

    def _explain(self, seeker, vacancy, weights) -> Explanation:
        return explain_pair(seeker, vacancy, self._checked(weights), self._context())

    def _checked(self, weights: Mapping[str, float] | None) -> dict[str, float]:
        return self._weights if weights is None else checked_weights(weights)

    def _context(self) -> Context:
        return Context(self.relations, self._today())

    def _query(self, vacancy: VacancyProfile, weights: Mapping[str, float] | None) -> Query:
        return self._compile(vacancy).weighted_by(self._checked(weights))

    def _compile(self, vacancy: VacancyProfile) -> Compiled:
        compiled, context = self._compiled.get(vacancy.id), self._context()
        before = compiled if compiled and compiled.vacancy == vacancy else None
        if before is None or not before.is_fresh(self._population, context):
            compiled = compile_vacancy(vacancy, self._population, context, self._distances_km, before)
            if self._vacancies.get(vacancy.id) == vacancy:
                self._compiled[vacancy.id] = compiled
        return compiled

    def _distances_km(self, place: Place | None) -> np.ndarray:
        where = place and (place.latitude, place.longitude)
        found = self._distances.get(where)
        if found is None or found.size != len(self._population.books["place"]):
            found = self._distances[where] = distances_km(self._population, place)
        return found

    def _scratch(self) -> Scratch:
        if not hasattr(self._local, "scratch"):
            self._local.scratch = scratch()
        return self._local.scratch

    def _best(self, query: Query, k: int, mask: np.ndarray, invert: bool = False) -> Ranking:
        population = self._population
        size = min(_positive(k), max(population.n_slots, 1))
        scores, slots, known = np.empty(size), np.empty(size, np.int64), np.empty(size)
        size, considered, pool = kernel.rank(
            population.store(), query, mask, invert, self._scratch(), scores, slots, known
        )
        excluded = (pool if mask.size else population.present) - considered
        return Ranking(population.ids[slots[:size]], scores[:size], known[:size], considered, excluded)


def _positive(k: int) -> int:
    if k < 1:
        raise ValueError(f"k must be positive, not {k}")
    return k
