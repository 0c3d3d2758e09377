"""Referrals: proposed, answered, sent, interviewed, offered, closed."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, NotEligible, msg
from jobmatch.services.counselling import settle_tasks
from jobmatch.services.eligibility import standing_rules
from jobmatch.services.telling import about_referrals as telling
from jobmatch.services.transitions import actor_of, move, record_event
from models import (
    Account,
    Actor,
    JobSeeker,
    RankingRun,
    Reason,
    Referral,
    ReferralState,
    TaskKind,
    Vacancy,
    utc_now,
)


def open_referral(session: Session, vacancy: Vacancy, person: JobSeeker) -> Referral | None:
    """The referral of this person to this vacancy that is still open, if there is one."""
    return session.scalar(
        select(Referral).where(
            Referral.vacancy_id == vacancy.id, Referral.job_seeker_id == person.id, Referral.closed_at.is_(None)
        )
    )


def open_referrals_by_person(session: Session, vacancy: Vacancy) -> dict[int, Referral]:
    """A vacancy's open referrals by job seeker id."""
    rows = session.scalars(select(Referral).where(Referral.vacancy_id == vacancy.id, Referral.closed_at.is_(None)))
    return {row.job_seeker_id: row for row in rows}


def open_referrals_of(session: Session, person: JobSeeker) -> Sequence[Referral]:
    """A person's open referrals: those that end with a withdrawal, with the case, or when work begins."""
    return session.scalars(
        select(Referral).where(Referral.job_seeker_id == person.id, Referral.closed_at.is_(None))
    ).all()


def open_referrals_by_vacancy(session: Session, person: JobSeeker) -> dict[int, Referral]:
    """A person's open referrals by vacancy id."""
    return {row.vacancy_id: row for row in open_referrals_of(session, person)}


def propose_referral(
    session: Session,
    vacancy: Vacancy,
    person: JobSeeker,
    *,
    by: Account | None,
    today: date,
    run: RankingRun | None = None,
    score: float | None = None,
    message: str | None = None,
    at: datetime | None = None,
) -> Referral:
    """Propose a vacancy to a person. Nothing goes to the employer yet. Flushes.

    Raises
    ------
    NotEligible
        If a rule of eligibility stands against it; its facts name the rules.
    Conflict
        If this person has an open referral to this vacancy already.
    """
    rules = standing_rules(session, person, vacancy, today)
    if rules:
        raise NotEligible(", ".join(rules), rules=rules)
    if open_referral(session, vacancy, person):
        raise Conflict(msg("The person has an open referral to this vacancy already."))
    referral = Referral(
        vacancy=vacancy,
        job_seeker=person,
        ranking_run_id=run.id if run else None,
        score=score,
        proposed_by_id=by.id if by else None,
        proposed_at=at or utc_now(),
        message=message,
    )
    session.add(referral)
    record_event(session, referral, was=None, by=by, at=at)
    telling.tell_of_proposal(session, referral, by=by, at=at)
    return referral


def accept_referral(
    session: Session,
    referral: Referral,
    *,
    by: Account | None,
    actor: Actor = Actor.JOB_SEEKER,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """Record the person's yes to this referral. Flushes."""
    at = at or utc_now()
    move(session, referral, to=ReferralState.ACCEPTED, by=by, actor=actor, note=note, at=at, accepted_at=at)
    telling.tell_of_yes(session, referral, by=by, at=at)


def send_referral(
    session: Session,
    referral: Referral,
    *,
    by: Account | None,
    today: date,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """Send the shared profile to the employer; only after the person's yes, and while no rule stands against it.

    Raises
    ------
    NotEligible
        If a rule came to stand against it since it was proposed.
    """
    rules = standing_rules(session, referral.job_seeker, referral.vacancy, today)
    if rules:
        raise NotEligible(", ".join(rules), rules=rules)
    at = at or utc_now()
    move(session, referral, to=ReferralState.SENT, by=by, note=note, at=at, sent_at=at)
    settle_tasks(session, referral.job_seeker, TaskKind.SEND_REFERRAL, by=by, referral=referral.id)
    telling.tell_of_arrival(session, referral, by=by, at=at)


def invite_to_interview(
    session: Session,
    referral: Referral,
    *,
    by: Account | None,
    interview_on: datetime | None = None,
    place: str | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """The employer wants to meet the person. Flushes."""
    at = at or utc_now()
    move(
        session,
        referral,
        to=ReferralState.INTERVIEW,
        by=by,
        note=note,
        at=at,
        interview_at=at,
        interview_on=interview_on,
        interview_place=place,
    )
    telling.tell_of_invitation(session, referral, by=by, at=at)


def offer_job(
    session: Session,
    referral: Referral,
    *,
    by: Account | None,
    note: str | None = None,
    at: datetime | None = None,
    quietly: bool = False,
) -> None:
    """The employer offers the job to the person; `quietly` where the next step is told instead. Flushes."""
    at = at or utc_now()
    move(session, referral, to=ReferralState.OFFERED, by=by, note=note, at=at, offered_at=at)
    if not quietly:
        telling.tell_of_offer(session, referral, by=by, at=at)


def close_referral(
    session: Session,
    referral: Referral,
    *,
    to: ReferralState,
    reason: Reason | None,
    by: Account | None,
    actor: Actor | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """End a referral without a placement: declined, not selected, retracted or withdrawn. Flushes.

    Raises
    ------
    InvalidInput
        Without a reason.
    """
    if reason is None:
        raise InvalidInput({"reason": [msg("Say why.")]})
    at = at or utc_now()
    move(
        session,
        referral,
        to=to,
        by=by,
        actor=actor,
        reason=reason,
        note=note,
        at=at,
        closed_at=at,
        close_reason=reason,
    )
    telling.tell_of_end(session, referral, by=by, actor=actor or actor_of(by), at=at)


def withdraw_referral(
    session: Session,
    referral: Referral,
    *,
    by: Account | None,
    reason: Reason | None,
    actor: Actor | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """Take a referral back. The employer reads only that the person is no longer available. Flushes."""
    close_referral(session, referral, to=ReferralState.WITHDRAWN, reason=reason, by=by, actor=actor, note=note, at=at)
