from datetime import date

import numpy as np
import pytest

from matching.criteria import PRIOR, REASON_CODES
from matching.index import RankingIndex, UnknownVacancy
from matching.profiles import HeldSkill, Place, RequiredLanguage, RequiredSkill, SeekerProfile, VacancyProfile
from matching.relations import Relations
from matching.weights import InvalidWeights

ERBIL = Place(36.19, 44.01, "IQ-AR", "IQ")
DUHOK = Place(36.87, 42.99, "IQ-DA", "IQ")
TODAY = date(2026, 11, 23)


@pytest.fixture
def index():
    index = RankingIndex(Relations([("skill:welding", "skill:soldering", 0.7)]), today=TODAY)
    index.put(
        SeekerProfile(
            1, skills=(HeldSkill("skill:welding"),), languages={"eng": 4}, place=ERBIL, radius_km=20, experience_years=4
        )
    )
    index.put(SeekerProfile(2, skills=(HeldSkill("skill:soldering"),), languages={"eng": 3}, place=DUHOK, radius_km=20))
    index.put(SeekerProfile(3, skills=(HeldSkill("skill:welding"),), languages={"eng": 0}, place=ERBIL, radius_km=20))
    index.put(SeekerProfile(4))
    index.put_vacancy(
        VacancyProfile(
            9,
            skills=(RequiredSkill("skill:welding"),),
            languages=(RequiredLanguage("eng", 4),),
            place=ERBIL,
            experience_years=2,
        )
    )
    return index


def test_the_best_come_first_and_the_unasked_stay_in(index):
    ranking = index.rank(9)
    assert ranking.ids.tolist() == [1, 2, 4]
    assert ranking.scores[0] == pytest.approx(1.0)
    assert ranking.scores[2] == pytest.approx(PRIOR)
    assert ranking.coverage[2] == 0
    assert (ranking.considered, ranking.excluded) == (3, 1)


def test_a_missing_language_excludes_with_its_reason(index):
    ((seeker, reasons),) = index.excluded(9)
    assert seeker == 3
    assert [(reason.code, reason.facts) for reason in reasons] == [
        ("language.missing", {"language": "eng", "required": 4})
    ]


def test_an_override_waives_the_rule_and_a_service_exclusion_does_not_yield(index):
    assert 3 in index.rank(9, override=[3]).ids
    assert 3 not in index.rank(9, override=[3], exclude=[3]).ids


def test_only_those_the_reader_may_see_are_ranked(index):
    assert index.rank(9, among=np.array([2, 77])).ids.tolist() == [2]


def test_a_removed_job_seeker_is_in_no_ranking(index):
    index.remove(1)
    assert 1 not in index.rank(9).ids


def test_every_reason_given_is_registered_with_its_facts(index):
    for seeker in (1, 2, 3, 4):
        explanation = index.explain(seeker, 9)
        for reason in (*explanation.exclusions, *(r for part in explanation.parts for r in part.reasons)):
            assert set(reason.facts) == set(REASON_CODES[reason.code])


def test_vacancies_are_ranked_for_a_person(index):
    index.put_vacancy(VacancyProfile(10, open=False))
    assert index.rank_vacancies(1).ids.tolist() == [9]


def test_what_cannot_be_ranked_is_refused(index):
    with pytest.raises(UnknownVacancy):
        index.rank(404)
    with pytest.raises(InvalidWeights):
        index.rank(9, weights={"gender": 1})
