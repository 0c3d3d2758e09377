"""A schedule, with what is known about how good it is."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from matching.schedule.problem import Interviews, Problem

TOLERANCE = 1e-6


class Method(StrEnum):
    B_MATCHING = "b_matching"
    FILLING = "filling"
    MILP = "milp"
    NEIGHBOURHOOD = "neighbourhood"
    GREEDY = "greedy"


class Status(StrEnum):
    """How the search ended."""

    OPTIMAL = "optimal"  # over the candidate pairs
    TIME_LIMIT = "time_limit"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Schedule:
    """New interviews beside the confirmed ones.

    `value` is the sum of the pairs' values less the shortfall's cost; no schedule over these candidates is worth more
    than `bound`. `short` (n_people,) says how many interviews each person lacks of the wanted number.
    """

    interviews: Interviews
    value: float
    bound: float
    status: Status
    method: Method
    short: NDArray[np.int64]

    @property
    def gap(self) -> float:
        """How much better than this the optimum can be at most, as a share of the bound; 0 when proven optimal."""
        missing = max(self.bound - self.value, 0.0)
        return 0.0 if missing <= TOLERANCE else missing / max(abs(self.bound), abs(self.value), TOLERANCE)

    @property
    def unserved(self) -> NDArray[np.int64]:
        """The people with fewer interviews than wanted, by index."""
        return np.flatnonzero(self.short)


def make_schedule(
    problem: Problem,
    pairs: NDArray[np.int64],
    slots: NDArray[np.int64],
    *,
    bound: float,
    status: Status,
    method: Method,
) -> Schedule:
    """Value the chosen `pairs` (indices of candidate pairs) in `slots`, both of shape (n_interviews,)."""
    interviews = Interviews(problem.person[pairs], problem.booth[pairs], slots.astype(np.int64))
    count = np.bincount(interviews.person, minlength=problem.n_people)
    short = np.maximum(problem.least - count, 0)
    value = float(problem.value[pairs].sum() - problem.shortfall_cost * short.sum())
    return Schedule(interviews, value, max(bound, value), status, method, short)
