"""Giving slots to chosen pairs: a bipartite edge colouring, which never needs more colours than the largest degree.

References
----------
D. König, Über Graphen und ihre Anwendung auf Determinantentheorie und Mengenlehre, 1916.
"""

import numpy as np
from numpy.typing import NDArray

NONE = -1


def colour_edges(left: NDArray[np.int64], right: NDArray[np.int64], n_colours: int) -> NDArray[np.int64]:
    """Colour the edges of a bipartite graph so that no two at one node share a colour.

    Parameters
    ----------
    left, right : ndarray of int64, shape (n_edges,)
        The two ends of each edge.
    n_colours : int
        At least the largest degree.

    Returns
    -------
    ndarray of int64, shape (n_edges,)

    Raises
    ------
    ValueError
        If a node has more edges than there are colours.
    """
    if left.size and max(np.bincount(left).max(), np.bincount(right).max()) > n_colours:
        raise ValueError(f"a node has more than {n_colours} edges")
    n_left = int(left.max(initial=-1)) + 1
    ends = np.column_stack([left, right + n_left])
    edge_at = np.full((int(ends.max(initial=-1)) + 1, n_colours), NONE, dtype=np.int64)
    colour = np.full(len(ends), NONE, dtype=np.int64)
    for edge, (one, other) in enumerate(ends):
        first = int(np.argmax(edge_at[one] == NONE))
        second = int(np.argmax(edge_at[other] == NONE))
        if edge_at[other, first] != NONE:
            _swap_path(edge_at, colour, ends, start=int(other), first=first, second=second)
        colour[edge] = first
        edge_at[one, first] = edge_at[other, first] = edge
    return colour


def _swap_path(
    edge_at: NDArray[np.int64],
    colour: NDArray[np.int64],
    ends: NDArray[np.int64],
    *,
    start: int,
    first: int,
    second: int,
) -> None:
    """Swap two colours along the path from `start`; in a bipartite graph it cannot come back to the other end."""
    path, node, wanted = [], start, first
    while (edge := int(edge_at[node, wanted])) != NONE:
        path.append(edge)
        node = int(ends[edge].sum()) - node
        wanted = second if wanted == first else first
    for edge in path:
        edge_at[ends[edge], colour[edge]] = NONE
    for edge in path:
        colour[edge] = second if colour[edge] == first else first
        edge_at[ends[edge], colour[edge]] = edge
