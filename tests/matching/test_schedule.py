"""The interview schedule keeps every rule and is as good as it says."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.schedule import make_fair
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
from matching.schedule.filling import fill
from matching.schedule.neighbourhood import improve
from matching.schedule.pairing import choose_pairs
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
@given(small_fairs(), st.integers(0, 2))
def test_filling_slots_with_the_best_pairs_keeps_the_rules(problem, n_confirmed):
    confirmed = rows_of(solve_greedily(problem))[:n_confirmed]
    around = replace(problem, fixed=Interviews.of(confirmed))
    chosen, bound = choose_pairs(around)
    schedule = fill(around, chosen, bound=bound)
    assert not broken_rules(problem, confirmed + rows_of(schedule))
    assert schedule.value == pytest.approx(worth(around, rows_of(schedule)))
    assert schedule.value <= bound + 1e-9


@settings(max_examples=60, deadline=None)
@given(small_fairs(), st.integers(0, 2))
def test_solving_again_for_everybody_finds_the_optimum_around_what_is_confirmed(problem, n_confirmed):
    """A group that holds everybody is the whole problem, cut out of itself."""
    confirmed = rows_of(solve_greedily(problem))[:n_confirmed]
    around = replace(problem, fixed=Interviews.of(confirmed))
    _, bound = choose_pairs(around)
    simple, seen = solve_greedily(around, bound=bound), []
    better = improve(around, simple, time_limit_s=20, on_better=seen.append)
    assert not broken_rules(problem, confirmed + rows_of(better))
    assert better.value == pytest.approx(best_by_trying_everything(around))
    values = [simple.value, *(one.value for one in seen)]
    assert values == sorted(values)
    assert values[-1] == pytest.approx(better.value)


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


def test_six_hundred_people_with_ways_between_halls_are_filled_up_to_the_bound():
    """What the search of two minutes came within 3.4% of, the filling of slots reaches at once, and proves."""
    problem = make_fair(600, 50, 16, away=0.25, way_minutes=15)
    schedule = solve(problem, time_limit_s=60)
    assert (schedule.status, schedule.gap) == (Status.OPTIMAL, 0)
    assert not rules_broken_by_many(problem, schedule)


def rules_broken_by_many(problem, schedule):
    """As `broken_rules`, for thousands: places taken, absences, numbers, and clashes of each person."""
    person, booth, slot = schedule.interviews
    used = np.zeros_like(problem.capacity)
    np.add.at(used, (booth, slot), 1)
    broken = (used > problem.capacity).any() or not problem.available[person, slot].all()
    broken |= bool((np.bincount(person) > problem.at_most).any())
    for one in np.unique(person):
        rows = np.flatnonzero(person == one)
        clash = problem.clash[slot[rows][:, None], slot[rows][None, :], problem.hall[booth[rows]][:, None],
                              problem.hall[booth[rows]][None, :]]  # fmt: skip
        broken |= bool(clash[~np.eye(len(rows), dtype=bool)].any()) or len(set(booth[rows])) < len(rows)
    return broken


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
