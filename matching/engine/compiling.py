"""A vacancy, compiled against a population's codes: tables that turn a code into points.

What was compiled is made in pieces, one for each column that the vacancy looks at. A column that has got new values
makes its own piece stale and no other, and a table is only continued for the new values.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matching.criteria import ALL, BY_NAME, PRIOR, Context
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
from matching.profiles import Place, VacancyProfile
from matching.results import CRITERIA
from matching.scoring import vacancy_shares

KEPT_WEIGHTS = 4
MOBILITY_UNKNOWN = (frozenset(), None, None)
# The pieces that a vacancy is compiled to, each named after the column it looks at, and the requirements it comes from.
FIELDS = {
    "place": ("place",),
    "mobility": ("place", "remote", "abroad"),
    "skill": ("skills",),
    "occupation": ("occupation", "isco"),
    "languages": ("languages",),
    "experience": ("experience_years",),
    "education": ("education",),
    "availability": ("starts_on",),
    "pay": ("pay_monthly_min", "pay_monthly_max"),
    "contract": ("contract",),
    "licences": ("licences",),
}
ORDER = {name: at for at, name in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Table:
    """A coded column's points, whether each is known, and whether it excludes; by code."""

    points: np.ndarray
    known: np.ndarray
    excludes: np.ndarray


State = tuple[Any, ...]  # of each column in FIELDS: how many values it has, and the day where that matters


@dataclass(slots=True)
class Compiled:
    """A vacancy's query, with a share of 1 for each criterion asked, and the pieces it was made of.

    `state` is one under which every piece is what it should be.
    """

    vacancy: VacancyProfile
    query: Query
    state: State
    pieces: Mapping[str, Any]
    weighted: dict[tuple[float, ...], Query] = field(default_factory=dict)

    def is_fresh(self, state: State) -> bool:
        """Whether no column that the vacancy looks at has changed its values."""
        if self.state != state:
            if any(self._is_stale(name, state) for name in self.pieces):
                return False
            self.state = state
        return True

    def old_piece(self, name: str, vacancy: VacancyProfile, state: State) -> tuple[Any, bool]:
        """Return a piece, and whether it will do for another vacancy as it is; None where the two ask differently."""
        if name not in self.pieces or any(getattr(self.vacancy, f) != getattr(vacancy, f) for f in FIELDS[name]):
            return None, False
        return self.pieces[name], not self._is_stale(name, state)

    def weighted_by(self, weights: Mapping[str, float]) -> Query:
        """Return the query for a set of checked weights; the last few sets are kept."""
        key = tuple(weights.values())
        query = self.weighted.get(key)
        if query is None:
            if len(self.weighted) >= KEPT_WEIGHTS:
                self.weighted.clear()
            shares = vacancy_shares(self.vacancy, weights)
            query = self.weighted[key] = self.query._replace(shares=np.array([shares[name] for name in CRITERIA]))
        return query

    def _is_stale(self, name: str, state: State) -> bool:
        return self.state[ORDER[name]] != state[ORDER[name]]


def state_of(population: Population, context: Context) -> State:
    """Return what compiled vacancies depend on beside themselves."""
    return tuple(
        len(population.language_rows)
        if name == "languages"
        else (len(population.books[name]), context.today)
        if name == "availability"
        else len(population.books[name])
        for name in FIELDS
    )


def compile_vacancy(
    vacancy: VacancyProfile,
    population: Population,
    context: Context,
    distances: Callable[[Place | None], np.ndarray],
    *,
    state: State,
    before: Compiled | None = None,
) -> Compiled:
    """Compile one vacancy; whatever it asks for like the one compiled `before` is taken from there, and continued.

    Parameters
    ----------
    distances : callable
        From a Place to distances in km by place code, kept by the caller since vacancies share places.
    state : as from `state_of`, now
    """
    makers = {"place": lambda *_: distances(vacancy.place), "mobility": _mobility}
    makers |= {"skill": _skills, "occupation": _nearness, "languages": _languages}
    makers |= {name: _table_maker(name) for name in CODED if BY_NAME[name].asked(vacancy)}
    pieces = {}
    for name, make in makers.items():
        old, will_do = before.old_piece(name, vacancy, state) if before else (None, False)
        pieces[name] = old if will_do else make(vacancy, population, context, old)
    return Compiled(vacancy, _assembled(vacancy, pieces), state, pieces)


def distances_km(population: Population, place: Place | None) -> np.ndarray:
    """Distances from a place to every place known, by code; -1 where unknown. Shape (n_places,)."""
    places = population.books["place"].values
    distances = np.full(len(places), -1.0)
    if place is not None and len(places) > 1:
        latitudes = np.array([each.latitude for each in places[1:]])
        longitudes = np.array([each.longitude for each in places[1:]])
        distances[1:] = distances_m(place.latitude, place.longitude, latitudes, longitudes) / 1000.0
    return distances


def _assembled(vacancy: VacancyProfile, pieces: Mapping[str, Any]) -> Query:
    tables = {name: pieces[name] for name in CODED if name in pieces}
    ways, refuses = pieces["mobility"]
    rules = [(CODED.index(name), table.excludes) for name, table in tables.items() if table.excludes.any()]
    rules += [(MOBILITY, refuses)] if refuses.any() else []
    sizes = np.cumsum([0, *(table.points.size for table in tables.values())])
    starts = dict(zip(tables, sizes.tolist(), strict=False))
    best = [float(tables[name].points.max()) if name in tables else 1.0 for name in CRITERIA]
    return Query(
        shares=np.array([float(criterion.asked(vacancy)) for criterion in ALL]),
        best_points=np.array(best),
        prior=PRIOR,
        **pieces["skill"],
        nearness=pieces["occupation"],
        distance_km=pieces["place"],
        mobility=ways,
        **pieces["languages"],
        tables=_joined([table.points for table in tables.values()], float),
        table_start=np.array([starts.get(name, -1) for name in CODED], np.int32),
        known=_joined([table.known for table in tables.values()], float),
        rule_column=np.array([column for column, _ in rules], np.int32),
        rule_start=np.cumsum([0, *(excludes.size for _, excludes in rules)])[: len(rules)].astype(np.int32),
        rule_excludes=_joined([excludes for _, excludes in rules], np.uint8),
    )


def _joined(arrays: list[np.ndarray], dtype) -> np.ndarray:
    return np.concatenate([np.zeros(0, dtype), *arrays])


def _skills(vacancy: VacancyProfile, population: Population, context: Context, before: Any) -> dict:
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


def _nearness(vacancy: VacancyProfile, population: Population, context: Context, before: Any) -> np.ndarray:
    if not BY_NAME["occupation"].asked(vacancy):
        return np.zeros(1)
    near, done = context.relations.nearness, np.zeros(1) if before is None else before
    fresh = population.books["occupation"].values[done.size :]
    return np.append(done, [near(vacancy.occupation, vacancy.isco, concept, isco) for concept, isco in fresh])


def _languages(vacancy: VacancyProfile, population: Population, context: Context, before: Any) -> dict:
    points = np.full((len(vacancy.languages), LANGUAGE_UNKNOWN + 1), PRIOR)
    for row, required in enumerate(vacancy.languages):
        points[row, :LANGUAGE_UNKNOWN] = np.minimum(1.0, np.arange(LANGUAGE_UNKNOWN) / required.level)
    return {
        "language": np.array([population.language_rows.get(each.code, 0) for each in vacancy.languages], np.int32),
        "language_points": points,
        "language_lowest": np.array([lowest_accepted(each.level) for each in vacancy.languages], np.uint8),
    }


def _table_maker(name: str) -> Callable[..., Table]:
    criterion = BY_NAME[name]

    def make(vacancy: VacancyProfile, population: Population, context: Context, before: Table | None) -> Table:
        if before is None or name == "availability":  # which depends on the day as well
            before = Table(np.zeros(0), np.zeros(0), np.zeros(0, np.uint8))
        fresh = population.books[name].values[before.points.size :]
        scores = [criterion.score(value, vacancy, context) for value in fresh]
        return Table(
            np.append(before.points, [PRIOR if score is None else score for score in scores]),
            np.append(before.known, [float(score is not None) for score in scores]),
            np.append(before.excludes, np.array([criterion.excludes(value, vacancy) for value in fresh], np.uint8)),
        )

    return make


def _mobility(vacancy: VacancyProfile, population: Population, context: Context, before: Any) -> tuple:
    ways, refuses = (np.zeros(0, np.uint8),) * 2 if before is None else before
    fresh = [value or MOBILITY_UNKNOWN for value in population.books["mobility"].values[ways.size :]]
    return (
        np.append(ways, np.array([_way(by_mobility(value, vacancy)) for value in fresh], np.uint8)),
        np.append(refuses, np.array([vacancy.abroad and value[1] is False for value in fresh], np.uint8)),
    )


def _way(found: tuple | None) -> int:
    if found is None:
        return BY_DISTANCE
    return {None: LOCATION_UNKNOWN, 1.0: REACHED, 0.0: NOT_REACHED}[found[0]]
