"""Find a message by the code under it, and say no more of its receiver than the end of the address."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.messages.codes import LENGTH, typed
from models import Notice, NoticeChannel


def find_notice(session: Session, text: str) -> Notice | None:
    """The message with this code, if one was sent or is being sent."""
    code = typed(text)
    if len(code) != LENGTH:
        return None
    found = session.scalar(select(Notice).where(Notice.code == code))
    return found if found is not None and (found.sent_at or found.handed_at) else None


def ending_of(channel: NoticeChannel, recipient: str) -> str:
    """What may be told of an address: enough for its owner to recognise it, too little for anybody else."""
    if channel is NoticeChannel.SMS:
        return recipient[-3:]
    name, _, domain = recipient.partition("@")
    return f"{name[-2:] if len(name) > 3 else name[-1:]}@{domain[:1]}"
