"""A person takes along and erases."""

import io
import json
from datetime import date

import pypdf
from sqlalchemy import func, inspect, select

from jobmatch.services import erasure
from models import (
    Account,
    Base,
    Evidence,
    JobSeeker,
    JobSeekerSkill,
    JobSeekerState,
    Note,
    PersonRequest,
    ReferralState,
    StateEvent,
)


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
