"""Pairs and slots at once, as a mixed-integer programme for HiGHS: for people or booths that are not always there."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.schedule.problem import Problem
from matching.schedule.result import Method, Schedule, Status, make_schedule

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint, OptimizeResult

RELATIVE_GAP = 1e-6


class _Rows:
    """Collects the rows of a sparse matrix: groups of variables whose sum has an upper limit."""

    def __init__(self) -> None:
        self.rows: list[NDArray[np.int64]] = []
        self.columns: list[NDArray[np.int64]] = []
        self.values: list[NDArray[np.float64]] = []
        self.limits: list[NDArray[np.float64]] = []
        self.n_rows = 0

    def add(self, group: NDArray[np.int64], column: NDArray[np.int64], limits: NDArray[np.float64], sign: int) -> None:
        """Sum `column` by `group`, at most `limits[group]`, for the groups that hold anything."""
        self.rows.append(group + self.n_rows)
        self.columns.append(column)
        self.values.append(np.full(len(column), float(sign)))
        self.limits.append(limits)
        self.n_rows += len(limits)

    def constraint(self, n_columns: int) -> "LinearConstraint":
        """All rows as one constraint."""
        cells = (np.concatenate(self.values), (np.concatenate(self.rows), np.concatenate(self.columns)))
        matrix = csr_array(cells, shape=(self.n_rows, n_columns))
        from scipy.optimize import LinearConstraint

        return LinearConstraint(matrix, ub=np.concatenate(self.limits))


def solve_programme(problem: Problem, *, time_limit_s: float, bound: float) -> Schedule | None:
    """Solve with HiGHS; None when time ran out before it held any schedule.

    `bound` is a bound known beforehand; the tighter of the two is reported.
    """
    pair, slot = np.nonzero(problem.allowed)
    if not pair.size:
        nothing = np.empty(0, dtype=np.int64)
        return make_schedule(problem, nothing, nothing, bound=-np.inf, status=Status.OPTIMAL, method=Method.MILP)
    answer = _run(problem, pair, slot, time_limit_s)
    dual = answer.get("mip_dual_bound")
    proven = min(bound, -float(dual)) if dual is not None and np.isfinite(dual) else bound
    if answer.x is None:
        return None
    chosen = answer.x[: len(pair)] > 0.5
    status = Status.OPTIMAL if answer.status == 0 else Status.TIME_LIMIT
    return make_schedule(problem, pair[chosen], slot[chosen], bound=proven, status=status, method=Method.MILP)


def _run(problem: Problem, pair: NDArray[np.int64], slot: NDArray[np.int64], time_limit_s: float) -> "OptimizeResult":
    n_slots, n_people = len(problem.starts), problem.n_people
    column = np.arange(len(pair))
    person, booth = problem.person[pair], problem.booth[pair]
    short = len(pair) + np.arange(n_people)
    rows = _Rows()
    rows.add(pair, column, np.ones(len(problem.person)), 1)
    rows.add(person * n_slots + slot, column, np.ones(n_people * n_slots), 1)
    rows.add(booth * n_slots + slot, column, problem.free_capacity.ravel().astype(float), 1)
    rows.add(person, column, problem.most.astype(float), 1)
    everybody = np.arange(n_people)
    rows.add(np.concatenate([person, everybody]), np.concatenate([column, short]), -problem.least.astype(float), -1)
    if problem.has_travel:
        _add_travel(rows, problem, person, booth, slot)
    n_columns = len(pair) + n_people
    cost = np.concatenate([-problem.value[pair], np.full(n_people, problem.shortfall_cost)])
    from scipy.optimize import Bounds, milp

    return milp(
        cost,
        integrality=np.concatenate([np.ones(len(pair)), np.zeros(n_people)]),
        bounds=Bounds(0, np.concatenate([np.ones(len(pair)), problem.least.astype(float)])),
        constraints=rows.constraint(n_columns),
        options={"time_limit": time_limit_s, "mip_rel_gap": RELATIVE_GAP},
    )


def _add_travel(
    rows: _Rows, problem: Problem, person: NDArray[np.int64], booth: NDArray[np.int64], slot: NDArray[np.int64]
) -> None:
    """Nobody is in one hall in a slot and in another hall before the way is walked.

    One row per person, pair of slots and hall: being in that hall in the one slot, or in any hall too far in the other.
    """
    hall = problem.hall[booth]
    n_slots = len(problem.starts)
    for early in range(n_slots):
        for late in range(n_slots):
            if early == late:
                continue
            for here in np.unique(hall):
                far = problem.clash[early, late, here]
                if not far[np.unique(hall)].any():
                    continue
                members = np.flatnonzero(((slot == early) & (hall == here)) | ((slot == late) & far[hall]))
                rows.add(person[members], members, np.ones(problem.n_people), 1)
