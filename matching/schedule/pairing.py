"""Choosing the pairs without their slots: a b-matching, whose linear programme has whole solutions.

Every column stands in one person's row and one booth's row, a bipartite incidence matrix, which is totally unimodular;
the columns of the shortfall add unit columns and keep it so.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, hstack, vstack

from matching.schedule.problem import Problem


def choose_pairs(problem: Problem) -> tuple[NDArray[np.int64], float]:
    """The best pairs, (n_chosen,) indices, when slots are left out, and their worth: never less than any schedule's.

    Two relaxations only: who meets whom is limited by each booth's places in all and by each person's number.
    """
    possible = np.flatnonzero(problem.allowed.any(axis=1))
    n_pairs, n_people, n_booths = len(possible), problem.n_people, len(problem.hall)
    ones, column = np.ones(n_pairs), np.arange(n_pairs)
    by_person = csr_array((ones, (problem.person[possible], column)), shape=(n_people, n_pairs))
    by_booth = csr_array((ones, (problem.booth[possible], column)), shape=(n_booths, n_pairs))
    nothing = csr_array((n_people, n_people))
    rows = vstack(
        [
            hstack([by_person, nothing]),
            hstack([by_booth, csr_array((n_booths, n_people))]),
            hstack([-by_person, -eye_array(n_people)]),
        ],
        format="csr",
    )
    reachable = np.zeros(problem.available.shape, dtype=bool)
    np.logical_or.at(reachable, problem.person, problem.allowed)
    staffed = np.zeros(problem.capacity.shape, dtype=bool)
    np.logical_or.at(staffed, problem.booth, problem.allowed)
    most = np.minimum(problem.most, reachable.sum(axis=1))
    places = np.where(staffed, problem.free_capacity, 0).sum(axis=1)
    limits = np.concatenate([most, places, -problem.least])
    cost = np.concatenate([-problem.value[possible], np.full(n_people, problem.shortfall_cost)])
    upper = np.concatenate([ones, problem.least.astype(float)])
    bounds = np.column_stack([np.zeros(n_pairs + n_people), upper])
    from scipy.optimize import linprog  # a third of a second that only a schedule needs

    answer = linprog(cost, A_ub=rows, b_ub=limits, bounds=bounds, method="highs-ds")
    if answer.status != 0:
        raise RuntimeError(f"the choice of pairs found no answer: {answer.message}")
    return possible[answer.x[:n_pairs] > 0.5], float(-answer.fun)
