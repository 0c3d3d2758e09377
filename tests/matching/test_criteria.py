"""One contract that every criterion keeps, and the one rule for what is unknown."""

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.criteria import ALL, BY_NAME, PRIOR, REASON_CODES, Context
from matching.index import RankingIndex
from matching.profiles import SeekerProfile, VacancyProfile
from matching.relations import Relations
from matching.results import CRITERIA
from matching.scoring import explain_pair
from matching.weights import DEFAULT, InvalidWeights, checked_weights
from tests.matching import strategies as some

CONTEXT = Context(Relations([(a, b, 0.5) for a, b in zip(some.SKILLS, some.SKILLS[1:], strict=False)]), some.TODAY)
person, vacancy = some.seekers(st.just(7)), some.vacancies()


def test_the_criteria_are_those_of_the_results_in_their_order():
    assert tuple(criterion.name for criterion in ALL) == CRITERIA == tuple(DEFAULT)
    assert sum(DEFAULT.values()) == pytest.approx(1)


@pytest.mark.parametrize("name", CRITERIA)
@given(person, vacancy)
@settings(max_examples=60)
def test_a_criterion_keeps_its_contract(name, person, vacancy):
    criterion = BY_NAME[name]
    if not criterion.asked(vacancy):
        return
    found = criterion.assess(person, vacancy, CONTEXT)
    assert 0 <= found.points <= 1
    assert 0 <= found.coverage <= 1
    assert (found.score is None) == (found.coverage == 0)
    assert found.points == criterion.points(person, vacancy, CONTEXT)
    assert found.points == pytest.approx((found.score or 0) * found.coverage + PRIOR * (1 - found.coverage))
    assert found.reasons
    for reason in (*found.reasons, *criterion.exclusions(person, vacancy)):
        assert reason.code.startswith(name)
        assert set(reason.facts) == set(REASON_CODES[reason.code])
    assert bool(criterion.unknowns(person, vacancy, CONTEXT)) == (found.coverage < 1)


@pytest.mark.parametrize("name", CRITERIA)
@given(vacancy)
@settings(max_examples=40)
def test_what_nobody_asked_neither_excludes_nor_scores(name, vacancy):
    criterion, nobody = BY_NAME[name], SeekerProfile(7)
    assert not criterion.exclusions(nobody, vacancy)
    if criterion.asked(vacancy) and vacancy.experience_years != 0:
        assert criterion.assess(nobody, vacancy, CONTEXT).score is None


@pytest.mark.parametrize("criterion", ALL)
def test_a_vacancy_that_asks_for_nothing_asks_no_criterion(criterion):
    assert not criterion.asked(VacancyProfile(1))


def test_a_profile_has_no_room_for_identity():
    assert {field.name for field in fields(SeekerProfile)} == {
        "id", "active", "skills", "occupations", "languages", "place", "radius_km", "governorates", "abroad", "remote",
        "experience_years", "education", "available_on", "pay_floor_monthly", "contracts", "licences",
    }  # fmt: skip


@given(person, vacancy)
@settings(max_examples=150)
def test_the_score_is_the_known_mean_by_coverage_and_the_prior_for_the_rest(person, vacancy):
    found = explain_pair(person, vacancy, DEFAULT, CONTEXT)
    if not found.parts:
        assert found.score == 0
        return
    known = sum(part.weight * part.coverage * (part.score or 0) for part in found.parts)
    assert found.score == pytest.approx(known + PRIOR * (1 - found.coverage))
    assert math.isclose(sum(part.weight for part in found.parts), 1)


@given(vacancy)
def test_an_empty_profile_scores_the_prior_so_it_neither_wins_nor_disappears(vacancy):
    found = explain_pair(SeekerProfile(7), vacancy, DEFAULT, CONTEXT)
    if found.parts and found.coverage == 0:
        assert found.score == pytest.approx(PRIOR)


@given(vacancy, st.integers(0, 40))
def test_an_answer_moves_a_person_up_exactly_if_it_is_better_than_the_prior(vacancy, years):
    vacancy = replace(vacancy, experience_years=10)
    before = explain_pair(SeekerProfile(7), vacancy, DEFAULT, CONTEXT).score
    after = explain_pair(SeekerProfile(7, experience_years=years), vacancy, DEFAULT, CONTEXT).score
    assert (after > before) == (min(1, years / 10) > PRIOR)


def test_a_dozen_empty_profiles_do_not_push_the_fit_from_the_top():
    index = RankingIndex(today=some.TODAY)
    asked = VacancyProfile(1, experience_years=4, education=3)
    for id in range(1, 13):
        index.put(SeekerProfile(id))
    index.put(SeekerProfile(50, experience_years=2.0, education=3))
    index.put(SeekerProfile(51, experience_years=0.0, education=0))
    assert index.rank(asked).ids.tolist() == [50, *range(1, 13), 51]


@pytest.mark.parametrize("wrong", [{"skills": -0.1}, {"skills": 1.1}, {"skills": math.nan}, {"age": 0.5}, {}])
def test_weights_outside_their_limits_are_refused(wrong):
    with pytest.raises(InvalidWeights):
        checked_weights(wrong)


def test_similarities_outside_their_limits_are_refused():
    with pytest.raises(ValueError, match="similarity"):
        Relations([("a", "b", 1.2)])


def test_only_the_twenty_nearest_skills_are_kept():
    relations = Relations(("a", f"b{n}", n / 100) for n in range(1, 40))
    assert list(relations.related("a").values()) == [10 * n for n in range(39, 19, -1)]
