"""The short code of a message, with which its receiver asks the service whether the message is its own."""

import re
from secrets import choice

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Notice, NoticeChannel

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is taken for a digit or for another letter, and no U: a code spells no word."""

LENGTH = 9
"""44 bits: at a throttle of hundreds an hour nobody finds one by trying."""

GROUP = 3


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as it is printed: ``ABC-DEF-GHJ``."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """The code that somebody meant: any case, any separators, and what looks like a letter of the alphabet."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


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
