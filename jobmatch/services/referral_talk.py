"""What is said about a referral: messages, proposed interview times, and showing somebody without a name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, NotEligible, msg
from jobmatch.services.eligibility import standing_rules
from jobmatch.services.referrals import invite_to_interview
from jobmatch.services.telling import about_referrals as telling
from models import (
    Account,
    EmployerState,
    InterviewProposal,
    MessageAudience,
    Referral,
    ReferralMessage,
    ReferralState,
    Role,
    utc_now,
)

MOST_PROPOSALS = 3


def present_referral(session: Session, referral: Referral, *, by: Account, at: datetime | None = None) -> None:
    """Show the person to the employer without a name, while they are still being asked. Flushes.

    Raises
    ------
    Conflict
        If the referral is closed or was sent already.
    NotEligible
        If a rule stands against it.
    """
    if referral.closed_at is not None or referral.sent_at is not None:
        raise Conflict(msg("This person cannot be shown without a name any more."))
    at = at or utc_now()
    rules = standing_rules(session, referral.job_seeker, referral.vacancy, at.date())
    if rules:
        raise NotEligible(", ".join(rules), rules=rules)
    first = referral.presented_at is None
    referral.presented_at = referral.presented_at or at
    session.flush()
    if first:
        telling.tell_of_arrival(session, referral, by=by, at=at)


def post_message(
    session: Session, referral: Referral, *, by: Account, text: str, audience: MessageAudience
) -> ReferralMessage:
    """Write a message about a referral. An employer writes to the officers, a person too; officers choose. Flushes."""
    fixed = {Role.EMPLOYER: MessageAudience.EMPLOYER, Role.RETURNEE: MessageAudience.JOB_SEEKER}
    message = ReferralMessage(referral=referral, by_id=by.id, text=text, audience=fixed.get(by.role, audience))
    session.add(message)
    session.flush()
    telling.tell_of_message(session, message, by=by)
    return message


def propose_interview(
    session: Session,
    referral: Referral,
    *,
    by: Account,
    times: Sequence[datetime],
    minutes: int = 30,
    place: str | None = None,
    note: str | None = None,
) -> list[InterviewProposal]:
    """Invite the person to an interview, with up to three times to choose from. Flushes.

    Times that were proposed before and not chosen are replaced.

    Raises
    ------
    InvalidInput
        Without a time, with more than three, or with one that has passed.
    Conflict
        If the employer is not verified, or the interview is over.
    """
    times = sorted(set(times))
    if not 1 <= len(times) <= MOST_PROPOSALS:
        raise InvalidInput({"times": [msg("Propose one to three times.")]})
    if times[0] <= utc_now():
        raise InvalidInput({"times": [msg("This time has passed.")]})
    check_employer(referral)
    before = referral.interview_on
    if referral.state is not ReferralState.INTERVIEW:
        invite_to_interview(session, referral, by=by, place=place, note=note)
    for old in proposals(session, referral):
        session.delete(old)
    session.flush()
    referral.interview_on, referral.interview_place = None, place
    made = [InterviewProposal(referral=referral, starts_at=time, minutes=minutes, place=place) for time in times]
    session.add_all(made)
    session.flush()
    telling.tell_of_times(session, referral, len(made), by=by, before=before)
    return made


def choose_interview(session: Session, proposal: InterviewProposal, *, by: Account, at: datetime | None = None) -> None:
    """Fix the appointment: by the person, or by an officer on their word. Flushes.

    Raises
    ------
    Conflict
        If the referral is no longer at its interview.
    """
    referral = proposal.referral
    if referral.state is not ReferralState.INTERVIEW:
        raise Conflict(msg("No interview is awaited here any more."))
    known = proposal.chosen_at is not None and referral.interview_on == proposal.starts_at
    for other in proposals(session, referral):
        other.chosen_at = other.chosen_by_id = None
    session.flush()
    proposal.chosen_at, proposal.chosen_by_id = at or utc_now(), by.id
    referral.interview_on, referral.interview_place = proposal.starts_at, proposal.place
    referral.interview_minutes = proposal.minutes
    session.flush()
    if not known:
        telling.tell_of_appointment(session, referral, by=by)


def proposals(session: Session, referral: Referral) -> list[InterviewProposal]:
    """The times proposed for an interview, the earliest first."""
    rows = select(InterviewProposal).where(InterviewProposal.referral_id == referral.id)
    return list(session.scalars(rows.order_by(InterviewProposal.starts_at)))


def check_employer(referral: Referral) -> None:
    """Refuse a step of an employer that is suspended or not verified."""
    if referral.vacancy.employer.state is not EmployerState.VERIFIED:
        raise Conflict(msg("The employer is not verified."))
