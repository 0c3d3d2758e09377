"""Unsure texts: settled once, followed by every row, remembered."""

import pytest
from sqlalchemy import select

from jobmatch.errors import InvalidInput
from jobmatch.services import codings, taxonomy
from models import (
    CodedText,
    CodingKind,
    CodingState,
    IndexChange,
    JobSeekerOccupation,
    JobSeekerSkill,
    Noun,
    VacancySkill,
)


@pytest.fixture
def coded(make):
    """A text that nobody understands."""
    return make.add(
        CodedText(
            kind=CodingKind.SKILL, text="zworbling", folded="zworbling", state=CodingState.UNSURE, alternatives=[]
        )
    )


def waiting(session):
    return session.scalars(codings.texts_to_settle(select(CodedText))).all()


def test_settling_changes_every_row_that_carries_the_text(session, make, coded):
    people = [make.job_seeker() for _ in range(3)]
    for person in people:
        make.add(JobSeekerSkill(job_seeker=person, text="zworbling", coded_text=coded))
    make.add(VacancySkill(vacancy=make.vacancy(), text="zworbling", coded_text=coded))
    session.execute(IndexChange.__table__.delete())
    assert waiting(session) == [coded]
    assert codings.settle_text(session, coded, "skill:ai-tools-use", by=make.officer()) == 4
    session.expire_all()
    assert {row.concept for row in session.scalars(select(JobSeekerSkill))} == {"skill:ai-tools-use"}
    assert session.scalar(select(VacancySkill.concept)) == "skill:ai-tools-use"
    changed = session.scalars(select(IndexChange.row_id).where(IndexChange.noun == Noun.JOB_SEEKER)).all()
    assert set(changed) >= {person.id for person in people}
    assert waiting(session) == []


def test_a_settled_text_is_remembered(session, make, coded):
    codings.settle_text(session, coded, "skill:ai-tools-use", by=make.officer())
    again = taxonomy.code_texts(session, CodingKind.SKILL, ["Zworbling "])
    assert again["Zworbling "].concept == "skill:ai-tools-use"


def test_who_has_the_concept_already_keeps_one_row_with_both_facts(session, make, coded):
    person = make.job_seeker()
    make.add(JobSeekerSkill(job_seeker=person, concept="skill:ai-tools-use", level=3))
    make.add(JobSeekerSkill(job_seeker=person, text="zworbling", coded_text=coded, years=5))
    codings.settle_text(session, coded, "skill:ai-tools-use", by=make.officer())
    session.expire_all()
    assert [(row.concept, row.level, row.years) for row in person.skills] == [("skill:ai-tools-use", 3, 5)]


def test_an_occupation_is_settled_for_people_and_vacancies(session, make):
    coded = make.add(
        CodedText(
            kind=CodingKind.OCCUPATION, text="weldist", folded="weldist", state=CodingState.UNSURE, alternatives=[]
        )
    )
    make.add(JobSeekerOccupation(job_seeker=make.job_seeker(), text="weldist", coded_text=coded))
    vacancy = make.vacancy(title="weldist", coded_text=coded)
    codings.settle_text(session, coded, "occupation:welder", by=make.officer())
    session.expire_all()
    assert (vacancy.occupation, vacancy.isco) == ("occupation:welder", "7212")
    assert session.scalar(select(JobSeekerOccupation.isco)) == "7212"


def test_a_place_is_settled_for_everybody_who_wrote_it(session, make):
    coded = make.add(
        CodedText(kind=CodingKind.PLACE, text="Hwlr", folded="hwlr", state=CodingState.UNSURE, alternatives=[])
    )
    person = make.job_seeker(place_text="HWLR")
    codings.settle_text(session, coded, "geonames:95446", by=make.officer())
    assert (person.place_key, person.governorate) == ("geonames:95446", "IQ-AR")


def test_a_text_that_names_nothing_stays_as_text(session, make, coded):
    row = make.add(JobSeekerSkill(job_seeker=make.job_seeker(), text="zworbling", coded_text=coded))
    codings.dismiss_text(session, coded, by=make.officer())
    assert (coded.state, row.concept, row.text) == (CodingState.DISMISSED, None, "zworbling")
    assert waiting(session) == []


def test_what_is_no_concept_is_refused(session, make, coded):
    for wrong in ("skill:nothing-of-the-kind", "occupation:welder"):
        with pytest.raises(InvalidInput):
            codings.settle_text(session, coded, wrong, by=make.officer())
