"""A first schedule from the best pairs: slot after slot, whoever is pressed hardest first, then whatever still fits."""

import numpy as np

from matching.schedule.problem import Flags, Ints, Problem
from matching.schedule.result import Method, Schedule, Status, make_schedule

VALUE_WEIGHS = 0.3
BOOTH_WEIGHS = 2.0


class Filling:
    """A schedule that is being filled: what is chosen, and what is still possible for each pair."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.allowed: Flags = problem.allowed & (problem.most > 0)[problem.person][:, None]
        self.free: Ints = problem.free_capacity.copy()
        self.left: Ints = problem.most.copy()
        self.by_person = [np.flatnonzero(problem.person == person) for person in range(problem.n_people)]
        self.pairs: list[int] = []
        self.slots: list[int] = []

    def put(self, pair: int, slot: int) -> None:
        """Let a pair meet, and take away what that makes impossible."""
        problem = self.problem
        person, booth = int(problem.person[pair]), int(problem.booth[pair])
        self.pairs.append(pair)
        self.slots.append(slot)
        self.free[booth, slot] -= 1
        self.left[person] -= 1
        own = self.by_person[person]
        self.allowed[pair] = False
        self.allowed[own] &= ~problem.clash[slot][:, problem.hall[booth], :][:, problem.hall[problem.booth[own]]].T
        if self.left[person] == 0:
            self.allowed[own] = False

    def fill_slot(self, pairs: Ints, slot: int) -> None:
        """Give one slot to as many of the pairs as can meet in it, those with the fewest other chances first."""
        problem = self.problem
        now = pairs[self.allowed[pairs, slot] & (self.free[problem.booth[pairs], slot] > 0)]
        if not now.size:
            return
        seats = np.repeat(np.arange(len(problem.hall)), self.free[:, slot])
        people, row = np.unique(problem.person[now], return_inverse=True)
        weight = np.zeros((len(people), len(problem.hall)))
        weight[row, problem.booth[now]] = 1.0 + self.pressure(pairs, now, slot)
        from scipy.optimize import linear_sum_assignment  # a third of a second that only a schedule needs

        worker, seat = linear_sum_assignment(weight[:, seats], maximize=True)
        of_pair = dict(zip(zip(row.tolist(), problem.booth[now].tolist(), strict=True), now.tolist(), strict=True))
        for one, place in zip(worker.tolist(), seats[seat].tolist(), strict=True):
            if (one, place) in of_pair:
                self.put(of_pair[one, place], slot)

    def pressure(self, pairs: Ints, now: Ints, slot: int) -> np.ndarray:
        """How much is still to be done in how little time, for the person and the booth of each pair."""
        problem = self.problem
        rest = self.allowed[pairs, slot:]
        waiting = pairs[rest.any(axis=1)]
        chances = np.zeros((problem.n_people, rest.shape[1]), dtype=bool)
        np.logical_or.at(chances, problem.person[pairs], rest)
        to_do = np.minimum(np.bincount(problem.person[waiting], minlength=problem.n_people), self.left)
        of_person = to_do / np.maximum(chances.sum(axis=1), 1)
        waits = np.bincount(problem.booth[waiting], minlength=len(problem.hall))
        of_booth = np.minimum(waits / np.maximum(self.free[:, slot:].sum(axis=1), 1), 2.0)
        return (
            of_person[problem.person[now]]
            + BOOTH_WEIGHS * of_booth[problem.booth[now]]
            + VALUE_WEIGHS * problem.value[now]
        )

    def fill_rest(self) -> None:
        """Put every other pair, the best first, into the first slot that both have free."""
        problem = self.problem
        for pair in np.argsort(-problem.value, kind="stable"):
            if problem.value[pair] < 0:
                break
            possible = np.flatnonzero(self.allowed[pair] & (self.free[problem.booth[pair]] > 0))
            if possible.size:
                self.put(int(pair), int(possible[0]))


def fill(problem: Problem, chosen: Ints, *, bound: float) -> Schedule:
    """A schedule that holds as many of the `chosen` pairs, (n_chosen,) indices, as fit, and others in what is left."""
    filling = Filling(problem)
    for slot in range(len(problem.starts)):
        filling.fill_slot(chosen, slot)
    filling.fill_rest()
    return make_schedule(
        problem,
        np.array(filling.pairs, dtype=np.int64),
        np.array(filling.slots, dtype=np.int64),
        bound=bound,
        status=Status.TIME_LIMIT,
        method=Method.FILLING,
    )
