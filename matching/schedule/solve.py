"""Which way a problem is solved."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from matching.schedule.colouring import colour_edges
from matching.schedule.filling import fill
from matching.schedule.greedy import solve_greedily
from matching.schedule.neighbourhood import improve
from matching.schedule.pairing import choose_pairs
from matching.schedule.problem import Ints, Problem
from matching.schedule.programme import solve_programme
from matching.schedule.result import Method, Schedule, Status, make_schedule

DEFAULT_TIME_LIMIT_S = 120.0
SMALL = 25_000
"""So many (pair, slot) choices HiGHS usually finishes alone."""


def solve(
    problem: Problem,
    *,
    time_limit_s: float = DEFAULT_TIME_LIMIT_S,
    on_better: Callable[[Schedule], None] = lambda schedule: None,
) -> Schedule:
    """The best schedule over the candidate pairs, or the best found in time with the proven gap.

    What is found on the way is handed to `on_better`, so that nothing is lost when the search is stopped from outside.

    Where every person and every booth is there in the same slots and no way must be walked, the pairs are chosen by
    a linear programme and their slots by colouring, in seconds. Otherwise the best pairs are filled into the slots one
    after another; if all of them fit, nothing can be better. If not, both are chosen at once: small fairs by HiGHS
    alone; large ones by solving again and again for a few people, which is proven best as soon as it is worth as much
    as the best pairs could be, and else by HiGHS with what is left of the time.
    """
    chosen, bound = choose_pairs(problem)
    open_slots = common_slots(problem)
    if open_slots is not None:
        slots = _colour(problem, chosen, open_slots)
        return make_schedule(problem, chosen, slots, bound=bound, status=Status.OPTIMAL, method=Method.B_MATCHING)
    ends = time.monotonic() + time_limit_s
    best = _better(solve_greedily(problem, bound=bound), fill(problem, chosen, bound=bound))
    if best.status is Status.OPTIMAL:
        return best
    on_better(best)
    small = int(problem.allowed.sum()) <= SMALL
    if small:
        best = _better(best, solve_programme(problem, time_limit_s=time_limit_s / 3, bound=bound))
    if best.status is not Status.OPTIMAL:
        limit = (ends - time.monotonic()) * (0.7 if may_be_whole(problem) and not small else 1.0)
        best = proven(improve(problem, best, time_limit_s=limit, on_better=on_better))
    if best.status is not Status.OPTIMAL and not small and may_be_whole(problem):
        best = _better(best, solve_programme(problem, time_limit_s=ends - time.monotonic(), bound=best.bound))
    return best


def may_be_whole(problem: Problem) -> bool:
    """Whether a large fair is worth a try as one programme: with ways between halls it only costs the time."""
    return not problem.has_travel


def proven(schedule: Schedule) -> Schedule:
    """The same schedule, called optimal if its bound says so."""
    return replace(schedule, status=Status.OPTIMAL) if schedule.gap == 0 else schedule


def _better(one: Schedule, other: Schedule | None) -> Schedule:
    """The one worth more, with the tighter of the two bounds."""
    if other is None:
        return one
    bound = min(one.bound, other.bound)
    best = other if other.value >= one.value else replace(one, status=other.status)
    return proven(replace(best, bound=max(bound, best.value)))


def common_slots(problem: Problem) -> Ints | None:
    """The slots in which everybody and every booth is there, (n_open,); None where they differ or ways are long."""
    possible = problem.allowed.any(axis=1)
    if problem.has_travel or not possible.any() or problem.fixed.person.size:
        return None
    allowed = problem.allowed[possible]
    capacity = problem.free_capacity[np.unique(problem.booth[possible])][:, allowed[0]]
    same = (allowed == allowed[0]).all() and (capacity == capacity[:, :1]).all()
    return np.flatnonzero(allowed[0]) if same else None


def _colour(problem: Problem, chosen: Ints, open_slots: Ints) -> Ints:
    """Split each booth into its interviewers, so that none has more interviews than slots, and colour."""
    booth = problem.booth[chosen]
    order = np.argsort(booth, kind="stable")
    rank = np.empty(len(chosen), dtype=np.int64)
    starts = np.searchsorted(booth[order], booth[order])
    rank[order] = np.arange(len(chosen)) - starts
    interviewers = problem.free_capacity[:, open_slots[0]]
    first_desk = np.concatenate([[0], np.cumsum(interviewers)[:-1]])
    desk = first_desk[booth] + rank % np.maximum(interviewers[booth], 1)
    return open_slots[colour_edges(problem.person[chosen], desk, len(open_slots))]
