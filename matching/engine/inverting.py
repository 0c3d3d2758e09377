"""The compiled loops that build and edit postings. Independent of the kernel's, so that each file is cached whole.

Blocks are of 65,536 people here; see the kernel for why this is said.
"""

import numpy as np
from numba import njit

from matching.engine.layout import BLOCK, LEVEL_SHIFT, SKILL_BITS

compiled = njit(nogil=True, cache=True, error_model="numpy")


@compiled
def count_postings(start, skills, dense_of, offsets):
    """Count sparse postings by block and skill into `offsets[:, 1:]`, then make them running sums within each block."""
    for slot in range(start.size - 1):
        row = offsets[slot // BLOCK]
        for at in range(start[slot], start[slot + 1]):
            skill = skills[at] & SKILL_BITS
            if dense_of[skill] < 0:
                row[skill + 1] += 1
    for block in range(offsets.shape[0]):
        for skill in range(offsets.shape[1] - 1):
            offsets[block, skill + 1] += offsets[block, skill]


@compiled
def fill_postings(start, skills, dense_of, offsets, base, postings, levels, dense):
    """Write postings and dense columns; `offsets` as counted, and left as they were."""
    cursor = np.empty(offsets.shape[1], np.int64)
    for block in range(offsets.shape[0]):
        for skill in range(offsets.shape[1]):
            cursor[skill] = base[block] + offsets[block, skill]
        for slot in range(block * BLOCK, min((block + 1) * BLOCK, start.size - 1)):
            for at in range(start[slot], start[slot + 1]):
                skill, level = skills[at] & SKILL_BITS, skills[at] >> LEVEL_SHIFT
                if dense_of[skill] >= 0:
                    dense[dense_of[skill], slot] = 1 + level
                    continue
                postings[cursor[skill]] = slot - block * BLOCK
                levels[cursor[skill]] = level
                cursor[skill] += 1


@compiled
def edit_block(offsets, postings, levels, spare, within, removed, added, added_levels):
    """Take one person's postings out of a block and put others in.

    Parameters
    ----------
    offsets : int32 (n_skills + 1,), of the block
    postings, levels : views from the block's beginning to the end of its room
    spare : (uint16, uint8) arrays at least as long
    within : the person's place in the block
    removed, added : sorted skills, none in both
    """
    fresh, fresh_levels = spare
    read, write, r, a = 0, 0, 0, 0
    while r < removed.size or a < added.size:
        if a == added.size or (r < removed.size and removed[r] < added[a]):
            at = offsets[removed[r]]
            while postings[at] != within:
                at += 1
            fresh[write : write + at - read] = postings[read:at]
            fresh_levels[write : write + at - read] = levels[read:at]
            write += at - read
            read = at + 1
            r += 1
        else:
            at = offsets[added[a] + 1]
            fresh[write : write + at - read] = postings[read:at]
            fresh_levels[write : write + at - read] = levels[read:at]
            write += at - read
            fresh[write], fresh_levels[write] = within, added_levels[a]
            read, write = at, write + 1
            a += 1
    end = offsets[offsets.size - 1]
    first = _first_edited(offsets, removed, added)
    fresh[write : write + end - read] = postings[read:end]
    fresh_levels[write : write + end - read] = levels[read:end]
    write += end - read
    postings[first:write] = fresh[first:write]
    levels[first:write] = fresh_levels[first:write]
    r, a = 0, 0
    for skill in range(offsets.size):
        while r < removed.size and removed[r] < skill:
            r += 1
        while a < added.size and added[a] < skill:
            a += 1
        offsets[skill] += a - r


@compiled
def _first_edited(offsets, removed, added):
    first = offsets[offsets.size - 1]
    if removed.size:
        first = min(first, offsets[removed[0]])
    if added.size:
        first = min(first, offsets[added[0]])
    return first


@compiled
def set_level(offsets, postings, levels, within, skill, level):
    """Change the level at which one person of a block holds a skill."""
    for at in range(offsets[skill], offsets[skill + 1]):
        if postings[at] == within:
            levels[at] = level
            return
