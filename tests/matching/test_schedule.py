"""The interview schedule keeps every rule and is as good as it says."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.schedule import (
    Interviews,
    Method,
    Problem,
    Status,
    choose_candidates,
    solve,
    solve_greedily,
    solve_in_process,
)
from matching.schedule.colouring import colour_edges
from tests.matching.schedule_cases import (
    best_by_trying_everything,
    broken_rules,
    rows_of,
    small_fairs,
    worth,
)

SMALL = settings(max_examples=150, deadline=None)


@SMALL
@given(small_fairs())
def test_the_optimum_is_what_trying_everything_finds(problem):
    schedule = solve(problem)
    assert not broken_rules(problem, rows_of(schedule))
    assert schedule.value == pytest.approx(best_by_trying_everything(problem))
    assert schedule.value == pytest.approx(worth(problem, rows_of(schedule)))
    assert schedule.status is Status.OPTIMAL
    assert schedule.gap == 0


@SMALL
@given(small_fairs(uniform=True))
def test_without_personal_absences_choosing_pairs_and_colouring_is_enough(problem):
    schedule = solve(problem)
    assert schedule.method is Method.B_MATCHING
    assert not broken_rules(problem, rows_of(schedule))
    assert schedule.value == pytest.approx(best_by_trying_everything(problem))


@SMALL
@given(small_fairs(), st.integers(1, 3))
def test_confirmed_interviews_stay_and_the_rest_is_best_around_them(problem, n_confirmed):
    confirmed = rows_of(solve_greedily(problem))[:n_confirmed]
    assume(confirmed)
    around = replace(problem, fixed=Interviews.of(confirmed))
    schedule = solve(around)
    assert not broken_rules(problem, confirmed + rows_of(schedule))
    assert schedule.value == pytest.approx(best_by_trying_everything(around))


@SMALL
@given(small_fairs())
def test_greedy_keeps_the_rules_and_is_never_better_than_the_bound(problem):
    simple, best = solve_greedily(problem), solve(problem)
    assert not broken_rules(problem, rows_of(simple))
    assert simple.value <= best.bound + 1e-9


@SMALL
@given(small_fairs())
def test_everybody_short_of_the_wanted_number_is_listed(problem):
    schedule = solve(problem)
    count = np.bincount(schedule.interviews.person, minlength=problem.n_people)
    assert schedule.unserved.tolist() == np.flatnonzero(count < problem.at_least).tolist()


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=40))
def test_a_bipartite_graph_needs_no_more_colours_than_its_largest_degree(edges):
    left, right = np.array(edges, dtype=np.int64).T
    degree = max(np.bincount(left).max(), np.bincount(right).max())
    colours = colour_edges(left, right, int(degree))
    assert colours.min() >= 0
    assert colours.max() < degree
    for end in (left, right):
        assert len(set(zip(end.tolist(), colours.tolist(), strict=True))) == len(edges)


def test_too_few_colours_are_refused():
    with pytest.raises(ValueError, match="more than 1 edges"):
        colour_edges(np.array([0, 0]), np.array([0, 1]), 1)


def large_fair(seed: int = 5, *, n_people: int = 60, n_booths: int = 12, n_slots: int = 10) -> Problem:
    """A fair with people who are not there all day."""
    random = np.random.default_rng(seed)
    scores = random.random((n_people, n_booths))
    pairs = choose_candidates(scores, (random.random(scores.shape) < 0.1).astype(float))
    return Problem(
        person=pairs.person,
        booth=pairs.booth,
        value=pairs.value,
        capacity=np.ones((n_booths, n_slots), dtype=np.int64),
        available=random.random((n_people, n_slots)) < 0.6,
        starts=np.arange(n_slots, dtype=np.int64) * 15,
        slot_minutes=15,
        hall=np.arange(n_booths, dtype=np.int64) % 2,
        travel_minutes=np.zeros((2, 2), dtype=np.int64),
        at_most=4,
        at_least=1,
    )


def test_a_fair_of_sixty_is_held_and_better_than_greedy():
    problem = large_fair()
    schedule = solve(problem)
    assert not broken_rules(problem, rows_of(schedule))
    assert schedule.status is Status.OPTIMAL
    assert schedule.value > solve_greedily(problem).value


def test_a_wish_comes_before_a_better_match_and_an_impossible_pair_never():
    scores = np.array([[0.9, 0.2, np.nan, 0.5]])
    wishes = np.array([[0.0, 1.0, 1.0, 0.0]])
    chosen = choose_candidates(scores, wishes, at_most=2)
    assert chosen.booth.tolist() == [1, 0]
    assert chosen.value.tolist() == pytest.approx([0.7, 0.9])


def test_wishes_and_scores_of_different_shapes_are_refused():
    with pytest.raises(ValueError, match=r"\(1, 2\).*\(2, 1\)"):
        choose_candidates(np.ones((1, 2)), np.ones((2, 1)))


def test_the_search_runs_in_a_process_and_reports_progress():
    seen = []
    problem = large_fair(n_people=20)
    schedule = solve_in_process(problem, on_progress=seen.append)
    assert schedule.value == pytest.approx(solve(problem).value)
    assert seen[-1].best.value == pytest.approx(schedule.value)


def test_a_cancelled_search_hands_over_what_it_has_with_the_proven_gap():
    seen = []
    problem = large_fair(n_people=300, n_booths=40, n_slots=16)
    problem = replace(problem, travel_minutes=np.array([[0, 15], [15, 0]], dtype=np.int64))
    schedule = solve_in_process(
        problem, on_progress=seen.append, cancelled=lambda: bool(seen) and seen[-1].best is not None, poll_s=0.05
    )
    assert schedule.status is Status.CANCELLED
    assert not broken_rules(problem, rows_of(schedule))
    assert 0 <= schedule.gap < 1
    assert schedule.bound >= schedule.value


def test_a_search_cancelled_at_once_hands_over_nothing():
    assert solve_in_process(large_fair(), cancelled=lambda: True, poll_s=0.0) is None
