"""Unsure words, possible duplicates, and consents of many, in the browser."""

from datetime import date

import pytest
from sqlalchemy import func, select

from models import (
    CodedText,
    CodingKind,
    CodingState,
    Consent,
    ConsentPurpose,
    JobSeeker,
    JobSeekerOccupation,
    PossibleDuplicate,
    Role,
)


@pytest.fixture
def browser(sign_in, make):
    return sign_in(make.officer())


@pytest.fixture
def coded(make):
    text = CodedText(kind=CodingKind.OCCUPATION, text="weldist", folded="weldist", state=CodingState.UNSURE,
                     alternatives=[["occupation:welder", 0.4], ["occupation:cook", 0.1]])  # fmt: skip
    make.add(JobSeekerOccupation(job_seeker=make.job_seeker(), text="weldist", coded_text=make.add(text)))
    return text


def test_an_unsure_word_is_settled_by_its_first_button(session, browser, coded):
    page = browser.get("/officer/codings").text
    assert 'data-key="1"' in page
    assert 'data-key="x"' in page
    answer = browser.post(f"/officer/codings/{coded.id}/settlement", data={"concept": "occupation:welder"})
    assert answer.status_code == 303
    session.expire_all()
    assert session.scalar(select(JobSeekerOccupation.concept)) == "occupation:welder"
    assert "weldist" not in browser.get("/officer/codings?kind=occupation").text.replace("“weldist”", "")
    assert "weldist" in browser.get("/officer/codings?state=settled").text


def test_another_concept_is_searched_for(browser, coded):
    found = browser.get(f"/officer/codings/{coded.id}?q=teacher").text
    assert "Teacher" in found or "teacher" in found
    assert 'value="occupation:' in found


def test_a_word_that_names_nothing_is_dismissed(session, browser, coded):
    browser.post(f"/officer/codings/{coded.id}/dismissal")
    session.expire_all()
    assert coded.state is CodingState.DISMISSED


def test_a_concept_that_is_none_is_refused(browser, coded):
    assert browser.post(f"/officer/codings/{coded.id}/settlement", data={"concept": "x"}).status_code == 422


@pytest.fixture
def pair(make):
    first, second = make.job_seeker(name_latin="Azad Karim"), make.job_seeker(name_latin="Azad Kareem")
    return make.add(PossibleDuplicate(first=first, second=second, score=0.87, evidence=["similar_name"]))


def test_a_pair_is_compared_and_merged(session, browser, pair):
    first_id, reference = pair.first_id, pair.second.case_reference
    assert "similar name" in browser.get("/officer/duplicates").text
    page = browser.get(f"/officer/duplicates/{pair.id}").text
    assert "Azad Kareem" in page
    data = {"keep": first_id, "version": pair.version}
    answer = browser.post(f"/officer/duplicates/{pair.id}/merge", data=data)
    assert answer.headers["Location"] == f"/officer/job-seekers/{first_id}"
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(JobSeeker)) == 1
    assert reference in browser.get(answer.headers["Location"]).text


def test_a_decision_on_a_stale_page_is_refused(browser, pair):
    data = {"keep": pair.first_id, "version": pair.version + 1}
    assert browser.post(f"/officer/duplicates/{pair.id}/merge", data=data).status_code == 409


def test_two_people_leave_the_list(browser, pair):
    browser.post(f"/officer/duplicates/{pair.id}/two-people")
    assert "Azad Kareem" not in browser.get("/officer/duplicates").text
    assert browser.post(f"/officer/duplicates/{pair.id}/two-people").status_code == 409


def test_another_offices_pair_is_not_found(make, sign_in, pair):
    stranger = sign_in(make.account(Role.OFFICER, office=make.office()))
    assert stranger.get(f"/officer/duplicates/{pair.id}").status_code == 404


def test_consents_of_a_counselling_day_are_recorded_in_one_step(session, make, browser):
    people = [make.job_seeker(consents=False) for _ in range(3)]
    elsewhere = make.job_seeker(office=make.office(), consents=False)
    assert people[0].name in browser.get("/officer/consents/new").text
    data = {"ids": [people[0].id, people[1].id, elsewhere.id], "purposes": ["matching", "fairs"], "given": "orally",
            "given_on": "2026-03-12"}  # fmt: skip
    assert browser.post("/officer/consents/new", data=data).status_code == 303
    rows = session.scalars(select(Consent)).all()
    assert {(row.job_seeker_id, row.purpose) for row in rows} == {
        (person.id, purpose) for person in people[:2] for purpose in (ConsentPurpose.MATCHING, ConsentPurpose.FAIRS)
    }
    assert {row.given_on for row in rows} == {date(2026, 3, 12)}
    page = browser.get("/officer/consents/new").text
    assert people[2].name in page
    assert people[0].case_reference not in page


@pytest.mark.parametrize("missing", ["ids", "purposes", "given", "given_on"])
def test_a_consent_needs_people_purposes_a_way_and_a_day(session, make, browser, missing):
    data = {
        "ids": [make.job_seeker(consents=False).id],
        "purposes": ["matching"],
        "given": "orally",
        "given_on": "2026-03-12",
    }
    del data[missing]
    assert browser.post("/officer/consents/new", data=data).status_code == 422
    assert session.scalar(select(func.count()).select_from(Consent)) == 0
