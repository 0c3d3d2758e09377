"""Advice equals what one finds by changing the vacancy or the profile and ranking again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import advice
from matching.changes import CHANGE_CODES, what_would_help
from matching.columns import SeekerColumns
from matching.index import RankingIndex
from matching.profiles import (
    HeldSkill,
    Place,
    RequiredLanguage,
    RequiredSkill,
    SeekerProfile,
    VacancyProfile,
)
from matching.results import Requirement
from tests.matching import strategies as some
from tests.matching.test_ranking_is_exact import people, relations_of

offers = st.lists(some.vacancies(st.integers(1, 30)), max_size=6, unique_by=lambda vacancy: vacancy.id)


def count(index, vacancy, bar):
    ranking = index.rank(vacancy, 1000)
    return len(ranking.ids), int((ranking.scores >= bar).sum())


@given(people, some.vacancies(), some.similarities, st.sampled_from([0.0, 0.3, 0.5, 0.8]))
@settings(max_examples=60, deadline=None)
def test_the_cost_of_a_requirement_is_what_ranking_without_it_shows(crowd, vacancy, similar, bar):
    index = RankingIndex(relations_of(similar, {}), today=some.TODAY, columns=SeekerColumns.from_profiles(crowd))
    eligible, suitable = count(index, vacancy, bar)
    costs = advice.what_if(index, vacancy, bar=bar)
    assert {cost.requirement for cost in costs} == set(advice.requirements(vacancy))
    for cost in costs:
        without = count(index, advice.without(vacancy, cost.requirement), bar)
        assert (cost.eligible, cost.suitable) == (without[0] - eligible, without[1] - suitable)


def test_a_requirement_that_is_not_there_cannot_be_left_out():
    index = RankingIndex(today=some.TODAY)
    with pytest.raises(ValueError, match="does not ask"):
        advice.what_if(index, VacancyProfile(1), Requirement("language", "eng"))


def changed(person, what):
    """The profile after a change, written independently of how the changes are made."""
    facts = dict(what.facts)
    kind = what.code.removeprefix("change.")
    if kind in {"learn_skill", "raise_skill"}:
        rest = tuple(skill for skill in person.skills if skill.concept != facts["skill"])
        return replace(person, skills=(*rest, HeldSkill(facts["skill"])))
    return {
        "improve_language": lambda: replace(person, languages={**person.languages, facts["language"]: facts["level"]}),
        "get_licence": lambda: replace(person, licences=person.licences | {facts["licence"]}),
        "widen_radius": lambda: replace(person, radius_km=float(facts["radius_km"])),
        "work_in_governorate": lambda: replace(person, governorates=person.governorates | {facts["governorate"]}),
        "accept_remote": lambda: replace(person, remote=True),
        "accept_abroad": lambda: replace(person, abroad=True),
        "accept_contract": lambda: replace(person, contracts=person.contracts | {facts["contract"]}),
    }[kind]()


@given(some.seekers(st.just(7)), offers, some.similarities, st.sampled_from([0.3, 0.5, 0.7]))
@settings(max_examples=120, deadline=None)
def test_a_change_opens_what_the_changed_profile_finds_open(person, vacancies, similar, bar):
    index = RankingIndex(relations_of(similar, {}), today=some.TODAY)
    index.put(person)
    for vacancy in vacancies:
        index.put_vacancy(vacancy)

    def open_to(profile):
        ranking = index.rank_vacancies(profile, 100)
        return {id for id, score in zip(ranking.ids.tolist(), ranking.scores, strict=True) if score >= bar}

    now = open_to(person)
    changes = what_would_help(index, 7, bar=bar, k=1000)
    for change in changes:
        assert set(change.what.facts) == set(CHANGE_CODES[change.what.code])
        assert set(change.opens) == open_to(changed(person, change.what)) - now
    assert [(len(c.opens), c.gain) for c in changes] == sorted(((len(c.opens), c.gain) for c in changes), reverse=True)


def test_the_nearest_changes_are_named():
    erbil, soran = Place(36.19, 44.01, "IQ-AR", "IQ"), Place(36.65, 44.54, "IQ-AR", "IQ")
    index = RankingIndex(today=some.TODAY)
    index.put(
        SeekerProfile(
            7, skills=(HeldSkill("skill:a"),), languages={"eng": 2}, place=soran, radius_km=20, experience_years=5
        )
    )
    index.put_vacancy(
        VacancyProfile(
            1,
            skills=(RequiredSkill("skill:a"), RequiredSkill("skill:b")),
            languages=(RequiredLanguage("eng", 4),),
            place=erbil,
            experience_years=1,
        )
    )
    changes = what_would_help(index, 7, 1, bar=0.4)
    found = {(change.what.code, *change.what.facts.values()): change for change in changes}
    assert found["change.improve_language", "eng", 3].opens == (1,)
    assert ("change.learn_skill", "skill:b") not in found  # the language would still stand in the way
    assert index.excluded(1)[0][0] == 7


@given(some.seekers(st.just(7)), offers)
@settings(max_examples=100, deadline=None)
def test_only_what_is_unknown_and_asked_for_is_a_question(person, vacancies):
    index = RankingIndex(today=some.TODAY)
    index.put(person)
    for vacancy in vacancies:
        index.put_vacancy(vacancy)
    ranking = index.rank_vacancies(7, 100)
    questions = advice.questions(index, 7)
    assert bool((ranking.coverage < 1 - 1e-9).any()) >= bool(questions)
    assert all(question.about.code in advice.QUESTION_CODES for question in questions)
    assert all(0 <= question.swing <= 1 for question in questions)
    assert advice.next_question(index, 7) == (questions[0] if questions else None)


ANSWERS = {
    "ask.experience": [{"experience_years": 0.0}, {"experience_years": 50.0}],
    "ask.education": [{"education": 0}, {"education": 8}],
    "ask.skills": [{"skills": ()}, {"skills": tuple(HeldSkill(skill) for skill in some.SKILLS)}],
    "ask.remote": [{"remote": True}, {"remote": False}],
    "ask.contract": [{"contracts": frozenset()}, {"contracts": frozenset(some.CONTRACTS)}],
}


@given(some.seekers(st.just(7)), some.vacancies().map(lambda vacancy: replace(vacancy, open=True)))
@settings(max_examples=150, deadline=None)
def test_the_swing_is_the_distance_between_the_best_and_the_worst_answer(person, vacancy):
    index = RankingIndex(today=some.TODAY)
    index.put(person)
    index.put_vacancy(vacancy)
    for question in advice.questions(index, 7):
        if question.about.code in ANSWERS:
            scores = [index.explain(replace(person, **answer), 1).score for answer in ANSWERS[question.about.code]]
            limit = abs(scores[0] - scores[1])
            if question.about.code in {"ask.experience", "ask.education"}:  # education 0 may be near enough to 1
                assert question.swing >= limit - 1e-9
            else:
                assert question.swing == pytest.approx(limit)


@given(some.seekers(st.just(7)), offers, some.similarities, st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_a_short_list_of_changes_begins_like_the_long_one(person, vacancies, similar, k):
    index = RankingIndex(relations_of(similar, {}), today=some.TODAY)
    index.put(person)
    for vacancy in vacancies:
        index.put_vacancy(vacancy)
    assert what_would_help(index, 7, bar=0.5, k=k) == what_would_help(index, 7, bar=0.5, k=1000)[:k]
