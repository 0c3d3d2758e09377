"""Every code that can be shown has words."""

import inspect

import pytest

import models
from jobmatch import reasons, wording
from matching.criteria import REASON_CODES
from matching.results import CRITERIA
from models import ConsentPurpose


def test_every_enum_value_has_a_word():
    shown = [e for e in vars(models).values() if inspect.isclass(e) and e.__module__.startswith("models.enums.")]
    assert len(shown) > 40
    missing = [
        f"{enum.__name__}.{member.name}"
        for enum in shown
        for member in enum
        if member.value not in wording.ENUM_WORDS.get(enum, {})
    ]
    assert missing == []


def test_every_reason_code_of_the_ranking_has_words_and_no_other():
    assert set(reasons.WORDS) == set(REASON_CODES)
    assert set(reasons.CRITERION_WORDS) == set(CRITERIA)


EXAMPLES = {
    "skill": "skill:arc-welding", "through": "skill:arc-welding", "essential": True, "weight": 100, "held": 3,
    "required": 4, "similarity": 0.7, "occupation": "occupation:welder", "years": 3.0, "nearness": 0.6,
    "distance_km": 12.5, "radius_km": 20.0, "governorate": "IQ-AR", "missing": "place", "language": "eng",
    "available_on": None, "starts_on": None, "days_late": 4, "floor": 500.0, "offered": 450.0,
    "contract": "permanent", "licence": "licence:driving-b",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(REASON_CODES))
def test_a_reason_is_worded_from_its_facts_alone(app, code):
    from matching.results import Reason

    facts = {name: EXAMPLES[name] for name in REASON_CODES[code]}
    with app.test_request_context():
        assert reasons.in_words(Reason(code, facts))


def test_purposes_of_consent_are_told_apart(app):
    with app.test_request_context():
        assert len({str(wording.word(purpose)) for purpose in ConsentPurpose}) == len(ConsentPurpose)
