"""The day of the fair: who came, who waits where, and what became of each interview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, JobmatchError, msg
from jobmatch.services import referrals
from jobmatch.services.fairs.guests import guests_of
from jobmatch.services.fairs.interviews import interviews_of
from jobmatch.services.fairs.slots import local
from jobmatch.services.transitions import move
from models import (
    Account,
    Actor,
    CheckInWay,
    FairCheckIn,
    FairEmployer,
    FairGuest,
    FairInterview,
    FairState,
    GuestState,
    InterviewOutcome,
    InterviewState,
    JobFair,
    Reason,
    Referral,
    ReferralState,
    Vacancy,
    utc_now,
)


def check_in(
    session: Session,
    guest: FairGuest,
    *,
    client_id: str,
    way: CheckInWay,
    by: Account | None,
    at: datetime | None = None,
) -> FairCheckIn:
    """Note that a guest is here. The same `client_id` again is the same check-in. Flushes.

    What a device gathered while the fair was held may come when it is over: then `at` says when it was.

    Raises
    ------
    Conflict
        If the fair is not being held, and was not at that instant.
    """
    known = session.scalar(select(FairCheckIn).where(FairCheckIn.client_id == client_id))
    if known:
        return known
    if not was_held(guest.fair, at):
        raise Conflict(msg("The fair is not being held now."))
    if guest.state is not GuestState.YES:
        # Who is here comes, whatever was answered before.
        guest.answered_at = utc_now()
        move(session, guest, to=GuestState.YES, by=by)
    now = utc_now()
    row = FairCheckIn(guest=guest, client_id=client_id, way=way, by_id=by.id if by else None, at=min(at or now, now))
    session.add(row)
    session.flush()
    return row


def one_device_at_a_time(session: Session, fair: JobFair) -> None:
    """Wait for what another device sends to this fair, so that the same sent again while it goes on is seen as known.

    Holds the fair until the transaction ends. SQLite has one writer at a time anyhow.
    """
    session.execute(select(JobFair.id).where(JobFair.id == fair.id).with_for_update(key_share=True))


def was_held(fair: JobFair, at: datetime | None) -> bool:
    """Whether the fair is held now, or is over and was open on the day of that instant."""
    if fair.state is FairState.RUNNING:
        return True
    return fair.state is FairState.OVER and at is not None and fair.starts_on <= local(at).date() <= fair.ends_on


@dataclass(frozen=True)
class Synced:
    """What became of the check-ins that a device sent: ids kept, and ids refused for good."""

    kept: list[str]
    refused: list[str]


def sync_check_ins(
    session: Session, fair: JobFair, rows: Sequence[tuple[str, str, CheckInWay, datetime]], *, by: Account
) -> Synced:
    """Take what a device gathered while the network was away: (client id, token, way, instant). Flushes.

    Tokens of another fair, or of somebody whose consent ended, are refused, and so is an instant at which the fair was
    not held; the device drops them.
    """
    one_device_at_a_time(session, fair)
    tokens = {row[1] for row in rows}
    found = session.scalars(guests_of(fair, FairGuest.token.in_(tokens)))
    guests = {guest.token: guest for guest in found}
    kept, refused = [], []
    for client_id, token, way, at in rows:
        if token not in guests or not was_held(fair, at):
            refused.append(client_id)
            continue
        check_in(session, guests[token], client_id=client_id, way=way, by=by, at=at)
        kept.append(client_id)
    return Synced(kept, refused)


def is_here() -> ColumnElement[bool]:
    """A condition on `FairGuest`: checked in at least once."""
    return exists().where(FairCheckIn.guest_id == FairGuest.id)


def attendance(session: Session, fair: JobFair) -> int:
    """How many different people came, however often and by whomever they were checked in."""
    came = select(func.count(func.distinct(FairCheckIn.guest_id))).join(FairCheckIn.guest)
    return session.scalar(came.where(FairGuest.fair_id == fair.id)) or 0


def queue_of(session: Session, booth: FairEmployer) -> list[FairInterview]:
    """Who is still to be met at a booth: by time, then those who came without one, in order."""
    coming = (InterviewState.PLANNED, InterviewState.CONFIRMED, InterviewState.QUEUED)
    return list(interviews_of(session, booth.fair, FairInterview.booth_id == booth.id, FairInterview.state.in_(coming)))


def record_outcome(
    session: Session,
    interview: FairInterview,
    outcome: InterviewOutcome,
    *,
    by: Account,
    vacancy: Vacancy | None,
    today: date,
) -> str | None:
    """Say how an interview went, and move the person's referral on. Flushes.

    Returns
    -------
    str or None
        A code when the referral could not follow, for example because a rule of eligibility stands against it; the
        outcome is kept all the same and an officer sees both.

    Raises
    ------
    Conflict
        If the interview is over or cancelled, or the vacancy is not brought to this booth.
    """
    booth = interview.booth
    if vacancy is not None and vacancy.id not in {row.vacancy_id for row in booth.brought}:
        raise Conflict(msg("This vacancy is not at this booth."))
    at = utc_now()
    move(session, interview, to=InterviewState.DONE, by=by, outcome=outcome, outcome_at=at, vacancy=vacancy)
    if outcome is not InterviewOutcome.NO_SHOW:
        booth.attended = True
    vacancy = vacancy or only_vacancy(booth)
    if outcome is InterviewOutcome.NO_SHOW or vacancy is None:
        session.flush()
        return None
    try:
        with session.begin_nested():
            interview.referral = advance(session, interview, vacancy, outcome, by=by, today=today, at=at)
    except JobmatchError as error:
        return error.code
    return None


def only_vacancy(booth: FairEmployer) -> Vacancy | None:
    """The vacancy that is meant when the employer brings just one."""
    return booth.vacancies[0] if len(booth.brought) == 1 else None


def advance(
    session: Session,
    interview: FairInterview,
    vacancy: Vacancy,
    outcome: InterviewOutcome,
    *,
    by: Account,
    today: date,
    at: datetime,
) -> Referral:
    """Bring the referral to where the interview has led: interview, then offered or not selected.

    Who sat down at the booth has agreed to be known there: that is the yes to this referral.
    """
    person = interview.guest.job_seeker
    referral = referrals.open_referral(session, vacancy, person) or referrals.propose_referral(
        session, vacancy, person, by=by, today=today, score=interview.score, at=at
    )
    if referral.state is ReferralState.PROPOSED:
        referrals.accept_referral(session, referral, by=by, at=at)
    if referral.state is ReferralState.ACCEPTED:
        referrals.send_referral(session, referral, by=by, today=today, at=at)
    if referral.state is ReferralState.SENT:
        referrals.invite_to_interview(
            session, referral, by=by, interview_on=interview.starts_at, place=interview.booth.fair.venue, at=at
        )
    if outcome is InterviewOutcome.OFFER and referral.state is ReferralState.INTERVIEW:
        referrals.offer_job(session, referral, by=by, at=at)
    if outcome is InterviewOutcome.NOT_NOW and referral.is_open:
        referrals.close_referral(
            session,
            referral,
            to=ReferralState.NOT_SELECTED,
            reason=Reason.OTHER,
            by=by,
            actor=Actor.EMPLOYER,
            at=at,
        )
    return referral
