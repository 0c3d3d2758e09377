"""What the vocabulary learns: from officers who settle a text, and from skills that people hold together."""

from datetime import UTC, datetime

import pytest

from jobmatch.services import suggestions, taxonomy, taxonomy_vocabulary
from matching.vocabulary import builtin
from models import CodedText, CodingKind, CodingState, JobSeekerSkill

WORDS = "zorvex flambling engineer"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """A vocabulary and a folder of models of the test's own."""
    monkeypatch.setattr(taxonomy_vocabulary.Current, "loaded", None)
    monkeypatch.setattr(taxonomy_vocabulary.Current, "folder", tmp_path / "models")


def test_a_settled_text_is_used_for_texts_like_it(session, make):
    before = taxonomy.occupation_of(f"senior {WORDS}")
    make.add(
        CodedText(
            kind=CodingKind.OCCUPATION, text=WORDS, folded=WORDS, concept="occupation:welder",
            state=CodingState.SETTLED, settled_at=datetime(2026, 6, 1, tzinfo=UTC),
        )
    )  # fmt: skip
    taxonomy_vocabulary.refresh(session)
    assert before != "occupation:welder"
    found = taxonomy_vocabulary.loaded().occupations.code(f"senior {WORDS}")
    assert found[0].concept == "occupation:welder"


def test_skills_that_many_people_hold_together_become_related(session, make, tmp_path):
    pair = ("skill:teamwork", "skill:arc-welding")
    assert pair[1] not in taxonomy_vocabulary.loaded().relations.related(pair[0])
    for number in range(60):
        person = make.job_seeker()
        person.skills += [JobSeekerSkill(concept=concept) for concept in (pair if number < 30 else ("skill:email",))]
    session.flush()
    assert suggestions.learn_pairs(session, tmp_path / "models") > 0
    assert pair[1] in taxonomy_vocabulary.Loaded(builtin()).relations.related(pair[0])


def test_no_pair_is_kept_that_a_few_people_would_tell(session, make, tmp_path):
    for _ in range(5):
        make.job_seeker().skills += [JobSeekerSkill(concept="skill:teamwork"), JobSeekerSkill(concept="skill:email")]
    session.flush()
    assert suggestions.learn_pairs(session, tmp_path / "models") == 0


def test_nothing_is_learnt_from_nobody(session, tmp_path):
    assert suggestions.learn_pairs(session, tmp_path / "models") == 0
