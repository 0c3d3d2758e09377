"""Which booths a person may be sent to: the own wishes first, then the best matches."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAX_CANDIDATES = 10
WISH_BONUS = 0.5  # a wish is worth half of a perfect match


@dataclass(frozen=True)
class Candidates:
    """Pairs that the schedule may choose from; `person`, `booth`: int64 (n_pairs,), `value`: float64 (n_pairs,)."""

    person: NDArray[np.int64]
    booth: NDArray[np.int64]
    value: NDArray[np.float64]


def choose_candidates(
    scores: NDArray[np.float64],
    wishes: NDArray[np.float64],
    *,
    at_most: int = MAX_CANDIDATES,
    wish_bonus: float = WISH_BONUS,
) -> Candidates:
    """Keep at most `at_most` booths per person, wishes before matches, and value every pair.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_people, n_booths)
        Match scores in [0, 1]; NaN where the two cannot meet, whatever they wish.
    wishes : ndarray of float64, shape (n_people, n_booths)
        How much the two want to talk, in [0, 1]; 0 where nobody asked.
    at_most : int, > 0
    wish_bonus : float
        What a full wish adds to the match score.

    Returns
    -------
    Candidates
        Ordered by person.

    Raises
    ------
    ValueError
        If the two arrays differ in shape.
    """
    if scores.shape != wishes.shape:
        raise ValueError(f"scores are {scores.shape} but wishes are {wishes.shape}")
    possible = ~np.isnan(scores)
    known = np.where(possible, scores, 0.0)
    order = np.lexsort((-known, -wishes, ~possible), axis=1)[:, :at_most]
    person = np.repeat(np.arange(scores.shape[0]), order.shape[1])
    booth = order.ravel()
    kept = possible[person, booth]
    person, booth = person[kept].astype(np.int64), booth[kept].astype(np.int64)
    return Candidates(person, booth, known[person, booth] + wish_bonus * wishes[person, booth])
