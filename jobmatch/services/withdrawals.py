"""Withdrawal of a profile: the person leaves at once, open referrals close, and it can be undone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, msg
from jobmatch.services.consents import consents_in_force, withdraw_consent
from jobmatch.services.delivery import drop_waiting
from jobmatch.services.eligibility import ADULT, birthday
from jobmatch.services.referrals import open_referrals_of, withdraw_referral
from jobmatch.services.telling.about_cases import tell_of_withdrawal
from jobmatch.services.transitions import move
from models import (
    Account,
    Actor,
    Consent,
    ConsentPurpose,
    JobSeeker,
    JobSeekerState,
    Reason,
    Referral,
    Withdrawal,
    utc_now,
)

UNDO_DAYS = 14


def withdraw_job_seeker(
    session: Session,
    person: JobSeeker,
    *,
    reason: Reason | None,
    actor: Actor,
    by: Account | None,
    on: date,
    note: str | None = None,
    at: datetime | None = None,
) -> Withdrawal:
    """Take a person out of matching at once; their consents end and their open referrals close. Flushes.

    What waits for a morning to be told to them is not told any more.

    Raises
    ------
    InvalidInput
        Without a reason.
    InvalidTransition
        If the person has withdrawn already.
    """
    if reason is None:
        raise InvalidInput({"reason": [msg("Say why.")]})
    at = at or utc_now()
    before = person.state
    drop_waiting(session, person)
    closed = open_referrals_of(session, person)
    for referral in closed:
        withdraw_referral(session, referral, by=by, actor=actor, reason=Reason.PERSON_WITHDREW, at=at)
    ended = consents_in_force(session, person)
    for consent in ended:
        withdraw_consent(session, consent, on=on)
    withdrawal = Withdrawal(
        job_seeker=person,
        reason=reason,
        actor=actor,
        note=note,
        withdrawn_on=on,
        by_id=by.id if by else None,
        at=at,
        state_before=before,
        closed_referrals=[row.id for row in closed],
        closed_consents=[row.id for row in ended],
    )
    session.add(withdrawal)
    move(session, person, to=JobSeekerState.WITHDRAWN, by=by, actor=actor, reason=reason, note=note, at=at)
    tell_of_withdrawal(session, withdrawal, days=UNDO_DAYS, at=at)
    return withdrawal


def standing_withdrawal(session: Session, person: JobSeeker) -> Withdrawal | None:
    """The withdrawal that is in force, if there is one."""
    return session.scalar(
        select(Withdrawal)
        .where(Withdrawal.job_seeker_id == person.id, Withdrawal.undone_at.is_(None))
        .order_by(Withdrawal.at.desc())
        .limit(1)
    )


def undo_withdrawal(
    session: Session, withdrawal: Withdrawal, *, by: Account, at: datetime | None = None, within_days: int | None = None
) -> None:
    """Restore the profile and the consents. Closed referrals stay closed and can be offered anew. Flushes.

    Parameters
    ----------
    within_days : int or None
        How long it can be undone: `UNDO_DAYS` for the person, no limit for an officer.

    Raises
    ------
    Conflict
        If it was undone already, or too much time has passed.
    """
    at = at or utc_now()
    if withdrawal.undone_at is not None:
        raise Conflict(msg("This was undone already."))
    if within_days is not None and at - withdrawal.at > timedelta(days=within_days):
        raise Conflict(msg("It is too late to undo this."))
    for consent in session.scalars(select(Consent).where(Consent.id.in_(withdrawal.closed_consents))).all():
        consent.withdrawn_on = None
    withdrawal.undone_at = at
    withdrawal.undone_by_id = by.id
    move(session, withdrawal.job_seeker, to=withdrawal.state_before, by=by, at=at)


def referrals_without_consent(session: Session, consent: Consent, *, on: date) -> Sequence[Referral]:
    """The open referrals that cannot go on without this consent; shown before it is withdrawn.

    Without the consent to be matched, or to be shared with employers, no referral goes on. A guardian's consent
    matters while the person is under age.
    """
    person = consent.job_seeker
    needed = consent.purpose in (ConsentPurpose.MATCHING, ConsentPurpose.EMPLOYERS)
    if consent.purpose is ConsentPurpose.GUARDIAN:
        needed = person.birth_on is not None and person.birth_on > birthday(on, ADULT)
    return open_referrals_of(session, person) if needed else ()


def end_consent(
    session: Session, consent: Consent, *, on: date, by: Account | None, actor: Actor = Actor.JOB_SEEKER
) -> Sequence[Referral]:
    """Withdraw a consent and close the open referrals that it makes impossible, which are returned. Flushes.

    Raises
    ------
    Conflict
        If it is withdrawn already.
    """
    if consent.withdrawn_on is not None:
        raise Conflict(msg("The profile is withdrawn already."))
    closed = referrals_without_consent(session, consent, on=on)
    for referral in closed:
        withdraw_referral(session, referral, by=by, actor=actor, reason=Reason.CONSENT_WITHDRAWN)
    withdraw_consent(session, consent, on=on)
    return closed
