"""Making a schedule better by solving it again for a few people at a time, all others standing still.

References
----------
P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, 1998.
"""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.schedule.problem import Interviews, Problem
from matching.schedule.programme import solve_programme
from matching.schedule.result import TOLERANCE, Method, Schedule, Status, make_schedule

GROUP = 12
ROUND_LIMIT_S = 4.0
PATIENCE = 40
"""Rounds in a row without any gain after which the search ends."""


def improve(
    problem: Problem,
    start: Schedule,
    *,
    time_limit_s: float,
    seed: int = 1,
    on_better: Callable[[Schedule], None] = lambda schedule: None,
) -> Schedule:
    """Solve again for changing groups of people until the bound is reached, time is up or nothing moves any more.

    Never worse than `start`; its bound is kept, as nothing here proves a better one. Each better schedule is handed to
    `on_better` at once, for whoever stops the search.
    """
    random = np.random.default_rng(seed)
    best, idle = start, 0
    ends = time.monotonic() + time_limit_s
    patience = max(PATIENCE, 3 * problem.n_people // GROUP)
    while best.gap > 0 and idle < patience and time.monotonic() < ends:
        group = choose_group(problem, best, random)
        limit = min(ROUND_LIMIT_S, max(ends - time.monotonic(), 0.1))
        better = solve_again(problem, best, group, limit)
        moved = better is not None and better.value > best.value + TOLERANCE
        idle = 0 if moved else idle + 1
        if better is not None and better.value >= best.value - TOLERANCE:
            best = better  # an equal one is taken as well: it may open another way
        if moved:
            on_better(best)
    return best


def choose_group(problem: Problem, best: Schedule, random: np.random.Generator) -> NDArray[np.int64]:
    """A person, the likelier the more is missing to their best day, and people who compete for the same booths."""
    met = np.zeros(problem.n_people)
    np.add.at(met, best.interviews.person, 1)
    missing = np.maximum(problem.most - met, 0) + 0.2
    seed = random.choice(problem.n_people, p=missing / missing.sum())
    booths = problem.booth[problem.person == seed]
    rivals = np.unique(best.interviews.person[np.isin(best.interviews.booth, booths)])
    rivals = rivals[rivals != seed]
    random.shuffle(rivals)
    return np.concatenate([[seed], rivals[: GROUP - 1]])


def booths_of(problem: Problem, group: NDArray[np.int64]) -> NDArray[np.int64]:
    """The booths that the people of `group` may meet, rising."""
    return np.unique(problem.booth[np.isin(problem.person, group)])


def part_of(problem: Problem, standing: Interviews, group: NDArray[np.int64]) -> Problem:
    """The problem of a few people alone: whoever is not in `group` only takes places away."""
    number = np.full(problem.n_people, -1)
    number[group] = np.arange(len(group))
    pairs = np.flatnonzero((number[problem.person] >= 0) & problem.allowed.any(axis=1))
    booths = booths_of(problem, group)
    free = problem.free_capacity.copy()
    np.add.at(free, (standing.booth, standing.slot), -1)
    mine = number[problem.fixed.person] >= 0
    halls = problem.hall[problem.fixed.booth[mine]]
    fixed_booth = len(booths) + np.arange(mine.sum())  # a booth of its own for each, so that it only binds its person
    return replace(
        problem,
        person=number[problem.person[pairs]],
        booth=np.searchsorted(booths, problem.booth[pairs]),
        value=problem.value[pairs],
        capacity=np.concatenate([free[booths], np.zeros((int(mine.sum()), free.shape[1]), dtype=np.int64)]),
        available=problem.available[group],
        hall=np.concatenate([problem.hall[booths], halls]),
        fixed=Interviews(number[problem.fixed.person[mine]], fixed_booth, problem.fixed.slot[mine]),
    )


def solve_again(problem: Problem, best: Schedule, group: NDArray[np.int64], time_limit_s: float) -> Schedule | None:
    """The best schedule in which only the people of `group` may differ; None when none was found in time."""
    stay = ~np.isin(best.interviews.person, group)
    standing = Interviews(*(part[stay] for part in best.interviews))
    part = part_of(problem, standing, group)
    found = solve_programme(part, time_limit_s=time_limit_s, bound=np.inf)
    if found is None:
        return None
    booths = booths_of(problem, group)
    new = Interviews(group[found.interviews.person], booths[found.interviews.booth], found.interviews.slot)
    rows = Interviews(*(np.concatenate([old, more]) for old, more in zip(standing, new, strict=True)))
    index = {pair: i for i, pair in enumerate(zip(problem.person.tolist(), problem.booth.tolist(), strict=True))}
    chosen = [index[pair] for pair in zip(rows.person.tolist(), rows.booth.tolist(), strict=True)]
    return make_schedule(
        problem,
        np.array(chosen, dtype=np.int64),
        rows.slot,
        bound=best.bound,
        status=Status.TIME_LIMIT,
        method=Method.NEIGHBOURHOOD,
    )
