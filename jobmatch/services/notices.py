"""Messages, written down in the transaction of what they tell of. Sending them is another process' work."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from jobmatch.messages.codes import new_code
from jobmatch.services.notice_codes import ending_of
from jobmatch.services.notice_preferences import Preferences
from jobmatch.services.notice_topics import use_of
from jobmatch.services.waking import wake
from models import Account, JobSeeker, Notice, NoticeChannel, NoticeWay, utc_now


def notify(
    session: Session,
    to: Account | JobSeeker,
    *,
    kind: str,
    subject: str,
    text: str,
    html: str | None = None,
    sms: str | None = None,
    language: str | None = None,
    now: datetime | None = None,
    expires_at: datetime | None = None,
    essential: bool = False,
    preferences: Preferences | None = None,
    appointment: Mapping[str, Any] | None = None,
    **values: Any,
) -> Notice | None:
    """Tell somebody something, by the way and at the hour that they chose. Flushes.

    What is `essential`, or about signing in or their own act, cannot be switched off; signing in waits for no hour.

    Parameters
    ----------
    to : Account or JobSeeker
        A job seeker's own account stands for the job seeker.
    subject, sms : str
        They may stand on a locked screen or a shared phone: they name no person, no employer and no return. Without
        `sms`, the message does not go to phones.
    expires_at : datetime, optional
        When it is of no use any more and is not sent; by default a week after it may be sent, and when the code or
        link ends for signing in.
    preferences : Preferences, optional
        ``Preferences.load(session, receivers)`` where many are told at once: then there is no query for each.
    appointment : mapping, optional
        What goes with an e-mail for a calendar.
    values
        Further columns of `Notice`.

    Returns
    -------
    Notice or None
        None if they do not want it, cannot be reached, or are switched off: nobody has to check before.
    """
    now = now or utc_now()
    receiver = to.job_seeker if isinstance(to, Account) and to.job_seeker else to
    reached = addresses(receiver, sms) if isinstance(to, JobSeeker) or to.active else {}
    preferences = preferences or Preferences.load(session, [receiver])
    channel = chosen_channel(reached, preferences.way(receiver, kind), essential=essential)
    if channel is None:
        return None
    by_email = channel is NoticeChannel.EMAIL
    return write_notice(
        session,
        channel,
        reached[channel],
        subject if by_email else None,
        text if by_email else sms or "",
        html=html if by_email else None,
        appointment=appointment if by_email else None,
        kind=kind,
        language=language,
        person=receiver if isinstance(receiver, JobSeeker) else None,
        account=to if isinstance(to, Account) else None,
        now=now,
        not_before=preferences.not_before(receiver, kind, now),
        expires_at=expires_at,
        **values,
    )


def chosen_channel(
    reached: Mapping[NoticeChannel, str], way: NoticeWay | None, *, essential: bool
) -> NoticeChannel | None:
    """The way that was chosen, else the first that reaches them: a chosen one that does not gives way to the other."""
    if not reached or (way is NoticeWay.NONE and not essential):
        return None
    return next((channel for channel in reached if channel.value == way), next(iter(reached)))


def addresses(receiver: Account | JobSeeker, sms: str | None) -> dict[NoticeChannel, str]:
    """Where somebody can be reached; the first is the way that is taken unless they chose."""
    if isinstance(receiver, Account):
        return {NoticeChannel.EMAIL: receiver.email} if receiver.email else {}
    if receiver.erased_on is not None:
        return {}
    email = {NoticeChannel.EMAIL: receiver.email} if receiver.email else {}
    return {**email, NoticeChannel.SMS: receiver.phone} if receiver.phone and sms else email


def send_email(
    session: Session,
    to: str,
    subject: str,
    text: str,
    *,
    kind: str,
    html: str | None = None,
    language: str | None = None,
    person: JobSeeker | None = None,
    **values: Any,
) -> Notice:
    """Write an e-mail to an address, whatever its owner chose: for signing in. Flushes. Else use `notify`.

    The subject may stand on a locked screen: it names no person, no employer and no return. `values` as for
    `write_notice`.
    """
    email = NoticeChannel.EMAIL
    return write_notice(
        session, email, to, subject, text, html=html, kind=kind, language=language, person=person, **values
    )


def send_sms(
    session: Session,
    to: str,
    text: str,
    *,
    kind: str,
    language: str | None = None,
    person: JobSeeker | None = None,
    **values: Any,
) -> Notice:
    """Write a text message to a number, whatever its owner chose: for signing in. Flushes. Else use `notify`.

    It names no person, no employer and no return. `values` as for `write_notice`.

    Parameters
    ----------
    to : str
        A phone number in E.164.
    """
    return write_notice(
        session, NoticeChannel.SMS, to, None, text, kind=kind, language=language, person=person, **values
    )


def write_notice(
    session: Session,
    channel: NoticeChannel,
    recipient: str,
    subject: str | None,
    text: str,
    *,
    kind: str,
    person: JobSeeker | None = None,
    account: Account | None = None,
    now: datetime | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    **values: Any,
) -> Notice:
    """Write one row of the outbox, and wake the worker when it is committed. Flushes.

    The row's `code`, with which its receiver can check that it is ours, is put under the text when it is sent.
    """
    now = now or utc_now()
    not_before = not_before or now
    notice = Notice(
        channel=channel,
        recipient=recipient,
        ending=ending_of(channel, recipient),
        subject=subject,
        text=text,
        kind=kind,
        code=new_code(),
        job_seeker_id=person.id if person else None,
        account_id=account.id if account else None,
        message_id=uuid4().hex,
        created_at=now,
        not_before=not_before,
        expires_at=expires_at or not_before + use_of(kind),
        **values,
    )
    session.add(notice)
    session.flush()
    if not_before <= now:
        wake(session, "send_notices")
    return notice
