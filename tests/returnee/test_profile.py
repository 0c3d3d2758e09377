"""A person corrects, agrees, leaves, takes along and erases."""

import io
import json
from datetime import date, timedelta

import pypdf
import pytest
from sqlalchemy import func, inspect, select

from jobmatch.services import erasure
from models import (
    Account,
    Base,
    Consent,
    ConsentPurpose,
    Evidence,
    FollowUp,
    JobSeeker,
    JobSeekerSkill,
    JobSeekerState,
    Note,
    PersonRequest,
    ProfileChange,
    ReferralState,
    RequestKind,
    StateEvent,
    Withdrawal,
)

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


def test_facts_of_identity_are_asked_of_the_office(returnee, session):
    mine = returnee(name_latin="Rojin Ali")
    assert mine.client.post("/my/correction", data={"field": "state", "words": "x"}).status_code == 422
    assert mine.client.post("/my/correction", data={"field": "name", "words": "Rojîn Elî"}).status_code == 303
    [asked] = session.scalars(select(PersonRequest)).all()
    assert (asked.kind, asked.field, asked.text) == (RequestKind.CORRECTION, "name", "Rojîn Elî")
    session.refresh(mine.person)
    assert mine.person.name_latin == "Rojin Ali"


def agreed(session, person):
    return set(
        session.scalars(
            select(Consent.purpose).where(Consent.job_seeker_id == person.id, Consent.withdrawn_on.is_(None))
        )
    )


def test_withdrawing_a_consent_shows_its_effect_first_and_happens_at_once(returnee, session, make):
    mine = returnee()
    referral = make.referral(
        job_seeker=mine.person, vacancy=make.vacancy(title="Hall builder"), state=ReferralState.SENT
    )
    session.commit()
    page = mine.client.get("/my/consents/employers").text
    assert "Hall builder" in page
    assert "costs you no assistance" in page
    mine.client.post("/my/consents/employers/withdrawal")
    session.refresh(referral)
    assert referral.state is ReferralState.WITHDRAWN
    assert ConsentPurpose.EMPLOYERS not in agreed(session, mine.person)
    assert mine.person.state is JobSeekerState.ACTIVE


def test_a_consent_is_given_online_in_the_language_of_the_page(returnee, session):
    mine = returnee(consents=False)
    mine.client.post("/my/consents/matching/giving")
    [consent] = session.scalars(select(Consent)).all()
    assert (consent.given.value, consent.language, consent.purpose) == ("online", "en", ConsentPurpose.MATCHING)


@pytest.mark.parametrize("purpose", ["guardian", "partner_feedback", "anything"])
def test_consents_that_are_not_theirs_to_give_do_not_exist(returnee, purpose):
    assert returnee().client.post(f"/my/consents/{purpose}/giving").status_code == 404


def test_leaving_shows_what_happens_needs_a_reason_and_can_be_undone(returnee, session, make):
    mine = returnee()
    referral = make.referral(job_seeker=mine.person, state=ReferralState.SENT)
    session.commit()
    assert "1 open referral ends" in mine.client.get("/my/withdrawal").text
    assert mine.client.post("/my/withdrawal").status_code == 422
    assert mine.client.post("/my/withdrawal", data={"reason": "family"}).status_code == 303
    session.expire_all()
    assert mine.person.state is JobSeekerState.WITHDRAWN
    assert "You can undo it until" in mine.client.get("/my/").text
    assert mine.client.post("/my/withdrawal/undo").status_code == 303
    session.expire_all()
    assert mine.person.state is JobSeekerState.ACTIVE
    assert ConsentPurpose.EMPLOYERS in agreed(session, mine.person)
    assert referral.state is ReferralState.WITHDRAWN


def test_after_fourteen_days_it_cannot_be_undone_here(returnee, session):
    mine = returnee()
    mine.client.post("/my/withdrawal", data={"reason": "family"})
    withdrawal = session.scalars(select(Withdrawal)).one()
    withdrawal.at -= timedelta(days=15)
    session.commit()
    assert "speak with your office" in mine.client.get("/my/").text
    assert mine.client.post("/my/withdrawal/undo").status_code == 409


def test_the_download_holds_everything_but_what_others_wrote(returnee, session, make):
    mine = returnee(name_latin="Rojin Ali", phone="+9647501234567", host_country="BE")
    session.add(Note(job_seeker=mine.person, text="She was afraid of her uncle."))
    make.referral(job_seeker=mine.person, state=ReferralState.SENT, message="A good one.", score=0.77)
    session.commit()
    held = json.loads(mine.client.get("/my/data.json").text)
    assert held["person"]["name_latin"] == "Rojin Ali"
    assert held["person"]["host_country"] == "BE"
    assert len(held["consents"]) == 3
    assert held["referrals"][0]["state"] == "sent"
    assert any(item["pieces"] == 1 for item in held["withheld"])
    written = json.dumps(held)
    assert "uncle" not in written
    assert "A good one" not in written
    assert "0.77" not in written


def test_every_column_about_a_person_is_in_the_download_or_left_out_on_purpose(returnee, session):
    from jobmatch.services.portability import NOT_OURS_TO_TELL

    held = json.loads(returnee().client.get("/my/data.json").text)
    columns = {column.key for column in inspect(JobSeeker).columns}
    assert columns - NOT_OURS_TO_TELL <= set(held["person"])


def pages(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_the_skills_profile_is_a_pdf_with_both_scripts_that_says_what_is_withheld(returnee, session):
    mine = returnee(name_latin="Rojin Ali", name_native="ڕۆژین عەلی", education=3)
    session.add(JobSeekerSkill(job_seeker=mine.person, text="welding", level=4, evidence=Evidence.CERTIFICATE))
    session.add(Note(job_seeker=mine.person, text="Secret of the officer"))
    session.commit()
    answer = mine.client.get("/my/skills-profile.pdf")
    assert answer.mimetype == "application/pdf"
    text = pages(answer.data)
    for shown in ("Rojin Ali", "welding", "level 4 of 5", "Certificate", "ISCED 3", "Withheld"):
        assert shown in text
    assert "ڕ" in text or "ﮊ" in text or "ژ" in text
    assert "Secret" not in text


def test_asking_for_erasure_can_be_taken_back(returnee, session):
    mine = returnee()
    assert mine.client.post("/my/data/erasure").status_code == 303
    assert mine.client.post("/my/data/erasure").status_code == 409
    assert mine.client.post("/my/data/erasure/taking-back").status_code == 303
    [asked] = session.scalars(select(PersonRequest)).all()
    assert asked.outcome == "taken_back"


FACTS = {
    "name_latin": "Zmarker Latin",
    "name_native": "زمارکەر",
    "name_key": "zmarker key",
    "phone": "+9647509998877",
    "email": "zmarker@example.org",
    "address": "Zmarker street",
    "birth_on": date(1990, 7, 1),
    "birth_precision": "year",
    "summary": "Zmarker summary",
    "raw_intake": {"Zmarker": "raw"},
    "education_text": "Zmarker school",
    "place_text": "Zmarker town",
}


def everything_in(session):
    """Every text of every table, but the audit, which holds no values."""
    found = []
    for table in Base.metadata.sorted_tables:
        found += [str(value) for row in session.execute(select(table)) for value in row if value is not None]
    return " ".join(found).lower()


def test_erasure_leaves_nothing_of_the_person_but_what_the_figures_count(returnee, session, make):
    mine = returnee(host_country="BE", gender="female", governorate="IQ-AR", **FACTS)
    person_id = mine.person.id
    session.add(Note(job_seeker=mine.person, text="Zmarker note"))
    session.add(JobSeekerSkill(job_seeker=mine.person, text="Zmarker skill"))
    session.add(
        StateEvent(noun="job_seeker", row_id=person_id, to_state="active", note="Zmarker called", actor="officer")
    )
    referral = make.referral(job_seeker=mine.person, state=ReferralState.SENT, message="Zmarker is good")
    session.commit()
    mine.client.post("/my/correction", data={"field": "name", "words": "Zmarker Other"})
    mine.client.post("/my/profile/education", data={"version": mine.person.version, "summary": "Zmarker new"})
    session.expire_all()
    erasure.erase_job_seeker(session, mine.person, by=make.officer(), on=date(2026, 6, 1))
    session.commit()
    assert "zmarker" not in everything_in(session)
    assert "9998877" not in everything_in(session)
    person = session.get(JobSeeker, person_id)
    assert (person.host_country, person.gender, person.governorate) == ("BE", "female", "IQ-AR")
    assert (person.state, referral.state) == (JobSeekerState.CLOSED, ReferralState.WITHDRAWN)
    assert session.scalar(select(func.count()).where(Account.job_seeker_id == person_id)) == 0
    assert mine.client.get("/my/profile").status_code == 302


def test_an_erasure_is_carried_out_by_the_office_after_typing_the_reference(returnee, session, make, sign_in):
    mine = returnee()
    mine.client.post("/my/data/erasure")
    [asked] = session.scalars(select(PersonRequest)).all()
    officer = sign_in(make.officer())
    session.commit()
    address = f"/officer/requests/{asked.id}/erasure"
    assert officer.get(f"/officer/requests/{asked.id}").status_code == 200
    assert officer.post(address, data={"reference": "ERB-0"}).status_code == 422
    assert officer.post(address, data={"reference": mine.person.case_reference}).status_code == 303
    session.expire_all()
    assert mine.person.erased_on is not None
    assert officer.post(address, data={"reference": mine.person.case_reference}).status_code == 422


def test_another_office_cannot_erase(returnee, session, make, sign_in):
    mine = returnee()
    mine.client.post("/my/data/erasure")
    [asked] = session.scalars(select(PersonRequest)).all()
    stranger = sign_in(make.officer(office=make.office()))
    session.commit()
    assert stranger.post(f"/officer/requests/{asked.id}/erasure").status_code == 404


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
