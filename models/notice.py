"""Messages to people, as rows: written with what they tell of, sent later, and never lost."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, enum_type, utc_now
from models.enums import NoticeChannel, NoticeState


class Notice(Base):
    """One message to one receiver. The row is the truth about whether it was sent."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_says_when"),
        CheckConstraint("channel <> 'email' OR subject IS NOT NULL", name="email_has_a_subject"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        Index("ix_notice_state_created", "state", "created_at"),
    )

    channel: Mapped[NoticeChannel] = mapped_column(enum_type(NoticeChannel))
    recipient: Mapped[str] = mapped_column(String(254))  # an e-mail address, or a phone number in E.164
    subject: Mapped[str | None] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(40))  # what it is about, such as "sign_in_link"
    job_seeker_id: Mapped[int | None] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    state: Mapped[NoticeState] = mapped_column(enum_type(NoticeState), default=NoticeState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[str | None] = mapped_column(String(200), unique=True)  # kept over retries
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    sent_at: Mapped[datetime | None]
