"""The problem as arrays, and what is left of it once the confirmed interviews stand."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Interviews(NamedTuple):
    """Who is where and when; three int64 arrays of shape (n_interviews,)."""

    person: Ints
    booth: Ints
    slot: Ints

    @classmethod
    def of(cls, rows: list[tuple[int, int, int]]) -> "Interviews":
        """Build from (person, booth, slot) triples, which may be none."""
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1], table[:, 2])


NOBODY = Interviews.of([])


@dataclass(frozen=True)
class Problem:
    """A fair as the schedule sees it: numbers only, no person.

    Parameters
    ----------
    person, booth : ndarray of int64, shape (n_pairs,)
        The candidate pairs, each at most once.
    value : ndarray of float64, shape (n_pairs,)
        What an interview of the pair is worth: match score and preferences.
    capacity : ndarray of int64, shape (n_booths, n_slots)
        Interviewers at work; 0 in breaks and outside the opening hours.
    available : ndarray of bool, shape (n_people, n_slots)
        When each person can be at the fair.
    starts : ndarray of int64, shape (n_slots,)
        Minute at which each slot begins, rising; `slot_minutes` is how long each lasts.
    hall : ndarray of int64, shape (n_booths,)
    travel_minutes : ndarray of int64, shape (n_halls, n_halls)
        How long the way between two halls takes.
    at_most, at_least : int
        Interviews per person: never more than `at_most`; each one short of `at_least` costs `shortfall_cost`.
    fixed : Interviews
        Confirmed interviews, which nothing moves.

    Raises
    ------
    ValueError
        If shapes do not fit together.
    """

    person: Ints
    booth: Ints
    value: Floats
    capacity: Ints
    available: Flags
    starts: Ints
    slot_minutes: int
    hall: Ints
    travel_minutes: Ints
    at_most: int
    at_least: int = 0
    shortfall_cost: float = 1.0
    fixed: Interviews = field(default=NOBODY)

    def __post_init__(self) -> None:
        n_booths, n_slots = self.capacity.shape
        for name, shape, wanted in (
            ("booth", self.booth.shape, self.person.shape),
            ("value", self.value.shape, self.person.shape),
            ("available", self.available.shape[1:], (n_slots,)),
            ("starts", self.starts.shape, (n_slots,)),
            ("hall", self.hall.shape, (n_booths,)),
        ):
            if shape != wanted:
                raise ValueError(f"{name} has shape {shape}, not {wanted}")

    @property
    def n_people(self) -> int:
        return int(self.available.shape[0])

    @cached_property
    def clash(self) -> NDArray[np.bool_]:
        """Which (slot, slot, hall, hall) nobody can do; shape (n_slots, n_slots, n_halls, n_halls)."""
        start = self.starts
        between = np.maximum(start[None, :], start[:, None]) - np.minimum(start[None, :], start[:, None])
        free = between - self.slot_minutes
        way = np.maximum(self.travel_minutes, self.travel_minutes.T)
        return free[:, :, None, None] < way[None, None, :, :]

    @cached_property
    def free_capacity(self) -> Ints:
        """What the confirmed interviews leave, shape (n_booths, n_slots)."""
        used = np.zeros_like(self.capacity)
        np.add.at(used, (self.fixed.booth, self.fixed.slot), 1)
        return np.maximum(self.capacity - used, 0)

    @cached_property
    def most(self) -> Ints:
        """How many more interviews each person may get, shape (n_people,)."""
        return np.maximum(self.at_most - self._fixed_count, 0)

    @cached_property
    def least(self) -> Ints:
        """How many interviews each person is short of now, shape (n_people,)."""
        return np.maximum(self.at_least - self._fixed_count, 0)

    @cached_property
    def _fixed_count(self) -> Ints:
        return np.bincount(self.fixed.person, minlength=self.n_people).astype(np.int64)

    @cached_property
    def allowed(self) -> Flags:
        """In which slots each pair could still meet, shape (n_pairs, n_slots)."""
        allowed = self.available[self.person] & (self.free_capacity[self.booth] > 0)
        met = set(zip(self.fixed.person.tolist(), self.fixed.booth.tolist(), strict=True))
        pairs = zip(self.person.tolist(), self.booth.tolist(), strict=True)
        allowed &= np.array([pair not in met for pair in pairs], dtype=bool)[:, None]
        for person, booth, slot in zip(*self.fixed, strict=True):
            own = self.person == person
            allowed[own, slot] = False
            allowed[own] &= ~self.clash[slot][:, self.hall[booth], :][:, self.hall[self.booth[own]]].T
        return allowed

    def value_of(self, interviews: Interviews) -> float:
        """The sum of the pairs' values, without the cost of a shortfall."""
        pairs = zip(self.person.tolist(), self.booth.tolist(), strict=True)
        value = dict(zip(pairs, self.value.tolist(), strict=True))
        met = zip(interviews.person.tolist(), interviews.booth.tolist(), strict=True)
        return float(sum(value[pair] for pair in met))

    @cached_property
    def has_travel(self) -> bool:
        """Whether any two different slots cannot follow each other between two halls."""
        off = ~np.eye(len(self.starts), dtype=bool)
        used = np.unique(self.hall)
        return bool(self.clash[off][:, used][:, :, used].any())
