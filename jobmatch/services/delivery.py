"""What becomes of the rows of the outbox: claimed, handed over, sent, tried again, given up, emptied.

Everything here is one conditional UPDATE, so that of two workers one does it; the caller commits after each. A message
is handed over at most twice without a known outcome, and the second time only if nobody knows of the first.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, msg
from jobmatch.services.changed import rows_changed
from jobmatch.services.notice_topics import ALWAYS, AT_ANY_HOUR, KINDS, OF_A_DAY, topic_of, use_of
from jobmatch.services.waking import wake
from models import JobSeeker, Notice, NoticeChannel, NoticeState, utc_now

LEASE = timedelta(minutes=10)
"""How long a claim holds; longer than any server takes to answer."""

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
"""How long to wait after each attempt; the last one again and again, until the message is of no use."""

SIGNING_IN = tuple(kind for topic in AT_ANY_HOUR for kind in KINDS[topic])


EMPTIED = {
    "recipient": "",
    "subject": case((Notice.subject.is_not(None), ""), else_=None),
    "text": "",
    "html": None,
    "appointment": None,
}
"""What is left of a message whose words are no longer kept."""


def due(session: Session, channels: Collection[NoticeChannel], now: datetime, *, limit: int = 100) -> Sequence[int]:
    """The ids of messages that may be claimed now, those that wait longest first."""
    rows = select(Notice.id).where(claimable(now), Notice.channel.in_(channels))
    return session.scalars(rows.order_by(Notice.not_before, Notice.id).limit(limit)).all()


def claimable(now: datetime) -> ColumnElement[bool]:
    """A condition: it is time, still of use, and nobody is at it."""
    return and_(Notice.state == NoticeState.QUEUED, Notice.not_before <= now, Notice.expires_at > now, unclaimed(now))


def unclaimed(now: datetime) -> ColumnElement[bool]:
    """A condition: nobody is at it, or whoever was is gone."""
    return or_(Notice.claimed_until.is_(None), Notice.claimed_until < now)


def claim(session: Session, notice_id: int, channels: Collection[NoticeChannel], now: datetime) -> Notice | None:
    """Take a message of one of these channels for oneself until its lease ends. Flushes.

    Returns
    -------
    Notice or None
        None if another was faster, if nobody takes its channel, or if it was given up because two attempts ended
        without anybody knowing how.
    """
    token = uuid4().hex
    rows = and_(Notice.id == notice_id, Notice.channel.in_(channels), claimable(now))
    if not changed(session, rows, claim=token, claimed_until=now + LEASE, attempts=Notice.attempts + 1):
        return None
    notice = session.get_one(Notice, notice_id, populate_existing=True)
    if notice.repeats and notice.handed_at:
        release(session, notice.id, token, state=NoticeState.UNKNOWN)
        return None
    return notice


def hand_over(session: Session, notice_id: int, token: str, now: datetime) -> bool:
    """Write down that the message is about to be given away; False if the claim was lost meanwhile. Flushes."""
    again = case((Notice.handed_at.is_not(None), Notice.repeats + 1), else_=0)
    return changed(session, held(notice_id, token), handed_at=now, claimed_until=now + LEASE, repeats=again)


def record_sent(session: Session, notice_id: int, token: str, now: datetime) -> None:
    """It was taken. Flushes."""
    release(session, notice_id, token, state=NoticeState.SENT, sent_at=now, handed_at=None, error=None)


def record_failure(
    session: Session, notice_id: int, token: str, now: datetime, reason: str, *, lasting: bool, handed: bool
) -> None:
    """It was certainly not taken this time: try again later, or give up. Flushes.

    Parameters
    ----------
    lasting : bool
        It never will be taken.
    handed : bool
        Whether `hand_over` was called in this attempt. Of an earlier one the outcome may still be unknown, and stays.
    """
    notice = session.get_one(Notice, notice_id, populate_existing=True)
    doubt = bool(notice.handed_at) and (not handed or notice.repeats > 0)
    values: dict[str, Any] = {"error": reason, "repeats": 0, "handed_at": notice.handed_at if doubt else None}
    if lasting:
        values["state"] = NoticeState.UNKNOWN if doubt else NoticeState.FAILED
    release(session, notice_id, token, not_before=later(notice, now), **values)


def record_doubt(session: Session, notice_id: int, token: str, now: datetime, reason: str) -> None:
    """Nobody knows whether it was taken: repeat it once, and after that give up and say so. Flushes."""
    notice = session.get_one(Notice, notice_id, populate_existing=True)
    state = NoticeState.UNKNOWN if notice.repeats else NoticeState.QUEUED
    release(session, notice_id, token, state=state, error=reason, not_before=later(notice, now))


def later(notice: Notice, now: datetime) -> datetime:
    """When to try again."""
    return now + BACK_OFF[min(notice.attempts, len(BACK_OFF)) - 1]


def release(session: Session, notice_id: int, token: str, **values: Any) -> bool:
    """Let go of a claim, with what became of it."""
    return changed(session, held(notice_id, token), claim=None, claimed_until=None, **values)


def held(notice_id: int, token: str) -> ColumnElement[bool]:
    """A condition: the claim is still ours."""
    return and_(Notice.id == notice_id, Notice.claim == token)


def expire(session: Session, now: datetime) -> int:
    """Give up what is of no use any more: failed where something went wrong, else too late. Flushes.

    Returns
    -------
    int
        How many.
    """
    outcome = case(
        (Notice.handed_at.is_not(None), NoticeState.UNKNOWN.value),
        (Notice.error.is_not(None), NoticeState.FAILED.value),
        else_=NoticeState.EXPIRED.value,
    )
    rows = and_(Notice.state == NoticeState.QUEUED, Notice.expires_at <= now, unclaimed(now))
    return count_changed(session, rows, state=outcome, claim=None, claimed_until=None)


def drop_waiting(session: Session, person: JobSeeker) -> None:
    """Give up what waits to be told to somebody who leaves, but for what is always told. Flushes.

    It is emptied at once, so that nobody sends it again by hand.
    """
    now = utc_now()
    kept = [kind for topic in ALWAYS for kind in KINDS[topic]]
    waiting = and_(Notice.state == NoticeState.QUEUED, Notice.handed_at.is_(None), unclaimed(now))
    rows = and_(Notice.job_seeker_id == person.id, Notice.kind.not_in(kept), waiting)
    values = {**EMPTIED, "state": NoticeState.EXPIRED, "purged_at": now, "claim": None, "claimed_until": None}
    session.flush()
    session.execute(update(Notice).where(rows).values(values).execution_options(synchronize_session="fetch"))


def retry(session: Session, notice: Notice, now: datetime) -> None:
    """Queue a message again that was given up. Flushes.

    Raises
    ------
    Conflict
        If it was not given up, its text is no longer kept, it was for signing in, or the day that it tells of is past.
    """
    rows = and_(Notice.id == notice.id, Notice.state.in_(GIVEN_UP), Notice.purged_at.is_(None))
    values = {"state": NoticeState.QUEUED, "attempts": 0, "repeats": 0, "handed_at": None, "error": None}
    until = notice.expires_at if topic_of(notice.kind) in OF_A_DAY else now + use_of(notice.kind)
    again = {"not_before": now, "expires_at": until}
    if not can_be_retried(notice, now) or not changed(session, rows, **values, **again):
        raise Conflict(msg("This message cannot be sent again."))
    wake(session, "send_notices")


GIVEN_UP = (NoticeState.FAILED, NoticeState.UNKNOWN, NoticeState.EXPIRED)


def can_be_retried(notice: Notice, now: datetime) -> bool:
    """Whether `retry` would do it."""
    topic = topic_of(notice.kind)
    past = topic in OF_A_DAY and notice.expires_at is not None and notice.expires_at <= now
    return notice.state in GIVEN_UP and notice.purged_at is None and topic not in AT_ANY_HOUR and not past


def count_states(session: Session) -> dict[NoticeState, int]:
    """How many messages are in each state."""
    rows = session.execute(select(Notice.state, func.count()).group_by(Notice.state)).all()
    return {state: number for state, number in rows}  # noqa: C416 - rows are not pairs to a type checker


def purge(session: Session, now: datetime, *, days: int) -> int:
    """Empty recipient and texts of what was decided and is `days` old, and of sign-in messages out of use. Flushes.

    Kind, times, the code and the ending of the address stay, so that a receiver can still ask whether it was ours.

    Returns
    -------
    int
        How many.
    """
    old = and_(Notice.state != NoticeState.QUEUED, Notice.created_at < now - timedelta(days=days))
    spent = and_(Notice.state != NoticeState.QUEUED, Notice.kind.in_(SIGNING_IN), Notice.expires_at < now)
    rows = and_(Notice.purged_at.is_(None), or_(old, spent))
    return count_changed(session, rows, **EMPTIED, purged_at=now)


def changed(session: Session, rows: ColumnElement[bool], **values: Any) -> bool:
    """Change the row of a condition; False if there was none."""
    return count_changed(session, rows, **values) == 1


def count_changed(session: Session, rows: ColumnElement[bool], **values: Any) -> int:
    """Change rows without loading them, and count them."""
    session.flush()
    found = rows_changed(session, update(Notice).where(rows).values(**values))
    session.expire_all()
    return found
