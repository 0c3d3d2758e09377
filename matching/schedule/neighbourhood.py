"""Making a schedule better by solving it again for a few people at a time, all others standing still.

References
----------
P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, 1998.
"""

import time
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


def improve(problem: Problem, start: Schedule, *, time_limit_s: float, seed: int = 1) -> Schedule:
    """Solve again for changing groups of people until the bound is reached, time is up or nothing moves any more.

    Never worse than `start`; its bound is kept, as nothing here proves a better one.
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


def solve_again(problem: Problem, best: Schedule, group: NDArray[np.int64], time_limit_s: float) -> Schedule | None:
    """The best schedule in which only the people of `group` may differ; None when none was found in time."""
    stay = ~np.isin(best.interviews.person, group)
    standing = Interviews(*(part[stay] for part in best.interviews))
    pairs = np.flatnonzero(np.isin(problem.person, group))
    part = replace(
        problem,
        person=problem.person[pairs],
        booth=problem.booth[pairs],
        value=problem.value[pairs],
        fixed=Interviews(*(np.concatenate([old, new]) for old, new in zip(problem.fixed, standing, strict=True))),
    )
    found = solve_programme(part, time_limit_s=time_limit_s, bound=np.inf)
    if found is None:
        return None
    rows = Interviews(*(np.concatenate([old, new]) for old, new in zip(standing, found.interviews, strict=True)))
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
