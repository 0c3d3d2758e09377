"""A person's page: what it shows, to whom, and what it asks first."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jobmatch.clock import today
from jobmatch.question_words import PARTS as PARTS_OF_ANSWERS
from jobmatch.question_words import QUESTIONS
from matching.advice import QUESTION_CODES
from models import (
    AuditAction,
    AuditEntry,
    Consent,
    Enrolment,
    EnrolmentKind,
    FormerReference,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    Note,
    ReferralState,
    Task,
    VacancyLanguage,
)
from tests.officer.person.pages import PARTS, url


def test_the_page_says_what_nobody_has_asked_and_is_written_down(client, make, session, person):
    page = client.get(url(person))
    assert page.status_code == 200
    assert page.text.count("not asked yet") > 12
    looks = session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.OPEN)).all()
    assert [(entry.kind, entry.row_ids) for entry in looks] == [("job_seeker", [person.id])]


def test_every_question_has_words_and_a_part_of_the_profile(app):
    assert set(QUESTIONS) == set(QUESTION_CODES)
    assert {code for codes in PARTS_OF_ANSWERS.values() for code in codes} < set(QUESTION_CODES)


def test_what_could_move_the_most_is_asked_first(client, make, session, person):
    asked = make.vacancy(title="Receptionist")
    asked.languages.append(VacancyLanguage(code="eng", level=4))
    asked.starts_on = date(2026, 12, 1)
    session.commit()
    page = client.get(url(person)).text
    assert "How well does the person speak English?" in page
    assert f'href="{url(person)}/edit/languages' in page.split("What to ask next")[1]
    person.languages.append(JobSeekerLanguage(code="eng", level=0))
    session.commit()
    assert "speak English?" not in client.get(url(person)).text


def test_the_references_of_merged_records_stand_in_the_history(client, make, session, person):
    make.add(FormerReference(reference="DHK-2025-00077", job_seeker_id=person.id))
    session.commit()
    assert "DHK-2025-00077" in client.get(url(person)).text.split("History")[1]


def test_the_page_shows_everything_that_hangs_on_the_case(client, make, session, officer, person):
    person.skills.append(JobSeekerSkill(concept="skill:arc-welding", text="لحام", level=4, years=9))
    person.occupations.append(JobSeekerOccupation(text="zwubbelenaar", wanted=True, held=False))
    person.languages.append(JobSeekerLanguage(code="nld", speaking=4))
    make.referral(job_seeker=person, vacancy=make.vacancy(title="Pipe welder"), state=ReferralState.SENT)
    make.add(Note(job_seeker=person, by_id=officer.id, text="Call after four."))
    make.add(Task(job_seeker=person, title="Ask for papers", office_id=person.office_id, officer_id=officer.id))
    make.add(
        Enrolment(job_seeker=person, kind=EnrolmentKind.VOCATIONAL, title="Phone repair", started_on=date(2026, 3, 1))
    )
    page = client.get(url(person)).text
    for words in (
        "لحام",
        "very good",
        "zwubbelenaar",
        "Dutch",
        "B2",
        "Pipe welder",
        "Call after four.",
        "Ask for papers",
    ):
        assert words in page, words
    assert "Phone repair" in page and "+964 750 123 4567" in page


@pytest.mark.parametrize("path", ["", *(f"/edit/{part}" for part in PARTS), "/withdrawal"])
def test_another_offices_person_does_not_exist(client, make, path):
    person = make.job_seeker(office=make.office())
    assert client.get(url(person) + path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        *(f"edit/{part}" for part in PARTS),
        *("confirmation", "registration", "closing", "reopening", "sessions", "notes", "tasks", "enrolments"),
        *("consents", "withdrawal", "withdrawal/undo"),
    ],
)
def test_nothing_can_be_written_about_another_offices_person(client, make, path):
    person = make.job_seeker(office=make.office())
    assert client.post(url(person, path), data={"reason": "other", "actor": "officer"}).status_code == 404


def test_rows_of_another_office_cannot_be_reached_by_their_own_number(client, make, session):
    person = make.job_seeker(office=make.office())
    consent = session.scalar(select(Consent).where(Consent.job_seeker_id == person.id))
    task = make.add(Task(title="Call", office_id=person.office_id))
    course = make.add(
        Enrolment(job_seeker=person, kind=EnrolmentKind.LANGUAGE, title="English", started_on=date(2026, 3, 1))
    )
    assert client.get(f"/officer/consents/{consent.id}/withdrawal").status_code == 404
    for path in (
        f"consents/{consent.id}/withdrawal",
        f"tasks/{task.id}/done",
        f"tasks/{task.id}/reopening",
        f"enrolments/{course.id}/end",
    ):
        assert client.post(f"/officer/{path}", data={"to": "left", "ended_on": "2026-04-01"}).status_code == 404, path
    assert consent.withdrawn_on is None


def test_names_and_words_are_escaped(client, make, officer):
    person = make.job_seeker(name_latin="<b>Bold</b>", name_native="<i>x</i>", place_text="<script>", summary="<u>")
    make.add(Note(job_seeker=person, by_id=officer.id, text="<img src=x>"))
    page = client.get(url(person)).text + client.get("/officer/job-seekers").text
    for raw in ("<b>Bold", "<i>x", "<script>", "<u>", "<img"):
        assert raw not in page.replace('<img class="navbar-brand-mark"', ""), raw


def test_the_day_in_the_list_is_relative_to_today(client, make):
    make.job_seeker(confirmed_on=today() - timedelta(days=3))
    assert "3 days ago" in client.get("/officer/job-seekers").text
