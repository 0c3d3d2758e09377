"""Sessions, notes, tasks and courses hang on a case."""

from datetime import date, timedelta

import pytest

from jobmatch.errors import InvalidInput, InvalidTransition, StaleVersion
from jobmatch.services import counselling, transitions
from models import EnrolmentKind, EnrolmentState, SessionKind, TaskState

DAY = date(2026, 6, 1)


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def course(session, make, officer):
    return counselling.enrol(
        session, make.job_seeker(), by=officer, started_on=DAY, kind=EnrolmentKind.VOCATIONAL, title="Phone repair"
    )


def test_a_session_is_the_officers_who_wrote_it(session, make, officer):
    row = counselling.record_session(
        session,
        make.job_seeker(),
        by=officer,
        held_on=DAY,
        today=DAY,
        summary="Wants to weld.",
        kind=SessionKind.INTAKE,
    )
    assert (row.officer_id, row.held_on) == (officer.id, DAY)


def test_a_session_cannot_have_been_held_tomorrow(session, make, officer):
    with pytest.raises(InvalidInput):
        counselling.record_session(
            session, make.job_seeker(), by=officer, held_on=DAY + timedelta(days=1), today=DAY, summary="..."
        )


def test_a_task_about_a_person_belongs_to_the_office_of_the_case(session, make, officer):
    person = make.job_seeker()
    task = counselling.add_task(session, by=officer, title="Call", person=person)
    assert (task.office_id, task.officer_id, task.state) == (person.office_id, officer.id, TaskState.OPEN)


def test_a_task_is_done_and_reopened_and_remembers_both(session, officer):
    task = counselling.add_task(session, by=officer, title="Call")
    counselling.finish_task(session, task, by=officer)
    assert task.done_at is not None
    counselling.reopen_task(session, task, by=officer)
    assert task.done_at is None
    assert [event.to_state for event in transitions.history(session, task)] == ["open", "done", "open"]


def test_a_task_that_a_colleague_finished_first_is_stale(session, officer):
    task = counselling.add_task(session, by=officer, title="Call")
    seen = task.version
    counselling.finish_task(session, task, by=officer, version=seen)
    session.flush()
    with pytest.raises(StaleVersion):
        counselling.finish_task(session, task, by=officer, version=seen)


def test_a_course_ends_once_with_its_certificate(session, officer, course):
    counselling.end_enrolment(
        session, course, to=EnrolmentState.COMPLETED, by=officer, ended_on=DAY, certificate="TVET 17"
    )
    assert (course.state, course.ended_on, course.certificate) == (EnrolmentState.COMPLETED, DAY, "TVET 17")
    with pytest.raises(InvalidTransition):
        counselling.end_enrolment(session, course, to=EnrolmentState.LEFT, by=officer, ended_on=DAY)


def test_a_course_does_not_end_before_it_begins(session, make, officer, course):
    with pytest.raises(InvalidInput):
        counselling.end_enrolment(session, course, to=EnrolmentState.LEFT, by=officer, ended_on=DAY - timedelta(days=1))
    with pytest.raises(InvalidInput):
        counselling.enrol(
            session,
            make.job_seeker(),
            by=officer,
            started_on=DAY,
            ends_on=DAY - timedelta(days=1),
            kind=EnrolmentKind.LANGUAGE,
            title="English",
        )
