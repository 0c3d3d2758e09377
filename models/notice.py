"""Messages to people, as rows: written with what they tell of, sent later, and never lost."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json, Timestamped, Versioned, enum_type, utc_now
from models.enums.notices import NoticeChannel, NoticeState


class Notice(Base):
    """One message to one receiver. The row is the truth about whether it was sent.

    A worker claims a row until `claimed_until`, and writes `handed_at` before the server could take the message; only
    a known outcome empties it. Who finds it set by a claim that ended does not know whether the message went out.
    """

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_says_when"),
        CheckConstraint("channel <> 'email' OR subject IS NOT NULL", name="email_has_a_subject"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        CheckConstraint("repeats BETWEEN 0 AND 1", name="repeated_at_most_once"),
        CheckConstraint("(claim IS NULL) = (claimed_until IS NULL)", name="claims_end"),
        CheckConstraint("state <> 'unknown' OR handed_at IS NOT NULL", name="unknown_was_handed_over"),
        Index("ix_notice_state_not_before", "state", "not_before"),
        Index("uq_notice_once", "once", unique=True),
    )

    channel: Mapped[NoticeChannel] = mapped_column(enum_type(NoticeChannel))
    recipient: Mapped[str] = mapped_column(
        String(254)
    )  # an e-mail address, or a phone number in E.164; purged with text
    ending: Mapped[str] = mapped_column(
        String(16), default=""
    )  # what may be told of the recipient to whoever has `code`
    subject: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    appointment: Mapped[dict[str, Any] | None] = mapped_column(Json)  # what goes with it for a calendar; purged too
    language: Mapped[str | None] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(40))  # what it is about, such as "sign_in_link"
    code: Mapped[str] = mapped_column(
        String(12), index=True, unique=True
    )  # its receiver can ask with it whether it is ours
    once: Mapped[str | None] = mapped_column(String(120))  # the key of what is told one time at most
    job_seeker_id: Mapped[int | None] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    state: Mapped[NoticeState] = mapped_column(enum_type(NoticeState), default=NoticeState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[int] = mapped_column(default=0)  # after an attempt whose outcome nobody knows
    message_id: Mapped[str | None] = mapped_column(String(200), unique=True)  # kept over retries
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    not_before: Mapped[datetime] = mapped_column(default=utc_now)  # after quiet hours, or when to try again
    expires_at: Mapped[datetime | None]  # of no use afterwards, so not sent any more
    claim: Mapped[str | None] = mapped_column(String(32))
    claimed_until: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(300))  # why the last attempt failed, without the address
    purged_at: Mapped[datetime | None]  # when recipient, subject and texts were emptied


class NoticePreference(Base, Versioned, Timestamped):
    """What a person or an account wants to be told, by which way, and when not; without a row the defaults hold."""

    __tablename__ = "notice_preference"
    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (job_seeker_id IS NULL)", name="one_owner"),
        CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_hours_end"),
    )

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    job_seeker_id: Mapped[int | None] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), unique=True)
    ways: Mapped[dict[str, str]] = mapped_column(Json, default=dict)  # topic: "email", "sms" or "none"
    quiet_from: Mapped[time | None]  # at the office's clock; both empty: told at any hour
    quiet_until: Mapped[time | None]
