"""How one job seeker stands with many vacancies: the table behind their ranking and behind every advice to them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.columns import mobility_of
from matching.criteria import ALL, BY_NAME, PRIOR, Context
from matching.criteria.location import by_distance, by_mobility
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import CRITERIA
from matching.scoring import vacancy_shares


@dataclass(frozen=True, slots=True)
class Standing:
    """One job seeker and `n` vacancies.

    Attributes
    ----------
    shares, points, known : ndarray of float64, shape (n, 10)
        By criterion in the order of `CRITERIA`: its share of the score, the points, how much of it is known.
    distance_km : ndarray of float64, shape (n,)
        -1 where a place is unknown.
    broken : ndarray of int64, shape (n,)
        The criteria whose hard rules are known to be missed, as bits; the one after the last is an inactive profile.
    """

    seeker: SeekerProfile
    vacancies: tuple[VacancyProfile, ...]
    context: Context
    shares: np.ndarray
    points: np.ndarray
    known: np.ndarray
    distance_km: np.ndarray
    broken: np.ndarray

    @property
    def fit(self) -> np.ndarray:
        """Whether no hard rule is known to be missed, shape (n,)."""
        return self.broken == 0

    def fit_but_for(self, criterion: str) -> np.ndarray:
        """Whether only rules of this criterion may be missed, shape (n,)."""
        return self.broken & ~np.int64(1 << CRITERIA.index(criterion)) == 0

    def scores(self) -> np.ndarray:
        """Scores, shape (n,), summed in the order of the ranking and so the same to the bit."""
        return _summed(self.shares, self.points)

    def coverage(self) -> np.ndarray:
        """The known share of the weight, shape (n,)."""
        return _summed(self.shares, self.known)

    def scores_with(self, criterion: str, rows: np.ndarray, points: np.ndarray) -> np.ndarray:
        """Scores of some rows if one criterion gave other points, shape (n_rows,)."""
        total, changed = np.zeros(rows.size), CRITERIA.index(criterion)
        for c in range(len(CRITERIA)):
            total += self.shares[rows, c] * (points if c == changed else self.points[rows, c])
        return total

    def points_of(self, criterion: str, rows: np.ndarray, seeker: SeekerProfile) -> np.ndarray:
        """Points of one criterion in some rows for a changed profile that lives where it lived, shape (n_rows,)."""
        offers = [self.vacancies[row] for row in rows.tolist()]
        if criterion != "location":
            return np.array([BY_NAME[criterion].points(seeker, vacancy, self.context) for vacancy in offers])
        mobility, points = mobility_of(seeker), []
        for vacancy, distance in zip(offers, self.distance_km[rows].tolist(), strict=True):
            score, _ = by_mobility(mobility, vacancy) or by_distance(seeker, vacancy, distance)
            points.append(PRIOR if score is None else score)
        return np.array(points)


def empty_standing(seeker: SeekerProfile, vacancies: tuple[VacancyProfile, ...], context: Context) -> Standing:
    """Return a table to be filled."""
    shape = (len(vacancies), len(CRITERIA))
    shares, points, known = np.zeros((3, *shape))
    distance_km, broken = np.full(shape[0], -1.0), np.zeros(shape[0], np.int64)
    return Standing(seeker, vacancies, context, shares, points, known, distance_km, broken)


def standing_of_profile(
    seeker: SeekerProfile, vacancies: tuple[VacancyProfile, ...], weights: Mapping[str, float], context: Context
) -> Standing:
    """Compare a profile that is in no index."""
    standing = empty_standing(seeker, vacancies, context)
    for row, vacancy in enumerate(vacancies):
        shares = vacancy_shares(vacancy, weights)
        standing.broken[row] = (not seeker.active) << len(ALL)
        for c, criterion in enumerate(ALL):
            standing.broken[row] |= bool(criterion.exclusions(seeker, vacancy)) << c
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
