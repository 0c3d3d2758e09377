"""What employer, officer and person say to each other about a referral: messages and proposed appointments."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, enum_type, utc_now
from models.enums.referrals import MessageAudience
from models.referral import Referral


class ReferralMessage(Base):
    """A question or an answer. Each says who reads it beside the officers of the case."""

    __tablename__ = "referral_message"

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    audience: Mapped[MessageAudience] = mapped_column(enum_type(MessageAudience))
    text: Mapped[str] = mapped_column(Text)

    referral: Mapped[Referral] = relationship()
    by: Mapped[Account | None] = relationship()


class InterviewProposal(Base):
    """A time at which the employer could meet the person; one of at most three, of which one is chosen."""

    __tablename__ = "interview_proposal"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 5 AND 480", name="minutes_are_a_meeting"),
        Index(
            "uq_interview_proposal_one_chosen",
            "referral_id",
            unique=True,
            sqlite_where=text("chosen_at IS NOT NULL"),
            postgresql_where=text("chosen_at IS NOT NULL"),
        ),
    )

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=30)
    place: Mapped[str | None] = mapped_column(String(300))
    chosen_at: Mapped[datetime | None]
    chosen_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    referral: Mapped[Referral] = relationship()
