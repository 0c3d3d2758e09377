"""What the portal of a job seeker needs: keys to sign in without a password, requests to the office, corrections."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Json, enum_type, utc_now
from models.employer import Employer
from models.enums.access import SignInKind
from models.enums.consent import Concern, RequestKind, RequestOutcome
from models.job_seeker import JobSeeker


class SignInKey(Base):
    """A key that opens the portal once: a link by e-mail, a code by SMS, an invitation. Only its hash stays."""

    __tablename__ = "sign_in_key"
    __table_args__ = (
        CheckConstraint("(kind = 'code') = (phone IS NOT NULL)", name="phone_only_for_codes"),
        CheckConstraint("(kind = 'code') = (job_seeker_id IS NULL)", name="person_unless_a_code"),
        CheckConstraint("expires_at > created_at", name="expires_after_it_was_made"),
        Index("ix_sign_in_key_phone_created", "phone", "created_at"),
    )

    kind: Mapped[SignInKind] = mapped_column(enum_type(SignInKind))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    job_seeker_id: Mapped[int | None] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    phone: Mapped[str | None] = mapped_column(String(32))  # a phone may be several people's: the second fact decides
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)

    job_seeker: Mapped[JobSeeker | None] = relationship()


class PersonRequest(Base):
    """Something a job seeker asks of their office: a correction, an erasure, a look at an employer."""

    __tablename__ = "person_request"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="outcome_only_when_closed"),
        CheckConstraint("(kind = 'employer_report') = (employer_id IS NOT NULL)", name="employer_only_for_reports"),
        CheckConstraint("concern IS NULL OR kind = 'employer_report'", name="concern_only_for_reports"),
        Index("ix_person_request_person", "job_seeker_id", "kind"),
    )

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"))
    kind: Mapped[RequestKind] = mapped_column(enum_type(RequestKind))
    field: Mapped[str | None] = mapped_column(String(40))  # the fact to correct
    text: Mapped[str | None] = mapped_column(Text)
    concern: Mapped[Concern | None] = mapped_column(enum_type(Concern))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    outcome: Mapped[RequestOutcome | None] = mapped_column(enum_type(RequestOutcome))
    answer: Mapped[str | None] = mapped_column(Text)  # the office's words to the person

    job_seeker: Mapped[JobSeeker] = relationship()
    employer: Mapped[Employer | None] = relationship()
    closed_by: Mapped[Account | None] = relationship()


class ProfileChange(Base):
    """What stood in a field of a profile before a correction, and after. Erased with the person."""

    __tablename__ = "profile_change"

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[Any] = mapped_column(Json, nullable=True)
    after: Mapped[Any] = mapped_column(Json, nullable=True)

    job_seeker: Mapped[JobSeeker] = relationship()
    by: Mapped[Account | None] = relationship()
