"""Sessions, notes, tasks and courses of a case."""

from datetime import date

import pytest
from sqlalchemy import select

from jobmatch.clock import today
from models import Enrolment, EnrolmentKind, EnrolmentState, Note, Task, TaskState, Visibility
from tests.officer.person.pages import saved, url


def test_sessions_notes_tasks_and_courses_are_added(client, session, officer, person):
    day = today().isoformat()
    for path, data in (
        ("sessions", {"kind": "intake", "held_on": day, "summary": "Wants to weld."}),
        ("notes", {"text": "Call after four.", "visibility": "office"}),
        ("tasks", {"title": "Ask for papers", "due_on": day}),
        ("enrolments", {"kind": "vocational", "title": "Phone repair", "started_on": day}),
    ):
        assert client.post(url(person, path), data=data).status_code == 303
    page = client.get(url(person)).text
    for words in ("Wants to weld.", "Call after four.", "Ask for papers", "Phone repair"):
        assert words in page
    assert session.scalar(select(Task.officer_id)) == officer.id


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("sessions", {"kind": "intake", "held_on": "2999-01-01", "summary": "x"}),
        ("sessions", {"kind": "intake", "held_on": "2026-01-01"}),
        ("notes", {"text": " ", "visibility": "office"}),
        ("tasks", {"title": ""}),
        ("enrolments", {"kind": "vocational", "title": "x", "started_on": "2026-02-02", "ends_on": "2026-01-01"}),
        ("consents", {"given": "orally", "given_on": "2026-01-01"}),
    ],
)
def test_what_cannot_be_added_is_said_on_the_page(client, person, path, data):
    answer = client.post(url(person, path), data=data)
    assert answer.status_code == 422 and "Something in the form cannot be used" in answer.text
    assert "Sherzad Karim" in answer.text


def test_a_note_for_the_case_is_read_by_its_officer_and_author_only(client, make, sign_in, officer, person):
    colleague = make.officer()
    person.officer_id = make.officer().id
    make.add(Note(job_seeker=person, by_id=officer.id, text="Only for the case.", visibility=Visibility.CASE))
    make.add(Note(job_seeker=person, by_id=officer.id, text="For the office."))
    assert "Only for the case." in client.get(url(person)).text  # the author
    page = sign_in(colleague).get(url(person)).text
    assert "For the office." in page and "Only for the case." not in page
    person.officer_id = colleague.id
    make.session.flush()
    assert "Only for the case." in sign_in(colleague).get(url(person)).text


def test_a_task_is_done_and_reopened_once_each(client, session, make, officer, person):
    task = make.add(Task(title="Call", office_id=person.office_id, officer_id=officer.id, job_seeker=person))
    seen = {"version": str(task.version)}
    assert client.post(f"/officer/tasks/{task.id}/done", data=seen).status_code == 303
    assert client.post(f"/officer/tasks/{task.id}/done", data=seen).status_code == 409
    assert saved(session, task).state is TaskState.DONE
    assert client.post(f"/officer/tasks/{task.id}/reopening").status_code == 303
    assert saved(session, task).state is TaskState.OPEN


def test_the_task_list_shows_own_and_the_offices(client, make, officer):
    make.add(Task(title="Mine to do", office_id=officer.office_id, officer_id=officer.id))
    make.add(Task(title="A colleague has it", office_id=officer.office_id, officer_id=make.officer().id))
    make.add(Task(title="Far away", office_id=make.office().id))
    own, all_of_office = client.get("/officer/tasks").text, client.get("/officer/tasks?whose=office").text
    assert "Mine to do" in own and "A colleague has it" not in own
    assert "A colleague has it" in all_of_office and "Far away" not in all_of_office
    assert client.post("/officer/tasks", data={"title": "About nobody"}).status_code == 303
    assert "About nobody" in client.get("/officer/tasks").text
    assert client.post("/officer/tasks", data={"title": ""}).status_code == 422


def test_a_course_is_completed_on_its_day(client, session, make, person):
    course = make.add(
        Enrolment(job_seeker=person, kind=EnrolmentKind.LANGUAGE, title="English", started_on=date(2026, 3, 1))
    )
    data = {"to": "completed", "ended_on": "2026-04-01", "certificate": "A2", "version": str(course.version)}
    assert client.post(f"/officer/enrolments/{course.id}/end", data=data).status_code == 303
    assert (saved(session, course).state, course.certificate) == (EnrolmentState.COMPLETED, "A2")
    assert client.post(f"/officer/enrolments/{course.id}/end", data=data).status_code == 409
    assert client.post(f"/officer/enrolments/{course.id}/end", data={"to": "enrolled"}).status_code == 422
