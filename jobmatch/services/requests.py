"""What a job seeker asks of their office, and the office's answer."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, msg
from jobmatch.services.transitions import record_event
from models import (
    Account,
    Employer,
    JobSeeker,
    PersonRequest,
    RequestKind,
    RequestOutcome,
    Task,
    utc_now,
)

DAYS_TO_ANSWER = {
    RequestKind.CORRECTION: 7,
    RequestKind.ERASURE: 30,
    RequestKind.WITHHELD: 30,
    RequestKind.EMPLOYER_REPORT: 1,
}


def open_request(session: Session, person: JobSeeker, kind: RequestKind) -> PersonRequest | None:
    """A request of this kind that waits for its answer."""
    return session.scalar(
        select(PersonRequest).where(
            PersonRequest.job_seeker_id == person.id, PersonRequest.kind == kind, PersonRequest.closed_at.is_(None)
        )
    )


def make_request(
    session: Session,
    person: JobSeeker,
    kind: RequestKind,
    *,
    today: date,
    text: str | None = None,
    field: str | None = None,
    employer: Employer | None = None,
) -> PersonRequest:
    """Ask the office for something; its officer gets a task. Flushes.

    Raises
    ------
    Conflict
        If the person's erasure was asked for already.
    """
    if kind is RequestKind.ERASURE and open_request(session, person, kind):
        raise Conflict(msg("This was asked already and waits for its answer."))
    request = PersonRequest(job_seeker=person, kind=kind, text=text, field=field, employer=employer)
    session.add(request)
    session.flush()
    task = Task(
        title=f"{person.case_reference}: {kind.value.replace('_', ' ')} #{request.id}",
        office_id=person.office_id,
        officer_id=person.officer_id,
        job_seeker_id=person.id,
        due_on=date.fromordinal(today.toordinal() + DAYS_TO_ANSWER[kind]),
    )
    session.add(task)
    record_event(session, task, was=None, by=None)
    return request


def close_request(
    session: Session,
    request: PersonRequest,
    *,
    outcome: RequestOutcome,
    by: Account,
    answer: str | None = None,
) -> None:
    """Answer a request. Flushes.

    Raises
    ------
    Conflict
        If it was answered already.
    """
    if request.closed_at is not None:
        raise Conflict(msg("This was answered already."))
    request.outcome, request.answer = outcome, answer
    request.closed_at, request.closed_by_id = utc_now(), by.id
    session.flush()
