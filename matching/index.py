"""The ranking index: everybody who may be ranked, ready to be ranked for any vacancy."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import numpy as np

from matching.criteria import Context
from matching.profiles import SeekerProfile, VacancyProfile
from matching.relations import Relations
from matching.results import Explanation, Ranking, Reason
from matching.scoring import explain_pair
from matching.weights import DEFAULT, checked_weights


class UnknownSeeker(KeyError):
    """A job seeker that is not in the index."""


class UnknownVacancy(KeyError):
    """A vacancy that is not in the index."""


class RankingIndex:
    """Ranks job seekers for vacancies and vacancies for job seekers, exactly.

    Parameters
    ----------
    relations : Relations
        Similar skills and near occupations.
    today : date or callable returning one
        The day that availability is judged on.
    weights : Mapping of criterion to number in [0, 1]
        Used where a call states none.

    Raises
    ------
    InvalidWeights
        Here and wherever weights are given, if no ranking can be made with them.
    """

    def __init__(
        self,
        relations: Relations | None = None,
        *,
        today: date | Callable[[], date],
        weights: Mapping[str, float] = DEFAULT,
    ):
        self.relations = relations or Relations()
        self._today = today if callable(today) else lambda: today
        self._weights = checked_weights(weights)
        self._seekers: dict[int, SeekerProfile] = {}
        self._vacancies: dict[int, VacancyProfile] = {}

    def __len__(self) -> int:
        return len(self._seekers)

    def __contains__(self, seeker_id: int) -> bool:
        return seeker_id in self._seekers

    def put(self, profile: SeekerProfile) -> None:
        """Add a job seeker, or replace what is known of them."""
        self._seekers[profile.id] = profile

    def remove(self, seeker_id: int) -> None:
        """Forget a job seeker; nothing happens if they are not there."""
        self._seekers.pop(seeker_id, None)

    def put_vacancy(self, vacancy: VacancyProfile) -> None:
        """Add a vacancy, or replace what it asks for."""
        self._vacancies[vacancy.id] = vacancy

    def remove_vacancy(self, vacancy_id: int) -> None:
        """Forget a vacancy; nothing happens if it is not there."""
        self._vacancies.pop(vacancy_id, None)

    def profile(self, seeker_id: int) -> SeekerProfile:
        """Return what the index knows of a job seeker; raises UnknownSeeker."""
        try:
            return self._seekers[seeker_id]
        except KeyError:
            raise UnknownSeeker(seeker_id) from None

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
        ranked = self._explained(vacancy, weights, among)
        exclude, override = set(exclude), set(override)
        fit = [each for each in ranked if each.seeker not in exclude and _eligible(each, override)]
        return _ranking([(each.seeker, each.score, each.coverage) for each in fit], k, len(ranked) - len(fit))

    def rank_many(self, vacancies: Iterable[VacancyProfile | int], k: int = 50) -> list[Ranking]:
        """Rank job seekers for each of many vacancies."""
        return [self.rank(vacancy, k) for vacancy in vacancies]

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
        seeker = person if isinstance(person, SeekerProfile) else self.profile(person)
        open_ids = [id for id, vacancy in self._vacancies.items() if vacancy.open]
        ids = open_ids if among is None else [id for id in open_ids if id in set(among.tolist())]
        explained = [self._explain(seeker, self._vacancies[id], weights) for id in ids]
        fit = [each for each in explained if not each.exclusions]
        return _ranking([(each.vacancy, each.score, each.coverage) for each in fit], k, len(ids) - len(fit))

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
        out = [each for each in self._explained(vacancy, None, among) if each.exclusions]
        out.sort(key=lambda each: (-each.score, each.seeker))
        return [(each.seeker, each.exclusions) for each in out[:k]]

    def _explain(self, seeker, vacancy, weights) -> Explanation:
        used = self._weights if weights is None else checked_weights(weights)
        return explain_pair(seeker, vacancy, used, Context(self.relations, self._today()))

    def _explained(self, vacancy, weights, among) -> list[Explanation]:
        vacancy = self.vacancy(vacancy)
        ids = self._seekers if among is None else [id for id in np.unique(among).tolist() if id in self._seekers]
        return [self._explain(self._seekers[id], vacancy, weights) for id in ids]


def _eligible(explanation: Explanation, override: set[int]) -> bool:
    if explanation.seeker in override:
        return all(reason.code != "profile.inactive" for reason in explanation.exclusions)
    return not explanation.exclusions


def _ranking(rows: list[tuple[int, float, float]], k: int, excluded: int) -> Ranking:
    if k < 1:
        raise ValueError(f"k must be positive, not {k}")
    best = sorted(rows, key=lambda row: (-row[1], row[0]))[:k]
    ids, scores, coverage = zip(*best, strict=True) if best else ((), (), ())
    return Ranking(np.array(ids, np.int64), np.array(scores, float), np.array(coverage, float), len(rows), excluded)
