"""The compiled ranking equals the naive one: ids, scores to the bit, coverage, counts."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns import SeekerColumns
from matching.index import RankingIndex
from matching.relations import Relations
from matching.weights import DEFAULT
from tests.matching import strategies as some
from tests.matching.oracle import naive_rank, naive_score

people = st.lists(some.seekers(st.integers(1, 60)), max_size=25, unique_by=lambda person: person.id)


def relations_of(similar, near):
    return Relations(
        ((a, b, thousandths / 1000) for (a, b), thousandths in similar.items()),
        ((a, b, nearness) for (a, b), nearness in near.items()),
    )


def assert_equal(ranking, expected):
    ids, scores, coverage, considered, excluded = expected
    assert ranking.ids.tolist() == ids
    assert ranking.scores.tolist() == scores
    assert np.allclose(ranking.coverage, coverage, atol=1e-12)
    assert (ranking.considered, ranking.excluded) == (considered, excluded)


@given(people, some.vacancies(), some.similarities, some.nearnesses, st.data())
@settings(max_examples=150, deadline=None)
def test_a_ranking_equals_the_naive_one(crowd, vacancy, similar, near, data):
    index = RankingIndex(
        relations_of(similar, near), today=some.TODAY, columns=SeekerColumns.from_profiles(crowd[: len(crowd) // 2])
    )
    for person in crowd[len(crowd) // 2 :]:
        index.put(person)
    weights = data.draw(st.just(DEFAULT) | some.weights)
    ids = st.lists(st.integers(1, 60), max_size=8)
    limits = {
        "k": data.draw(st.integers(1, 12)),
        "exclude": data.draw(ids),
        "override": data.draw(ids),
        "among": data.draw(st.none() | ids.map(lambda some: np.array(some, np.int64))),
    }
    ranking = index.rank(vacancy, weights=weights, **limits)
    world = {"similar": similar, "near": near, "today": some.TODAY}
    assert_equal(ranking, naive_rank(crowd, vacancy, weights, **world, **limits))


@given(people, st.lists(some.vacancies(), min_size=2, max_size=5), some.similarities, some.nearnesses)
@settings(max_examples=80, deadline=None)
def test_no_vacancy_inherits_what_another_asked_for(crowd, offers, similar, near):
    index = RankingIndex(relations_of(similar, near), today=some.TODAY)
    for at, vacancy in enumerate(offers):  # each is compiled from the one before, and continued for who came since
        for person in crowd[at :: len(offers)]:
            index.put(person)
        there = [person for start in range(at + 1) for person in crowd[start :: len(offers)]]
        world = {"similar": similar, "near": near, "today": some.TODAY}
        assert_equal(index.rank(vacancy, 12), naive_rank(there, vacancy, DEFAULT, k=12, **world))


changes = st.lists(
    st.one_of(
        some.seekers(st.integers(1, 12)).map(lambda person: ("put", person)),
        st.integers(1, 12).map(lambda id: ("remove", id)),
    ),
    max_size=40,
)


@given(people, changes, some.vacancies(), some.similarities)
@settings(max_examples=100, deadline=None)
def test_every_change_is_in_the_next_ranking(crowd, steps, vacancy, similar):
    index = RankingIndex(relations_of(similar, {}), today=some.TODAY, columns=SeekerColumns.from_profiles(crowd))
    there = {person.id: person for person in crowd}
    for what, which in steps:
        if what == "put":
            index.put(which)
            there[which.id] = which
        else:
            index.remove(which)
            there.pop(which, None)
        world = {"similar": similar, "near": {}, "today": some.TODAY}
        assert_equal(index.rank(vacancy, 10), naive_rank(there.values(), vacancy, DEFAULT, k=10, **world))
    assert len(index) == len(there)
    assert all(id in index for id in there)


@given(some.seekers(st.just(7)), st.lists(some.vacancies(st.integers(1, 30)), max_size=8, unique_by=lambda v: v.id))
@settings(max_examples=100, deadline=None)
def test_the_vacancies_of_a_person_are_ranked_by_the_same_scores(person, offers):
    index = RankingIndex(today=some.TODAY)
    index.put(person)
    for vacancy in offers:
        index.put_vacancy(vacancy)
    ranking, unstored = index.rank_vacancies(7), index.rank_vacancies(person)
    world = {"similar": {}, "near": {}, "today": some.TODAY}
    expected = []
    for vacancy in offers:
        if vacancy.open and naive_rank([person], vacancy, DEFAULT, **world)[0]:
            expected.append((-naive_score(person, vacancy, DEFAULT, **world)[0], vacancy.id))
    assert [(-score, id) for id, score in zip(ranking.ids, ranking.scores, strict=True)] == sorted(expected)
    assert unstored.ids.tolist() == ranking.ids.tolist()
    assert unstored.scores.tolist() == ranking.scores.tolist()


@given(people, some.vacancies(), some.similarities, some.nearnesses)
@settings(max_examples=80, deadline=None)
def test_an_explanation_has_the_score_of_the_ranking(crowd, vacancy, similar, near):
    index = RankingIndex(relations_of(similar, near), today=some.TODAY, columns=SeekerColumns.from_profiles(crowd))
    ranking = index.rank(vacancy)
    for at, id in enumerate(ranking.ids.tolist()):
        explanation = index.explain(id, vacancy)
        assert explanation.score == ranking.scores[at]
        assert explanation.coverage == ranking.coverage[at]
        assert not explanation.exclusions


@given(people, some.vacancies())
@settings(max_examples=80, deadline=None)
def test_the_excluded_are_those_who_are_not_ranked_each_with_a_reason(crowd, vacancy):
    index = RankingIndex(today=some.TODAY, columns=SeekerColumns.from_profiles(crowd))
    ranked, out = index.rank(vacancy), index.excluded(vacancy)
    assert {id for id, _ in out} == {person.id for person in crowd} - set(ranked.ids.tolist())
    assert all(reasons for _, reasons in out)
    scores = [(-index.explain(id, vacancy).score, id) for id, _ in out]
    assert scores == sorted(scores)


@given(some.seekers(st.just(7)))
def test_what_is_put_in_is_what_is_known(person):
    index = RankingIndex(today=some.TODAY)
    index.put(person)
    kept = index.profile(7)
    assert set(kept.skills or ()) == set(person.skills or ())
    assert (kept.skills is None) == (person.skills is None)
    for name in person.__slots__:
        if name != "skills":
            assert getattr(kept, name) == getattr(person, name), name
