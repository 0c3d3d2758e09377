"""Counts of people single out nobody, however they are asked for."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.services.estimates import FEWEST, NOISE, STEP, Count, difference, shown_count

SECRET = "only for tests, long enough to be one"
people = st.sets(st.integers(1, 10_000), max_size=60).map(lambda ids: np.array(sorted(ids), np.int64))


@given(people)
def test_a_count_is_near_the_truth_and_under_five_is_never_said(ids):
    shown = shown_count(ids, SECRET).about
    assert (shown is None) is (ids.size < FEWEST)
    if shown is not None:
        assert shown % STEP == 0 and shown >= FEWEST
        assert abs(shown - ids.size) <= NOISE + STEP / 2 or shown == FEWEST


@given(people, st.randoms())
def test_the_same_people_give_the_same_count_in_any_order(ids, random):
    mixed = ids.tolist()
    random.shuffle(mixed)
    assert shown_count(np.array(mixed, np.int64), SECRET) == shown_count(ids, SECRET)


@given(people, people)
def test_no_two_counts_differ_by_one_to_four(first, second):
    a, b = (shown_count(ids, SECRET).about or 0 for ids in (first, second))
    assert a == b or abs(a - b) >= FEWEST
    assert difference(Count(a or None), Count(b or None)).about in (None, a - b)


def test_one_more_person_does_not_always_show():
    """Whether somebody is counted cannot be read off a single step over a boundary."""
    shown = {shown_count(np.arange(start, start + 12), SECRET).about for start in range(1, 400)}
    assert shown == {10, 15}


def test_the_noise_hangs_on_the_secret():
    counts = {shown_count(np.arange(1, 13), f"secret {number}").about for number in range(50)}
    assert len(counts) > 1
