"""Short lists of numbers, one list a person, that can be replaced one at a time."""

import numpy as np

GARBAGE_SHARE = 0.25


class PersonLists:
    """Parallel arrays of entries, with where each person's begin and how many they are.

    A replaced list is written at the end; what it leaves behind is swept when it is a quarter of all.

    Parameters
    ----------
    start : ndarray of int64, shape (n + 1,)
    columns : dict of name to ndarray, shape (start[-1],)
    capacity : int
        Persons to leave room for.
    """

    def __init__(self, start: np.ndarray, columns: dict[str, np.ndarray], capacity: int):
        n = start.size - 1
        self.start = roomy(start[:-1].astype(np.uint32), capacity)
        self.count = roomy(np.diff(start).astype(np.uint16), capacity)
        self.columns = {name: np.ascontiguousarray(column) for name, column in columns.items()}
        self.used = int(start[-1])
        self._garbage = 0
        self._people = n

    def get(self, slot: int) -> dict[str, np.ndarray]:
        """Return a person's entries, a view a column."""
        begin, count = int(self.start[slot]), int(self.count[slot])
        return {name: column[begin : begin + count] for name, column in self.columns.items()}

    def set(self, slot: int, entries: dict[str, np.ndarray]) -> None:
        """Replace a person's entries."""
        size = len(next(iter(entries.values())))
        begin = int(self.start[slot])
        if size > self.count[slot]:
            self._garbage += int(self.count[slot])
            begin = self._reserve(size)
        else:
            self._garbage += int(self.count[slot]) - size
        for name, column in self.columns.items():
            column[begin : begin + size] = entries[name]
        self.start[slot], self.count[slot] = begin, size

    def gather(self, slots: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Return the lists of some people, one after the other: starts, shape (n + 1,), and entries."""
        counts = self.count[slots]
        starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        picked = np.repeat(self.start[slots].astype(np.int64) - starts[:-1], counts) + np.arange(starts[-1])
        return starts, {name: column[picked] for name, column in self.columns.items()}

    def grow(self, capacity: int) -> None:
        """Leave room for more people."""
        self.start, self.count = roomy(self.start, capacity), roomy(self.count, capacity)

    def _reserve(self, size: int) -> int:
        if self.used + size > next(iter(self.columns.values())).size:
            if self._garbage > GARBAGE_SHARE * self.used:
                self._sweep()
            room = self.used + size + max(1024, self.used // 16)
            self.columns = {name: roomy(column[: self.used], room) for name, column in self.columns.items()}
        begin, self.used = self.used, self.used + size
        return begin

    def _sweep(self) -> None:
        starts, self.columns = self.gather(np.arange(self.start.size))
        self.start = starts[:-1].astype(np.uint32)
        self.used, self._garbage = int(starts[-1]), 0


def roomy(array: np.ndarray, capacity: int) -> np.ndarray:
    """Return a copy of at least `capacity` along the last axis, filled with zeros."""
    grown = np.zeros((*array.shape[:-1], max(capacity, array.shape[-1])), array.dtype)
    grown[..., : array.shape[-1]] = array
    return grown
