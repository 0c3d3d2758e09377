"""A vacancy, compiled against a population's codes: tables that turn a code into points."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from matching.criteria import BY_NAME, PRIOR, Context
from matching.criteria.language import lowest_accepted
from matching.criteria.location import by_mobility
from matching.criteria.skills import UNKNOWN as UNKNOWN_SIMILARITY
from matching.distance import distances_m
from matching.engine.layout import (
    BY_DISTANCE,
    CODED,
    LANGUAGE_UNKNOWN,
    LOCATION_UNKNOWN,
    MOBILITY,
    NOT_REACHED,
    REACHED,
    Query,
)
from matching.engine.population import Population
from matching.profiles import VacancyProfile
from matching.results import CRITERIA
from matching.scoring import vacancy_shares

KEPT_WEIGHTS = 4
MOBILITY_UNKNOWN = (frozenset(), None, None)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A vacancy's query, without shares, and what it was compiled against."""

    vacancy: VacancyProfile
    query: Query
    vocabulary: int
    today: date
    weighted: dict[tuple[float, ...], Query] = field(default_factory=dict)

    def weighted_by(self, weights: Mapping[str, float]) -> Query:
        """Return the query for a set of checked weights; the last few sets are kept."""
        key = tuple(weights.values())
        if key not in self.weighted:
            if len(self.weighted) == KEPT_WEIGHTS:
                self.weighted.clear()
            shares = vacancy_shares(self.vacancy, weights)
            self.weighted[key] = self.query._replace(shares=np.array([shares[name] for name in CRITERIA]))
        return self.weighted[key]


def compile_vacancy(vacancy: VacancyProfile, population: Population, context: Context, distances) -> Compiled:
    """Compile one vacancy.

    Parameters
    ----------
    distances : callable
        From a Place to distances in km by place code, kept by the caller since vacancies share places.
    """
    skills = _skills(vacancy, population, context)
    languages = _languages(vacancy, population)
    tables, table_start, known, rules = _tables(vacancy, population, context)
    mobility, refuses = _mobility(vacancy, population)
    if refuses.any():
        rules.append((MOBILITY, refuses))
    sizes = [0, *(excludes.size for _, excludes in rules[:-1])] if rules else []
    query = Query(
        shares=np.zeros(len(CRITERIA)),
        best_points=_best_points(tables, table_start),
        prior=PRIOR,
        **skills,
        nearness=_nearness(vacancy, population, context),
        distance_km=distances(vacancy.place),
        mobility=mobility,
        **languages,
        tables=tables,
        table_start=table_start,
        known=known,
        rule_column=np.array([column for column, _ in rules], np.int32),
        rule_start=np.cumsum(sizes).astype(np.int32),
        rule_excludes=np.concatenate([excludes for _, excludes in rules] or [np.zeros(0)]).astype(np.uint8),
    )
    return Compiled(vacancy, query, population.vocabulary, context.today)


def distances_km(population: Population, place) -> np.ndarray:
    """Distances from a place to every place known, by code; -1 where unknown. Shape (n_places,)."""
    places = population.books["place"].values
    distances = np.full(len(places), -1.0)
    if place is not None and len(places) > 1:
        latitudes = np.array([each.latitude for each in places[1:]])
        longitudes = np.array([each.longitude for each in places[1:]])
        distances[1:] = distances_m(place.latitude, place.longitude, latitudes, longitudes) / 1000.0
    return distances


def _skills(vacancy: VacancyProfile, population: Population, context: Context) -> dict:
    find = population.books["skill"].find
    related, starts = [], [0]
    for required in vacancy.skills:
        found = ((find(concept), points) for concept, points in context.relations.related(required.concept).items())
        related += [(code, points) for code, points in found if code is not None]
        starts.append(len(related))
    direct = [find(required.concept) for required in vacancy.skills]
    return {
        "skill": np.array([-1 if code is None else code for code in direct], np.int32),
        "weight": np.array([required.weight for required in vacancy.skills], np.int32),
        "level": np.array([required.level or 0 for required in vacancy.skills], np.int32),
        "related_start": np.array(starts, np.int32),
        "related": np.array([code for code, _ in related], np.int32),
        "similarity": np.array([points for _, points in related], np.int32),
        "unknown_total": UNKNOWN_SIMILARITY * sum(required.weight for required in vacancy.skills),
    }


def _nearness(vacancy: VacancyProfile, population: Population, context: Context) -> np.ndarray:
    if not BY_NAME["occupation"].asked(vacancy):
        return np.zeros(1)
    near = context.relations.nearness
    pairs = population.books["occupation"].values[1:]
    return np.array([0.0, *(near(vacancy.occupation, vacancy.isco, concept, isco) for concept, isco in pairs)])


def _languages(vacancy: VacancyProfile, population: Population) -> dict:
    points = np.full((len(vacancy.languages), 256), PRIOR)
    for row, required in enumerate(vacancy.languages):
        points[row, :LANGUAGE_UNKNOWN] = [min(1.0, held / required.level) for held in range(LANGUAGE_UNKNOWN)]
    return {
        "language": np.array([population.language_rows.get(each.code, 0) for each in vacancy.languages], np.int32),
        "language_points": points,
        "language_lowest": np.array([lowest_accepted(each.level) for each in vacancy.languages], np.uint8),
    }


def _tables(vacancy: VacancyProfile, population: Population, context: Context):
    points, known, starts, rules = [], [], [], []
    for column, name in enumerate(CODED):
        criterion = BY_NAME[name]
        if not criterion.asked(vacancy):
            starts.append(-1)
            continue
        starts.append(len(points))
        values = population.books[name].values
        scores = [criterion.score(value, vacancy, context) for value in values]
        points += [PRIOR if score is None else score for score in scores]
        known += [score is not None for score in scores]
        excludes = np.array([criterion.excludes(value, vacancy) for value in values], np.uint8)
        if excludes.any():
            rules.append((column, excludes))
    return np.array(points, float), np.array(starts, np.int32), np.array(known, float), rules


def _mobility(vacancy: VacancyProfile, population: Population) -> tuple[np.ndarray, np.ndarray]:
    values = [value or MOBILITY_UNKNOWN for value in population.books["mobility"].values]
    ways = np.array([_way(by_mobility(value, vacancy)) for value in values], np.uint8)
    refuses = np.array([vacancy.abroad and value[1] is False for value in values], np.uint8)
    return ways, refuses


def _way(found: tuple | None) -> int:
    if found is None:
        return BY_DISTANCE
    return {None: LOCATION_UNKNOWN, 1.0: REACHED, 0.0: NOT_REACHED}[found[0]]


def _best_points(tables: np.ndarray, starts: np.ndarray) -> np.ndarray:
    best = np.ones(len(CRITERIA))
    used = np.flatnonzero(starts >= 0)
    for at, c in enumerate(used):
        end = starts[used[at + 1]] if at + 1 < used.size else tables.size
        best[4 + c] = tables[starts[c] : end].max()
    return best
