"""Messages, written down in the transaction of what they tell of. Sending them is another process' work."""

from uuid import uuid4

from sqlalchemy.orm import Session

from models import JobSeeker, Notice, NoticeChannel


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
) -> Notice:
    """Write an e-mail to be sent. Flushes.

    The subject may stand on a locked screen: it names no person, no employer and no return.
    """
    notice = Notice(
        channel=NoticeChannel.EMAIL,
        recipient=to,
        subject=subject,
        text=text,
        html=html,
        kind=kind,
        language=language,
        job_seeker_id=person.id if person else None,
        message_id=uuid4().hex,
    )
    session.add(notice)
    session.flush()
    return notice


def send_sms(
    session: Session,
    to: str,
    text: str,
    *,
    kind: str,
    language: str | None = None,
    person: JobSeeker | None = None,
) -> Notice:
    """Write a text message to be sent. It names no person, no employer and no return. Flushes.

    Parameters
    ----------
    to : str
        A phone number in E.164.
    """
    notice = Notice(
        channel=NoticeChannel.SMS,
        recipient=to,
        text=text,
        kind=kind,
        language=language,
        job_seeker_id=person.id if person else None,
        message_id=uuid4().hex,
    )
    session.add(notice)
    session.flush()
    return notice
