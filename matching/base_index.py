"""What every ranking starts from: the people and the vacancies, kept compiled and safe from several threads."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from matching.columns import SeekerColumns
from matching.criteria import Context
from matching.engine import snapshot
from matching.engine.compiling import Compiled, compile_vacancy, distances_km, state_of
from matching.engine.encoding import encoded
from matching.engine.layout import Query, Scratch, scratch
from matching.engine.locks import ReadWriteLock
from matching.engine.population import Population
from matching.profiles import Place, SeekerProfile, VacancyProfile
from matching.relations import Relations
from matching.weights import DEFAULT, checked_weights


class UnknownSeeker(KeyError):
    """A job seeker that is not in the index."""


class UnknownVacancy(KeyError):
    """A vacancy that is not in the index."""


class BaseIndex:
    """Keeps job seekers and vacancies. Many may read at once; a change waits for them and is in the next reading.

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
        self._latest: Compiled | None = None  # what else a vacancy that is not kept here may be continued from
        self._distances: dict[tuple[float, float] | None, np.ndarray] = {}
        self._lock = ReadWriteLock()
        self._local = threading.local()

    def __len__(self) -> int:
        return self._population.present

    def __contains__(self, seeker_id: int) -> bool:
        return self._population.find(seeker_id) is not None

    def tidy(self) -> None:
        """Lay everybody out afresh, in the order of their ids and with columns for what has become common.

        Worth it after the index was filled one by one, or a large part of it has changed; 100,000 people take some
        tenths of a second, in which nobody can rank.
        """
        with self._lock.writing():
            self._population = Population(self._population.encoded())

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
            self._latest = None
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

    def _slot(self, seeker_id: int) -> int:
        slot = self._population.find(seeker_id)
        if slot is None:
            raise UnknownSeeker(seeker_id)
        return slot

    def _checked(self, weights: Mapping[str, float] | None) -> dict[str, float]:
        return self._weights if weights is None else checked_weights(weights)

    def _context(self) -> Context:
        return Context(self.relations, self._today())

    def _query(self, vacancy: VacancyProfile, weights: Mapping[str, float] | None) -> Query:
        return self._compile(vacancy).weighted_by(self._checked(weights))

    def _compile(self, vacancy: VacancyProfile) -> Compiled:
        return next(self._compiled_all([vacancy]))

    def _compiled_all(self, vacancies: Iterable[VacancyProfile]) -> Iterator[Compiled]:
        """Yield what each vacancy is compiled to; what they share is found out once."""
        context = self._context()
        state = state_of(self._population, context)
        for vacancy in vacancies:
            compiled = self._compiled.get(vacancy.id, self._latest)
            same = compiled is not None and (compiled.vacancy is vacancy or compiled.vacancy == vacancy)
            if not same or not compiled.is_fresh(state):
                compiled = compile_vacancy(
                    vacancy, self._population, context, self._distances_km, state=state, before=compiled
                )
                self._latest = compiled
                if self._vacancies.get(vacancy.id) == vacancy:
                    self._compiled[vacancy.id] = compiled
            yield compiled

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
