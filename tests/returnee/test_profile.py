"""A person corrects their profile, asks, rates, is printed an invitation, and registers."""

from datetime import date

import pytest
from sqlalchemy import select

from models import (
    ConsentPurpose,
    Evidence,
    FollowUp,
    JobSeeker,
    JobSeekerSkill,
    JobSeekerState,
    PersonRequest,
    ProfileChange,
    ReferralState,
    RequestKind,
)
from tests.returnee.consents import agreed

PARTS = ("skills", "occupations", "languages", "experiences", "education", "place", "conditions")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_profile_can_be_opened_and_saved_as_it_is(returnee, session, part):
    mine = returnee()
    assert mine.client.get(f"/my/profile/{part}").status_code == 200
    assert mine.client.post(f"/my/profile/{part}", data={"version": mine.person.version}).status_code == 303
    assert session.scalars(select(ProfileChange)).all() == []


def test_a_correction_is_saved_with_what_stood_before(returnee, session):
    mine = returnee(radius_km=10.0)
    data = {"version": mine.person.version, "radius_km": "25", "abroad": "false"}
    assert mine.client.post("/my/profile/place", data=data).status_code == 303
    session.refresh(mine.person)
    assert (mine.person.radius_km, mine.person.abroad, mine.person.remote) == (25, False, None)
    changes = {row.field: (row.before, row.after, row.by_id) for row in session.scalars(select(ProfileChange))}
    assert changes == {"radius_km": (10, 25, mine.account.id), "abroad": (None, False, mine.account.id)}


def test_the_office_reads_what_was_corrected_and_another_office_does_not(returnee, make, session, sign_in):
    mine = returnee(summary="I built halls.")
    rows = {"skills_0_text": "welding", "skills_0_level": "3"}
    mine.client.post("/my/profile/skills", data={"version": mine.person.version, **rows})
    session.refresh(mine.person)
    mine.client.post("/my/profile/education", data={"version": mine.person.version, "summary": "I built bridges."})
    officer, stranger = sign_in(make.officer()), sign_in(make.officer(office=make.office()))
    session.commit()
    address = f"/officer/job-seekers/{mine.person.id}/corrections"
    page = officer.get(address).text
    for word in ("I built halls.", "I built bridges.", "welding"):
        assert word in page
    assert stranger.get(address).status_code == 404


def test_a_form_filled_in_on_an_older_state_is_refused(returnee):
    mine = returnee()
    assert mine.client.post("/my/profile/place", data={"version": 99, "radius_km": "25"}).status_code == 409


def test_errors_stand_beside_the_field(returnee, session):
    mine = returnee()
    answer = mine.client.post("/my/profile/place", data={"version": mine.person.version, "radius_km": "far"})
    assert answer.status_code == 422
    assert 'id="radius_km-error"' in answer.text
    session.refresh(mine.person)
    assert mine.person.radius_km is None


def test_nobody_gives_themselves_a_proof_and_a_proof_stays_with_its_skill(returnee, session):
    mine = returnee()
    session.add(JobSeekerSkill(job_seeker=mine.person, text="welding", level=3, evidence=Evidence.TESTED))
    session.commit()
    session.refresh(mine.person)
    rows = {"skills_0_text": "welding", "skills_0_level": "3", "skills_1_text": "sewing", "skills_1_evidence": "tested"}
    mine.client.post("/my/profile/skills", data={"version": mine.person.version, **rows})
    session.expire_all()
    assert {skill.text: skill.evidence for skill in mine.person.skills} == {
        "welding": Evidence.TESTED,
        "sewing": Evidence.STATED,
    }


@pytest.mark.parametrize("concept", ["Call me: 0750 123 4567", "skill:arc-welding", "a\x1fb"])
def test_a_concept_that_is_no_occupation_is_not_taken_from_a_form(returnee, session, concept):
    """Concepts are shown to employers before the name is, and the ranking counts on them."""
    mine = returnee()
    row = {"text": "Welder", "was": "Welder", "concept": concept, "role": "held"}
    sent = {f"occupations_0_{name}": value for name, value in row.items()}
    assert mine.client.post("/my/profile/occupations", data=sent).status_code == 303
    session.expire_all()
    [found] = mine.person.occupations
    assert found.concept != concept
    assert found.coded_text is not None  # its words were coded instead


def test_facts_of_identity_are_asked_of_the_office(returnee, session):
    mine = returnee(name_latin="Rojin Ali")
    assert mine.client.post("/my/correction", data={"field": "state", "words": "x"}).status_code == 422
    assert mine.client.post("/my/correction", data={"field": "name", "words": "Rojîn Elî"}).status_code == 303
    [asked] = session.scalars(select(PersonRequest)).all()
    assert (asked.kind, asked.field, asked.text) == (RequestKind.CORRECTION, "name", "Rojîn Elî")
    session.refresh(mine.person)
    assert mine.person.name_latin == "Rojin Ali"


def test_an_answer_of_the_office_is_read_by_the_person(returnee, session, make, sign_in):
    mine = returnee()
    mine.client.post("/my/data/withheld")
    [asked] = session.scalars(select(PersonRequest)).all()
    officer = sign_in(make.officer())
    session.commit()
    assert officer.get("/officer/requests").status_code == 200
    officer.post(f"/officer/requests/{asked.id}/answer", data={"outcome": "done", "answer": "Come on Sunday."})
    assert "Come on Sunday." in mine.client.get("/my/data").text


def test_the_person_rates_the_work_and_the_officer_still_closes_the_follow_up(returnee, session, make):
    from jobmatch.services.placements import place_job_seeker

    mine = returnee()
    referral = make.referral(job_seeker=mine.person, state=ReferralState.OFFERED)
    placement = place_job_seeker(session, referral, by=make.officer(), started_on=date(2026, 1, 1))
    session.commit()
    first = session.scalars(select(FollowUp).where(FollowUp.placement_id == placement.id, FollowUp.months == 1)).one()
    address = f"/my/employment/{first.id}"
    assert "How is your work?" in mine.client.get("/my/").text
    assert mine.client.get(address).status_code == 200
    assert mine.client.post(address, data={"seeker_rating": "11", "still_employed": "true"}).status_code == 422
    mine.client.post(address, data={"seeker_rating": "8", "still_employed": "true", "seeker_words": "Good."})
    session.refresh(first)
    assert (first.seeker_rating, first.still_employed, first.state.value) == (8, True, "due")


def test_an_officer_prints_an_invitation_that_works(app, session, make, sign_in):
    import re

    person = make.job_seeker(birth_on=date(1990, 7, 1), birth_precision="year")
    nobody = make.job_seeker()
    officer = sign_in(make.officer())
    session.commit()
    assert officer.get(f"/officer/job-seekers/{person.id}/invitation").status_code == 200
    paper = officer.post(f"/officer/job-seekers/{person.id}/invitation").text
    assert person.name not in re.sub(r"<header.*?</header>|page-pretitle.*?</div>", "", paper, flags=re.S)
    address = re.search(r"/my/invitation/[\w-]+", paper).group()
    assert app.test_client().post(address, data={"fact": "1990"}).status_code == 303
    assert officer.post(f"/officer/job-seekers/{nobody.id}/invitation").status_code == 422


def test_registering_waits_for_an_officer(client, session, make):
    make.programme()
    office = make.office()
    session.commit()
    data = {
        "name": "ڕۆژین عەلی",
        "office_id": office.id,
        "phone": "0750 123 4567",
        "matching": "true",
        "wanted": "welder",
    }
    assert client.get("/my/register").status_code == 200
    assert client.post("/my/register", data={**data, "phone": ""}).status_code == 422
    assert client.post("/my/register", data={**data, "phone": "12"}).status_code == 422
    assert client.post("/my/register", data=data).status_code == 201
    [person] = session.scalars(select(JobSeeker)).all()
    assert (person.state, person.name_native, person.phone) == (JobSeekerState.PENDING, "ڕۆژین عەلی", "+9647501234567")
    assert agreed(session, person) == {ConsentPurpose.MATCHING}
    assert [(row.text, row.wanted, row.held) for row in person.occupations] == [("welder", True, False)]
