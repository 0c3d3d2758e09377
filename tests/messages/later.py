"""Time that passes for a message."""

from datetime import timedelta


def now_is_later(session, notice, minutes=0):
    """As if that many minutes had passed for this message."""
    session.refresh(notice)
    past = timedelta(minutes=minutes)
    notice.not_before -= past
    notice.claimed_until = notice.claimed_until and notice.claimed_until - past
    session.commit()
