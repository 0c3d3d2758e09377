"""What a job seeker asks of their office, and the office's answer."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, msg
from jobmatch.services.counselling import plan_task, settle_tasks
from models import (
    Account,
    Concern,
    Employer,
    JobSeeker,
    PersonRequest,
    RequestKind,
    RequestOutcome,
    TaskKind,
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
    concern: Concern | None = None,
) -> PersonRequest:
    """Ask the office for something; its officer gets a task. Flushes.

    Raises
    ------
    Conflict
        If the person's erasure was asked for already.
    """
    if kind is RequestKind.ERASURE and open_request(session, person, kind):
        raise Conflict(msg("This was asked already and waits for its answer."))
    request = PersonRequest(job_seeker=person, kind=kind, text=text, field=field, employer=employer, concern=concern)
    session.add(request)
    session.flush()
    due_on = today + timedelta(days=DAYS_TO_ANSWER[kind])
    plan_task(session, person, TaskKind.ANSWER_REQUEST, due_on=due_on, request=request.id, asked=kind.value)
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
    settle_tasks(session, request.job_seeker, TaskKind.ANSWER_REQUEST, by=by, request=request.id)
    session.flush()
