"""How one job seeker stands with many vacancies: the table behind their ranking and behind every advice to them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.columns import mobility_of
from matching.criteria import ALL, BY_NAME, PRIOR, Context
from matching.criteria.location import by_distance, by_mobility
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import CRITERIA
from matching.scoring import rules_not_met, vacancy_shares


@dataclass(frozen=True, slots=True)
class Standing:
    """One job seeker and `n` vacancies.

    Attributes
    ----------
    shares, points, known : ndarray of float64, shape (n, 10)
        By criterion in the order of `CRITERIA`: its share of the score, the points, how much of it is known.
    distance_km : ndarray of float64, shape (n,)
        -1 where a place is unknown.
    fit : ndarray of bool, shape (n,)
        No hard rule is known to be missed.
    """

    seeker: SeekerProfile
    vacancies: tuple[VacancyProfile, ...]
    context: Context
    shares: np.ndarray
    points: np.ndarray
    known: np.ndarray
    distance_km: np.ndarray
    fit: np.ndarray

    def scores(self) -> np.ndarray:
        """Scores, shape (n,), summed in the order of the ranking and so the same to the bit."""
        return _summed(self.shares, self.points)

    def coverage(self) -> np.ndarray:
        """The known share of the weight, shape (n,)."""
        return _summed(self.shares, self.known)

    def scores_with(self, criterion: str, rows: np.ndarray, points: np.ndarray) -> np.ndarray:
        """Scores of some rows if one criterion gave other points, shape (n_rows,)."""
        changed = self.points[rows].copy()
        changed[:, CRITERIA.index(criterion)] = points
        return _summed(self.shares[rows], changed)

    def blocking(self, row: int) -> set[str]:
        """The criteria whose hard rules keep the person from a vacancy; "profile" if they are not active."""
        blocking = {c.name for c in ALL if c.exclusions(self.seeker, self.vacancies[row])}
        return blocking if self.seeker.active else blocking | {"profile"}

    def points_of(self, criterion: str, row: int, seeker: SeekerProfile) -> float:
        """Points of one criterion for a changed profile that lives where it lived."""
        if criterion == "location":
            by_words = by_mobility(mobility_of(seeker), self.vacancies[row])
            score, _ = by_words or by_distance(seeker, self.vacancies[row], float(self.distance_km[row]))
            return PRIOR if score is None else score
        return BY_NAME[criterion].points(seeker, self.vacancies[row], self.context)


def empty_standing(seeker: SeekerProfile, vacancies: tuple[VacancyProfile, ...], context: Context) -> Standing:
    """Return a table to be filled."""
    shape = (len(vacancies), len(CRITERIA))
    shares, points, known = np.zeros((3, *shape))
    distance_km, fit = np.full(shape[0], -1.0), np.zeros(shape[0], bool)
    return Standing(seeker, vacancies, context, shares, points, known, distance_km, fit)


def standing_of_profile(
    seeker: SeekerProfile, vacancies: tuple[VacancyProfile, ...], weights: Mapping[str, float], context: Context
) -> Standing:
    """Compare a profile that is in no index."""
    standing = empty_standing(seeker, vacancies, context)
    for row, vacancy in enumerate(vacancies):
        shares = vacancy_shares(vacancy, weights)
        standing.fit[row] = not rules_not_met(seeker, vacancy)
        for c, criterion in enumerate(ALL):
            if criterion.asked(vacancy):
                found = criterion.assess(seeker, vacancy, context)
                standing.shares[row, c] = shares[criterion.name]
                standing.points[row, c], standing.known[row, c] = found.points, found.coverage
    return standing


def _summed(shares: np.ndarray, values: np.ndarray) -> np.ndarray:
    total = np.zeros(shares.shape[0])
    for c in range(shares.shape[1]):
        total += shares[:, c] * values[:, c]
    return total
