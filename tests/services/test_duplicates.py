"""Two records that may be one person."""

from datetime import date

import pytest
from sqlalchemy import func, select

from jobmatch.errors import Conflict
from jobmatch.services import duplicates
from jobmatch.services.transitions import history
from models import (
    Consent,
    ConsentPurpose,
    DuplicateState,
    FormerReference,
    JobSeeker,
    JobSeekerOccupation,
    JobSeekerSkill,
    Note,
    NoticePreference,
    PossibleDuplicate,
    Referral,
    ReferralState,
)


@pytest.fixture
def pair(make):
    first = make.job_seeker(name_latin="Azad Karim", phone="+9647501234567", registered_on=date(2026, 3, 1))
    second = make.job_seeker(name_latin="Azad Kareem", email="azad@example.org", address="Ankawa", consents=False,
                             registered_on=date(2026, 2, 1), raw_intake={"note": "x"})  # fmt: skip
    return make.add(PossibleDuplicate(first=first, second=second, score=0.9, evidence=["similar_name"]))


def test_a_merge_keeps_every_fact_and_both_references(session, make, pair):
    first, second = pair.first, pair.second
    reference, other_id = second.case_reference, second.id
    make.add(JobSeekerSkill(job_seeker=first, concept="skill:arc-welding", level=2))
    make.add(JobSeekerSkill(job_seeker=second, concept="skill:arc-welding", level=4))
    make.add(JobSeekerSkill(job_seeker=second, concept="skill:plumbing"))
    make.add(JobSeekerOccupation(job_seeker=first, concept="occupation:welder", held=True, wanted=False))
    make.add(JobSeekerOccupation(job_seeker=second, concept="occupation:welder", held=False, wanted=True))
    make.add(Note(job_seeker=second, text="came by"))
    make.consent(job_seeker=second, purpose=ConsentPurpose.PARTNER_FEEDBACK)
    referral = make.referral(job_seeker=second, state=ReferralState.SENT)
    kept = duplicates.merge_pair(session, pair, keep_id=first.id, by=make.officer())
    session.expire_all()
    assert session.get(JobSeeker, other_id) is None
    assert (kept.name_latin, kept.phone, kept.email, kept.address) == (
        "Azad Karim", "+9647501234567", "azad@example.org", "Ankawa",
    )  # fmt: skip
    assert kept.registered_on == date(2026, 2, 1)
    assert kept.raw_intake["note"] == "x"
    assert kept.raw_intake[f"merged {reference}"] == {"name_latin": "Azad Kareem"}
    assert {row.concept: row.level for row in kept.skills} == {"skill:arc-welding": 4, "skill:plumbing": None}
    assert [(row.held, row.wanted) for row in kept.occupations] == [(True, True)]
    assert session.scalar(select(Note.job_seeker_id)) == kept.id
    assert session.get(Referral, referral.id).job_seeker_id == kept.id
    assert ConsentPurpose.PARTNER_FEEDBACK in {row.purpose for row in kept.consents}
    assert (
        session.scalar(select(FormerReference.job_seeker_id).where(FormerReference.reference == reference)) == kept.id
    )
    assert history(session, kept)[-1].note == f"Merged with {reference}"


def test_what_would_stand_twice_stands_once(session, make, pair):
    vacancy, third = make.vacancy(), make.job_seeker()
    for person in (pair.first, pair.second):
        make.referral(job_seeker=person, vacancy=vacancy)
        first, second = sorted((person, third), key=lambda row: row.id)
        make.add(PossibleDuplicate(first=first, second=second, score=0.7))
    make.consent(job_seeker=pair.second, purpose=ConsentPurpose.MATCHING, given_on=date(2026, 1, 1))
    kept = duplicates.merge_pair(session, pair, keep_id=pair.first_id, by=make.officer())
    states = session.scalars(select(Referral.state).where(Referral.job_seeker_id == kept.id)).all()
    assert sorted(states) == ["proposed", "withdrawn"]
    assert session.scalar(select(func.count()).select_from(PossibleDuplicate)) == 1
    in_force = select(Consent.given_on).where(
        Consent.job_seeker_id == kept.id, Consent.purpose == ConsentPurpose.MATCHING, Consent.withdrawn_on.is_(None)
    )
    assert session.scalars(in_force).all() == [date(2026, 1, 1)]


@pytest.mark.parametrize("choosers", ["both", "other"])
def test_how_somebody_wants_to_be_told_survives_a_merge_once(session, make, pair, choosers):
    people = {pair.first: "none", pair.second: "email"} if choosers == "both" else {pair.second: "email"}
    for person, way in people.items():
        make.add(NoticePreference(job_seeker_id=person.id, ways={"offers": way}))
    kept = duplicates.merge_pair(session, pair, keep_id=pair.first_id, by=make.officer())
    row = session.scalars(select(NoticePreference)).one()
    assert (row.job_seeker_id, row.ways["offers"]) == (kept.id, "none" if choosers == "both" else "email")


def test_two_people_stay_two_people(session, make, pair):
    duplicates.say_two_people(session, pair, by=make.officer())
    assert pair.state is DuplicateState.DISTINCT
    assert session.get(JobSeeker, pair.second_id) is not None
    with pytest.raises(Conflict):
        duplicates.say_two_people(session, pair, by=make.officer())


def test_records_of_two_offices_are_not_merged(session, make):
    with pytest.raises(Conflict):
        duplicates.merge_people(session, make.job_seeker(), make.job_seeker(office=make.office()), by=make.officer())
