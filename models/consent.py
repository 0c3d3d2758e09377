"""What a person agreed to, and when they left."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Json, enum_type, utc_now
from models.enums.consent import Actor, ConsentGiven, ConsentPurpose, Reason
from models.enums.people import JobSeekerState
from models.job_seeker import JobSeeker


class Consent(Base):
    """One consent for one purpose and recipient; never changed, only withdrawn."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint("withdrawn_on IS NULL OR withdrawn_on >= given_on", name="withdrawn_after_it_was_given"),
        Index("ix_consent_person_purpose", "job_seeker_id", "purpose"),
        Index(
            "uq_consent_in_force",
            "job_seeker_id",
            "purpose",
            "recipient",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL"),
        ),
    )

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"))
    purpose: Mapped[ConsentPurpose] = mapped_column(enum_type(ConsentPurpose))
    recipient: Mapped[str] = mapped_column(String(80), default="service")  # "service", or "partner:CODE"
    text_version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str | None] = mapped_column(String(8))  # the language it was explained in
    given: Mapped[ConsentGiven] = mapped_column(enum_type(ConsentGiven))
    given_on: Mapped[date]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime] = mapped_column(default=utc_now)
    withdrawn_on: Mapped[date | None]

    job_seeker: Mapped[JobSeeker] = relationship(back_populates="consents")
    recorded_by: Mapped[Account | None] = relationship()


class Withdrawal(Base):
    """A person left the service: who said so, why, and whether it was undone."""

    __tablename__ = "withdrawal"
    __table_args__ = (CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_by_somebody"),)

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    reason: Mapped[Reason] = mapped_column(enum_type(Reason))
    actor: Mapped[Actor] = mapped_column(enum_type(Actor))
    note: Mapped[str | None] = mapped_column(Text)
    withdrawn_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(default=utc_now)
    state_before: Mapped[JobSeekerState] = mapped_column(enum_type(JobSeekerState))
    closed_referrals: Mapped[list[int]] = mapped_column(Json, default=list)
    closed_consents: Mapped[list[int]] = mapped_column(Json, default=list)  # restored when it is undone
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    job_seeker: Mapped[JobSeeker] = relationship()
    by: Mapped[Account | None] = relationship(foreign_keys=[by_id])
