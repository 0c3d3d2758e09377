"""What an organiser would do with a sorted list: the best pair first, into the first slot that both have free."""

import numpy as np

from matching.schedule.problem import Problem
from matching.schedule.result import Method, Schedule, Status, make_schedule


def solve_greedily(problem: Problem, *, bound: float = float("inf")) -> Schedule:
    """Fill slots by falling value of the pair; the peer of the benchmark and the answer until a better one is found."""
    free = problem.free_capacity.copy()
    allowed = problem.allowed.copy()
    left = problem.most.copy()
    pairs, slots = [], []
    by_person = [np.flatnonzero(problem.person == person) for person in range(problem.n_people)]
    for pair in np.argsort(-problem.value, kind="stable"):
        person, booth = problem.person[pair], problem.booth[pair]
        possible = np.flatnonzero(allowed[pair] & (free[booth] > 0))
        if left[person] == 0 or not possible.size or problem.value[pair] < 0:
            continue
        slot = possible[0]
        pairs.append(pair)
        slots.append(slot)
        free[booth, slot] -= 1
        left[person] -= 1
        own = by_person[person]
        allowed[own] &= ~problem.clash[slot][:, problem.hall[booth], :][:, problem.hall[problem.booth[own]]].T
    return make_schedule(
        problem,
        np.array(pairs, dtype=np.int64),
        np.array(slots, dtype=np.int64),
        bound=bound,
        status=Status.TIME_LIMIT,
        method=Method.GREEDY,
    )
