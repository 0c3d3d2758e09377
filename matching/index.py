"""The ranking index: everybody who may be ranked, ready to be ranked for any vacancy."""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from matching.base_index import BaseIndex, UnknownSeeker, UnknownVacancy
from matching.engine import kernel
from matching.engine.layout import Query
from matching.engine.pool import mask_of
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Explanation, Ranking, Reason
from matching.scoring import explain_pair, rules_not_met
from matching.standing import Standing, empty_standing, standing_of_profile

__all__ = ["RankingIndex", "UnknownSeeker", "UnknownVacancy"]

TOGETHER = 8  # vacancies that a thread takes at a time


class RankingIndex(BaseIndex):
    """Ranks job seekers for vacancies and vacancies for job seekers, exactly. Safe to use from several threads.

    `RankingIndex(relations, today=..., weights=..., columns=...)`: see `BaseIndex`, which also puts and removes.
    """

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

    def rank_many(
        self, vacancies: Iterable[VacancyProfile | int], k: int = 50, *, threads: int | None = None
    ) -> list[Ranking]:
        """Rank job seekers for each of many vacancies, in as many threads as there are cores or as are said."""
        wanted, size = list(vacancies), threads or os.cpu_count() or 1
        parts = [wanted[start : start + TOGETHER] for start in range(0, len(wanted), TOGETHER)]
        with ThreadPoolExecutor(size) as pool:
            found = pool.map(lambda part: [self.rank(vacancy, k) for vacancy in part], parts)
            return [ranking for rankings in found for ranking in rankings]

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
            store, memory, place = self._population.store(), self._scratch(), self._population.place[slot]
            for row, compiled in enumerate(self._compiled_all(vacancies)):
                standing.distance_km[row] = compiled.query.distance_km[place]
                standing.shares[row] = compiled.weighted_by(used).shares
                standing.broken[row] = kernel.stand(
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
            Which concept would add, directly or as a related skill, to which vacancy's points.
        points : ndarray of float64, shape (n_pairs,)

        Raises
        ------
        UnknownSeeker
        """
        with self._lock.reading():
            book, store, slot = self._population.books["skill"], self._population.store(), self._slot(seeker_id)
            place = np.full(len(book), -1)
            place[[book.find(concept) for concept in concepts]] = np.arange(len(concepts))
            wanted, extra = place >= 0, np.zeros(len(book), np.int64)
            queries = [compiled.query for compiled in self._compiled_all(vacancies)]
            room, ends = sum(query.skill.size + query.related.size for query in queries), [0]
            codes, points = np.empty(room, np.int64), np.empty(room)
            for query in queries:
                ends.append(kernel.learned(store, query, slot, wanted, extra, codes, points, ends[-1]))
        return place[codes[: ends[-1]]], np.repeat(np.arange(len(queries)), np.diff(ends)), points[: ends[-1]]

    def _best(self, query: Query, k: int, mask: np.ndarray, invert: bool = False) -> Ranking:
        population = self._population
        size = min(_positive(k), max(population.n_slots, 1))
        scores, slots, known = np.empty(size), np.empty(size, np.int64), np.empty(size)
        size, considered, pool = kernel.rank(
            population.store(), query, mask, invert, self._scratch(), scores, slots, known
        )
        excluded = (pool if mask.size else population.present) - considered
        return Ranking(population.ids[slots[:size]], scores[:size], known[:size], considered, excluded)

    def _explain(self, seeker, vacancy, weights) -> Explanation:
        return explain_pair(seeker, vacancy, self._checked(weights), self._context())


def _positive(k: int) -> int:
    if k < 1:
        raise ValueError(f"k must be positive, not {k}")
    return k
