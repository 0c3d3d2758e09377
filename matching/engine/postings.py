"""Who holds a skill: 16-bit offsets by block and skill, and byte columns for the skills that many hold."""

import numpy as np

from matching.engine import inverting
from matching.engine.layout import BLOCK, LEVEL_SHIFT, SKILL_BITS

DENSE_SHARE = 1 / 16  # above it, reading a byte of everybody is cheaper than following a list
DENSE_FROM = 4096  # people; below it lists are short anyway


class Postings:
    """The inverted lists of everybody's skills.

    Parameters
    ----------
    start : ndarray of int64, shape (n + 1,)
    skills : ndarray of uint32, shape (start[-1],)
        Skill and level of each entry, by person.
    n_skills : int
    capacity : int
        Persons to leave room for.
    """

    def __init__(self, start: np.ndarray, skills: np.ndarray, n_skills: int, capacity: int):
        n = start.size - 1
        skill_room = n_skills + n_skills // 16 + 256
        holders = np.bincount(skills & SKILL_BITS, minlength=n_skills) if n >= DENSE_FROM else np.zeros(n_skills, int)
        common = np.flatnonzero(holders > DENSE_SHARE * n)
        self.dense_of = np.full(skill_room, -1, np.int32)
        self.dense_of[common] = np.arange(common.size)
        self.dense = np.zeros((common.size, capacity), np.uint8)
        self.offsets = np.zeros((-(-max(n, 1) // BLOCK), skill_room + 1), np.int32)
        inverting.count_postings(start, skills, self.dense_of, self.offsets)
        lengths = self.offsets[:, -1].astype(np.int64)
        self._lay_out(lengths + lengths // 64 + 64)
        inverting.fill_postings(
            start, skills, self.dense_of, self.offsets, self.base[:-1], self.postings, self.levels, self.dense
        )

    def edit(self, slot: int, before: np.ndarray, after: np.ndarray) -> None:
        """Replace one person's skills, both ndarrays of uint32 with levels in the high bits."""
        old, new = before & SKILL_BITS, after & SKILL_BITS
        self._edit_dense(slot, old, after)
        sparse_old, sparse_new = self.dense_of[old] < 0, self.dense_of[new] < 0
        removed = np.setdiff1d(old[sparse_old], new, assume_unique=True)
        fresh = sparse_new & ~np.isin(new, old, assume_unique=True)
        if removed.size or fresh.any():
            self._edit_sparse(slot, removed, after[fresh])
        for entry in np.setdiff1d(after[sparse_new & ~fresh], before, assume_unique=True):
            self._set_level(slot, int(entry))

    def grow(self, capacity: int) -> None:
        """Leave room for more people."""
        grown = np.zeros((self.dense.shape[0], capacity), np.uint8)
        grown[:, : self.dense.shape[1]] = self.dense
        self.dense = grown

    def reach(self, n_slots: int) -> None:
        """Have a block for every slot below `n_slots`."""
        if n_slots > self.offsets.shape[0] * BLOCK:
            self.offsets = np.vstack([self.offsets, np.zeros((1, self.offsets.shape[1]), np.int32)])
            self._move(np.append(np.diff(self.base), 4096))

    def make_room_for_skills(self, n_skills: int) -> None:
        """Have room for skills that nobody held before."""
        missing = n_skills - self.dense_of.size
        if missing > 0:
            missing += n_skills // 16 + 256
            self.dense_of = np.append(self.dense_of, np.full(missing, -1, np.int32))
            ends = np.repeat(self.offsets[:, -1:], missing, axis=1)
            self.offsets = np.ascontiguousarray(np.hstack([self.offsets, ends]))

    def _edit_dense(self, slot: int, old: np.ndarray, after: np.ndarray) -> None:
        rows = self.dense_of[old]
        self.dense[rows[rows >= 0], slot] = 0
        rows = self.dense_of[after & SKILL_BITS]
        self.dense[rows[rows >= 0], slot] = 1 + (after[rows >= 0] >> LEVEL_SHIFT)

    def _edit_sparse(self, slot: int, removed: np.ndarray, added: np.ndarray) -> None:
        block, within = divmod(slot, BLOCK)
        needed = int(self.offsets[block, -1]) + added.size - removed.size
        room = np.diff(self.base)
        if needed > room[block]:
            room[block] = needed + needed // 16 + 1024
            self._move(room)
        view = slice(self.base[block], self.base[block + 1])
        added = added[np.argsort(added & SKILL_BITS)]
        skills, levels = (added & SKILL_BITS).astype(np.int64), (added >> LEVEL_SHIFT).astype(np.uint8)
        postings, kept = self.postings[view], self.levels[view]
        inverting.edit_block(
            self.offsets[block], postings, kept, self._spare, within, np.sort(removed).astype(np.int64), skills, levels
        )

    def _set_level(self, slot: int, entry: int) -> None:
        block, within = divmod(slot, BLOCK)
        view = slice(self.base[block], self.base[block + 1])
        level = entry >> LEVEL_SHIFT
        inverting.set_level(
            self.offsets[block], self.postings[view], self.levels[view], within, entry & SKILL_BITS, level
        )

    def _lay_out(self, room: np.ndarray) -> None:
        self.base = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
        self.postings = np.zeros(self.base[-1], np.uint16)
        self.levels = np.zeros(self.base[-1], np.uint8)
        self._spare = (np.empty(room.max(), np.uint16), np.empty(room.max(), np.uint8))

    def _move(self, room: np.ndarray) -> None:
        """Lay the blocks out anew, with other room for each."""
        base, postings, levels = self.base, self.postings, self.levels
        self._lay_out(room)
        for block in range(base.size - 1):
            length = self.offsets[block, -1]
            target, source = self.base[block], base[block]
            self.postings[target : target + length] = postings[source : source + length]
            self.levels[target : target + length] = levels[source : source + length]
