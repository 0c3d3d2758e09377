"""Holds: new referrals to an employer stop while an officer looks at what was said of it.

The employer is not told: a report would else point at the one person who could have made it.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, msg
from jobmatch.services.requests import make_request
from models import Account, Concern, Employer, EmployerHold, JobSeeker, PersonRequest, RequestKind, utc_now


def hold_employer(
    session: Session,
    employer: Employer,
    *,
    by: Account | None,
    reason: str | None = None,
    concern: Concern | None = None,
) -> EmployerHold:
    """Stop new referrals to an employer until an officer ends the hold. What is under way goes on. Flushes.

    Raises
    ------
    InvalidInput
        Without a reason or a concern.
    Conflict
        If it is held already.
    """
    if not reason and concern is None:
        raise InvalidInput({"reason": [msg("Say why.")]})
    if employer.held:
        raise Conflict(msg("New referrals to this employer are stopped already."))
    hold = EmployerHold(by_id=by.id if by else None, reason=reason, concern=concern)
    employer.holds.insert(0, hold)
    session.flush()
    return hold


def end_hold(session: Session, hold: EmployerHold, *, by: Account, note: str | None) -> None:
    """An officer has looked: people may be referred to the employer again. Flushes.

    Raises
    ------
    InvalidInput
        Without what was found.
    Conflict
        If a colleague ended it already.
    """
    if not note:
        raise InvalidInput({"note": [msg("Write what was found.")]})
    if hold.ended_at is not None:
        raise Conflict(msg("This was ended already."))
    hold.ended_at, hold.ended_by_id, hold.note = utc_now(), by.id, note
    session.flush()


def report_employer(
    session: Session, person: JobSeeker, employer: Employer, *, concern: Concern, text: str, today: date
) -> PersonRequest:
    """A person reports an employer: their officer reads it, and a serious concern stops new referrals at once. Flushes.

    Who has reported the same employer before stops nothing again: an officer has looked, or is about to.
    """
    known = session.scalar(
        select(PersonRequest.id).where(
            PersonRequest.job_seeker_id == person.id, PersonRequest.employer_id == employer.id
        )
    )
    made = make_request(
        session, person, RequestKind.EMPLOYER_REPORT, text=text, concern=concern, employer=employer, today=today
    )
    if concern in Concern.serious() and known is None and not employer.held:
        hold_employer(session, employer, by=None, concern=concern)
    return made
