"""Compiled loops over the candidates of one query: what sets each apart from the others, as columns of features."""

import numpy as np
from numba import njit

_compiled = njit(cache=True, nogil=True)
SHARPNESS = np.float32(6)  # how quickly a candidate's weight for its ISCO group falls with its distance from the best


@_compiled
def gaps_and_ranks(columns, compared, gaps, ranks):
    """How far each candidate is below the best by several scores, and one through its rank by them.

    Parameters
    ----------
    columns : ndarray of float32, shape (n_columns, n)
    compared : ndarray of int64, shape (n_scores,)
        Which columns; the second of them gets no ranks.
    gaps : ndarray of float32, shape (n_scores, n)
    ranks : ndarray of float32, shape (n_scores - 1, n)
        Results; of equal scores the first ranks higher.
    """
    for row in range(len(compared)):
        scores = columns[compared[row]]
        best = scores.max()
        for at in range(len(scores)):
            gaps[row, at] = best - scores[at]
        if row == 1:
            continue
        order = np.argsort(-scores, kind="mergesort")
        for rank in range(len(order)):
            ranks[row - (row > 1), order[rank]] = np.float32(1) / np.float32(rank + 1)


@_compiled
def group_shares(scores, concepts, groups, shares):
    """The share of all candidates' weight that lies in the same ISCO unit, minor and major group, 0 without one.

    Parameters
    ----------
    scores : ndarray of float32, shape (n,)
    concepts : ndarray of int64, shape (n,)
    groups : ndarray of int64, shape (n_levels, n_concepts)
        0 where a concept is in none.
    shares : ndarray of float32, shape (n_levels, n)
        Result.
    """
    weights = np.exp(SHARPNESS * (scores - scores.max())).astype(np.float64)
    weights /= weights.sum()
    for level in range(len(groups)):
        sums = np.zeros(groups[level].max() + 1)
        for at in range(len(concepts)):
            sums[groups[level, concepts[at]]] += weights[at]
        for at in range(len(concepts)):
            code = groups[level, concepts[at]]
            shares[level, at] = sums[code] if code > 0 else 0.0
