"""What officers do beside the ranking: counselling sessions, notes, tasks, and courses."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from jobmatch.services.transitions import check_version, move, record_event
from models import (
    Account,
    CounsellingSession,
    Enrolment,
    EnrolmentState,
    JobSeeker,
    Note,
    Task,
    TaskKind,
    TaskState,
    Visibility,
    utc_now,
)


def record_session(
    session: Session, person: JobSeeker, *, by: Account, held_on: date, today: date, summary: str, **values: Any
) -> CounsellingSession:
    """Write down a talk with a person. Flushes.

    Raises
    ------
    InvalidInput
        If the day lies in the future.
    """
    if held_on > today:
        raise InvalidInput({"held_on": [msg("A session that was held cannot lie in the future.")]})
    row = CounsellingSession(job_seeker=person, officer_id=by.id, held_on=held_on, summary=summary, **values)
    session.add(row)
    session.flush()
    return row


def write_note(
    session: Session, person: JobSeeker, *, by: Account, text: str, visibility: Visibility = Visibility.OFFICE
) -> Note:
    """Write a note on a case; it never leaves the service. Flushes."""
    note = Note(job_seeker=person, by_id=by.id, text=text, visibility=visibility)
    session.add(note)
    session.flush()
    return note


def add_task(
    session: Session,
    *,
    by: Account,
    title: str,
    due_on: date | None = None,
    person: JobSeeker | None = None,
    officer_id: int | None = None,
) -> Task:
    """Plan something to do, about a person or not, for oneself unless a colleague is named. Flushes."""
    office_id = person.office_id if person else by.office_id
    task = Task(title=title, due_on=due_on, job_seeker=person, office_id=office_id, officer_id=officer_id or by.id)
    session.add(task)
    record_event(session, task, was=None, by=by)
    return task


def plan_task(session: Session, person: JobSeeker, kind: TaskKind, *, due_on: date, **facts: Any) -> Task:
    """The service asks the case's officer to do something; pages word it from the code and its facts. Flushes."""
    task = Task(
        kind=kind,
        facts=facts,
        due_on=due_on,
        job_seeker=person,
        office_id=person.office_id,
        officer_id=person.officer_id,
    )
    session.add(task)
    record_event(session, task, was=None, by=None)
    return task


def settle_tasks(session: Session, person: JobSeeker, kind: TaskKind, *, by: Account | None, **facts: Any) -> None:
    """What the service asked for was done elsewhere: its open tasks about these facts are done with it. Flushes."""
    asked = select(Task).where(Task.job_seeker_id == person.id, Task.kind == kind, Task.state == TaskState.OPEN)
    for task in session.scalars(asked).all():
        if facts.items() <= (task.facts or {}).items():
            move(session, task, to=TaskState.DONE, by=by, done_at=utc_now())


def finish_task(session: Session, task: Task, *, by: Account, version: int | None = None) -> None:
    """It is done. Flushes."""
    check_version(task, version)
    move(session, task, to=TaskState.DONE, by=by, done_at=utc_now())


def reopen_task(session: Session, task: Task, *, by: Account, version: int | None = None) -> None:
    """It was not done after all. Flushes."""
    check_version(task, version)
    move(session, task, to=TaskState.OPEN, by=by, done_at=None)


def enrol(
    session: Session, person: JobSeeker, *, by: Account, started_on: date, ends_on: date | None = None, **values: Any
) -> Enrolment:
    """The person begins a course or training. Flushes.

    Raises
    ------
    InvalidInput
        If it would end before it begins.
    """
    if ends_on is not None and ends_on < started_on:
        raise InvalidInput({"ends_on": [msg("The end lies before the beginning.")]})
    row = Enrolment(job_seeker=person, started_on=started_on, ends_on=ends_on, state=EnrolmentState.ENROLLED, **values)
    session.add(row)
    record_event(session, row, was=None, by=by)
    return row


def end_enrolment(
    session: Session,
    row: Enrolment,
    *,
    to: EnrolmentState,
    by: Account,
    ended_on: date,
    certificate: str | None = None,
    note: str | None = None,
    version: int | None = None,
) -> None:
    """The course is completed, or the person left it early. Flushes.

    Raises
    ------
    InvalidInput
        If it would end before it began.
    InvalidTransition
        If it has ended already.
    """
    check_version(row, version)
    if ended_on < row.started_on:
        raise InvalidInput({"ended_on": [msg("The end lies before the beginning.")]})
    move(session, row, to=to, by=by, note=note, ended_on=ended_on, certificate=certificate)
