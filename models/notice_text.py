"""The words of messages where officers wrote their own, and what each of them was before."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Timestamped, Versioned, utc_now


class NoticeText(Base, Versioned, Timestamped):
    """The words of one kind of message in one language; without a row the catalogue's words hold.

    The row stays when the default is restored (its texts are then empty), so that its version goes on counting.
    """

    __tablename__ = "notice_text"
    __table_args__ = (
        UniqueConstraint("kind", "language"),
        CheckConstraint("(subject IS NULL) = (text IS NULL)", name="subject_and_text_together"),
        CheckConstraint("sms IS NULL OR text IS NOT NULL", name="sms_beside_its_text"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(Text)
    sms: Mapped[str | None] = mapped_column(Text)


class NoticeTextChange(Base):
    """One change of the words: who, when, and what they were from then on; empty where the default was restored."""

    __tablename__ = "notice_text_change"
    __table_args__ = (
        CheckConstraint("(subject IS NULL) = (text IS NULL)", name="subject_and_text_together"),
        Index("ix_notice_text_change_kind_language", "kind", "language"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(default=utc_now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    subject: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(Text)
    sms: Mapped[str | None] = mapped_column(Text)

    by: Mapped[Account | None] = relationship()
