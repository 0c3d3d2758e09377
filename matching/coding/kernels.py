"""The loops of coding that run over thousands of names for each query, compiled ahead."""

import numpy as np
from numba import njit

_compiled = njit(cache=True, nogil=True, fastmath={"reassoc", "contract"})


@_compiled
def accumulate(ids, values, starts, rows, weights, scores):  # noqa: PLR0917
    """Add value times weight for every posting of some n-grams to `scores`, in place.

    Parameters
    ----------
    ids : ndarray of int32, shape (n,)
        N-grams.
    values : ndarray of float32, shape (n,)
    starts : ndarray of int32, shape (n_grams + 1,)
        Where the postings of each n-gram begin.
    rows : ndarray of int32, weights : ndarray of float32
        The postings.
    scores : ndarray of float32, shape (n_rows,)
    """
    for at in range(len(ids)):
        gram, value = ids[at], values[at]
        for posting in range(starts[gram], starts[gram + 1]):
            scores[rows[posting]] += value * weights[posting]


@_compiled
def highest(scores, starts, sizes, result):
    """The highest score of each concept's names, into `result`."""
    for concept in range(len(starts)):
        best = np.float32(0)
        for at in range(starts[concept], starts[concept] + sizes[concept]):
            best = max(best, scores[at])
        result[concept] = best


@_compiled
def compare_names(concepts, starts, sizes, vectors, vector, scores, numbers, places):  # noqa: PLR0917
    """For each candidate, what its names say by likeness and by the encoder.

    Parameters
    ----------
    concepts : ndarray of int64, shape (n,)
    starts, sizes : ndarray of int64
        Where a concept's names begin, and how many there are.
    vectors : ndarray of int8, shape (n_names, dimensions)
        Times 127; shape (0, 0) without an encoder, when all that needs one is 0.
    vector : ndarray of float32, shape (dimensions,)
    scores : ndarray of float32, shape (n_names,)
    numbers : ndarray of float32, shape (n, 4)
        Result: mean of the three highest scores, mean score, highest cosine, mean of the three highest cosines.
    places : ndarray of int64, shape (n, 2)
        Result: the name with the highest score, and with the highest cosine.
    """
    for row in range(len(concepts)):
        start, size = starts[concepts[row]], sizes[concepts[row]]
        first = second = third = near = nearer = nearest = np.float32(-2)
        total = np.float32(0)
        for name in range(start, start + size):
            score = scores[name]
            total += score
            if score > first:
                first, second, third = score, first, second
                places[row, 0] = name
            elif score > second:
                second, third = score, second
            elif score > third:
                third = score
            cosine = np.float32(0)
            if len(vectors):
                for at in range(len(vector)):
                    cosine += vectors[name, at] * vector[at]
                cosine /= np.float32(127)
            if cosine > nearest:
                nearest, nearer, near = cosine, nearest, nearer
                places[row, 1] = name
            elif cosine > nearer:
                nearer, near = cosine, nearer
            elif cosine > near:
                near = cosine
        numbers[row, 0] = _mean(first, second, third, size)
        numbers[row, 1] = total / size
        numbers[row, 2] = nearest
        numbers[row, 3] = _mean(nearest, nearer, near, size)


@_compiled
def _mean(first, second, third, count):
    if count == 1:
        return first
    if count == 2:
        return (first + second) / 2
    return (first + second + third) / 3
