"""The arrays that the kernel reads: what is kept of everybody (`Store`) and what one vacancy asks (`Query`)."""

from typing import NamedTuple

import numpy as np

BLOCK = 65_536  # job seekers per block: offsets fit 16 bits and the sums of a block stay in the processor's cache
CHUNK = 512  # job seekers that go through the criteria together, before the bar is raised
LANGUAGE_UNKNOWN = 255
UNKNOWN = 0  # the code of "nobody asked" in every coded column
ABSENT, INACTIVE, ACTIVE = 0, 1, 2
OUTSIDE, INSIDE, RULED_OUT, WAIVED = 0, 1, 2, 3  # what a mask says of a job seeker
HELD, WANTED = 1, 2
LEVEL_SHIFT = 24  # a held skill is one number: the level above these bits, the skill below
SKILL_BITS = (1 << LEVEL_SHIFT) - 1
CODED = ("experience", "education", "availability", "pay", "contract", "licences")  # in the order of the sum
COLUMNS = (*CODED, "radius_km", "mobility")  # the last two are read by location
RADIUS, MOBILITY = len(CODED), len(CODED) + 1
BY_DISTANCE, REACHED, LOCATION_UNKNOWN, NOT_REACHED = 0, 1, 2, 3


class Store(NamedTuple):
    """Everybody, by slot. `capacity` >= `n_slots`; only the first `n_slots` mean anything."""

    n_slots: int
    ids: np.ndarray  # int64 (capacity,)
    state: np.ndarray  # uint8 (capacity,): ABSENT, INACTIVE, ACTIVE
    place: np.ndarray  # uint32 (capacity,): 0 unknown
    coded: np.ndarray  # uint16 (len(CODED) + 2, capacity): 0 unknown
    languages: np.ndarray  # uint8 (n_languages, capacity): 255 unknown
    dense: np.ndarray  # uint8 (n_dense, capacity): 0 not held, else 1 + level, level 0 unknown
    dense_of: np.ndarray  # int32 (skill capacity,): row of `dense` or -1
    offsets: np.ndarray  # int32 (n_blocks, skill capacity + 1): where each skill's postings begin in its block
    base: np.ndarray  # int64 (n_blocks,): where each block's postings begin
    postings: np.ndarray  # uint16: slot within the block, by block and skill
    posting_levels: np.ndarray  # uint8: the level held, 0 unknown
    skills_start: np.ndarray  # uint32 (capacity,)
    skills_count: np.ndarray  # uint16 (capacity,)
    skills: np.ndarray  # uint32: level and skill of each held skill, by person
    occupations_start: np.ndarray  # uint32 (capacity,)
    occupations_count: np.ndarray  # uint8 (capacity,)
    occupations: np.ndarray  # uint32: code
    occupation_years: np.ndarray  # uint16: code in the table of years
    occupation_sides: np.ndarray  # uint8: HELD | WANTED
    radius_km: np.ndarray  # float64: by code
    seasoned: np.ndarray  # float64: worth of having held an occupation, by code of its years


class Query(NamedTuple):
    """One vacancy, compiled against the store's codes."""

    shares: np.ndarray  # float64 (10,): of each criterion, in the order of the sum; 0 where nothing is asked
    best_points: np.ndarray  # float64 (10,): the most that anybody can have
    prior: float
    skill: np.ndarray  # int32 (n,): the required skills; -1 if nobody holds it
    weight: np.ndarray  # int32 (n,)
    level: np.ndarray  # int32 (n,): 0 where none is stated
    related_start: np.ndarray  # int32 (n + 1,)
    related: np.ndarray  # int32: held skills that stand in, nearest first
    similarity: np.ndarray  # int32: in thousandths
    unknown_total: int  # what unknown skills count in the integer sum
    nearness: np.ndarray  # float64: by occupation code
    distance_km: np.ndarray  # float64: by place code
    mobility: np.ndarray  # uint8: BY_DISTANCE, REACHED, ... by mobility code
    language: np.ndarray  # int32 (m,): rows of `languages`
    language_points: np.ndarray  # float64 (m, 256)
    language_lowest: np.ndarray  # uint8 (m,): excluded below
    tables: np.ndarray  # float64: points of the coded criteria, one table after the other
    table_start: np.ndarray  # int32 (len(CODED),): -1 where nothing is asked
    known: np.ndarray  # float64: coverage of the coded criteria, beside `tables`
    rule_column: np.ndarray  # int32 (r,): coded columns with a hard rule
    rule_start: np.ndarray  # int32 (r,)
    rule_excludes: np.ndarray  # uint8: 1 excludes, by code


class Scratch(NamedTuple):
    """What one thread needs to rank; reused from call to call."""

    totals: np.ndarray  # int32 (BLOCK,)
    stamps: np.ndarray  # uint8 (BLOCK,)
    best: np.ndarray  # int32 (BLOCK,)
    fit: np.ndarray  # uint8 (BLOCK + 8,)
    fit_words: np.ndarray  # uint64: the same bytes, eight at a time
    marks: np.ndarray  # uint8 (BLOCK + 8,)
    mark_words: np.ndarray  # uint64: the same bytes, eight at a time
    histogram: np.ndarray  # int64 (256,)
    chosen: np.ndarray  # int64 (CHUNK + 1,): slots that go through the criteria together
    partial: np.ndarray  # float64 (CHUNK,): their scores so far


def scratch() -> Scratch:
    """Make a thread's working memory."""
    fit, marks = np.zeros(BLOCK + 8, np.uint8), np.zeros(BLOCK + 8, np.uint8)
    return Scratch(
        totals=np.empty(BLOCK, np.int32),
        stamps=np.empty(BLOCK, np.uint8),
        best=np.empty(BLOCK, np.int32),
        fit=fit,
        fit_words=fit.view(np.uint64),
        marks=marks,
        mark_words=marks.view(np.uint64),
        histogram=np.empty(256, np.int64),
        chosen=np.empty(CHUNK + 1, np.int64),
        partial=np.empty(CHUNK),
    )
