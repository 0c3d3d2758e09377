"""Work that began, what was asked afterwards, and training that ran beside it."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Timestamped, Versioned, enum_type
from models.employer import Employer
from models.enums.casework import EnrolmentKind, EnrolmentState
from models.enums.consent import Reason
from models.enums.referrals import FollowUpState, PlacementSource, PlacementState
from models.enums.vacancies import ContractType, PayPeriod
from models.job_seeker import JobSeeker
from models.referral import Referral
from models.vacancy import Vacancy


class Placement(Base, Versioned, Timestamped):
    """Work that began: through a referral, through the person's own network, or on their own account."""

    __tablename__ = "placement"
    __table_args__ = (
        CheckConstraint("(source = 'service') = (referral_id IS NOT NULL)", name="service_comes_from_a_referral"),
        CheckConstraint("(state = 'ended') = (ended_on IS NOT NULL)", name="ended_on_only_when_ended"),
        CheckConstraint("(state = 'ended') = (end_reason IS NOT NULL)", name="end_reason_only_when_ended"),
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ends_after_it_starts"),
        CheckConstraint(
            "pay IS NULL OR (pay_currency IS NOT NULL AND pay_period IS NOT NULL)", name="pay_with_its_unit"
        ),
    )

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), unique=True)
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancy.id"), index=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    employer_name: Mapped[str | None] = mapped_column(String(200))  # where the employer is not in the database
    source: Mapped[PlacementSource] = mapped_column(enum_type(PlacementSource))
    state: Mapped[PlacementState] = mapped_column(enum_type(PlacementState), default=PlacementState.WORKING)
    title: Mapped[str | None] = mapped_column(String(300))
    occupation: Mapped[str | None] = mapped_column(String(200))
    contract: Mapped[ContractType | None] = mapped_column(enum_type(ContractType))
    started_on: Mapped[date]
    pay: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    pay_currency: Mapped[str | None] = mapped_column(String(3))
    pay_period: Mapped[PayPeriod | None] = mapped_column(enum_type(PayPeriod))
    subsidy_monthly: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    subsidy_currency: Mapped[str | None] = mapped_column(String(3))
    subsidy_months: Mapped[int | None]
    ended_on: Mapped[date | None]
    end_reason: Mapped[Reason | None] = mapped_column(enum_type(Reason))

    job_seeker: Mapped[JobSeeker] = relationship()
    referral: Mapped[Referral | None] = relationship()
    vacancy: Mapped[Vacancy | None] = relationship()
    employer: Mapped[Employer | None] = relationship()
    follow_ups: Mapped[list["FollowUp"]] = relationship(
        back_populates="placement", cascade="all, delete-orphan", order_by="FollowUp.due_on"
    )


class FollowUp(Base, Versioned):
    """The question asked 1, 3, 6 and 12 months into a placement: still there, and how is it?"""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("placement_id", "months"),
        CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_says_when"),
        CheckConstraint("state <> 'done' OR still_employed IS NOT NULL", name="done_has_an_answer"),
        CheckConstraint("seeker_rating IS NULL OR seeker_rating BETWEEN 0 AND 10", name="seeker_rating_is_0_to_10"),
        CheckConstraint(
            "employer_rating IS NULL OR employer_rating BETWEEN 0 AND 10", name="employer_rating_is_0_to_10"
        ),
    )

    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id", ondelete="CASCADE"))
    months: Mapped[int]
    due_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[FollowUpState] = mapped_column(enum_type(FollowUpState), default=FollowUpState.DUE)
    done_on: Mapped[date | None]
    still_employed: Mapped[bool | None]
    pay: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    pay_currency: Mapped[str | None] = mapped_column(String(3))
    pay_period: Mapped[PayPeriod | None] = mapped_column(enum_type(PayPeriod))
    seeker_rating: Mapped[int | None]
    employer_rating: Mapped[int | None]
    seeker_words: Mapped[str | None] = mapped_column(Text)
    employer_words: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    placement: Mapped[Placement] = relationship(back_populates="follow_ups")


class Enrolment(Base, Versioned, Timestamped):
    """A course or training that a person takes part in."""

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("(state = 'enrolled') = (ended_on IS NULL)", name="ended_on_only_when_over"),
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ends_after_it_starts"),
    )

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EnrolmentKind] = mapped_column(enum_type(EnrolmentKind))
    title: Mapped[str] = mapped_column(String(200))
    provider: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[EnrolmentState] = mapped_column(enum_type(EnrolmentState), default=EnrolmentState.ENROLLED)
    started_on: Mapped[date]
    ends_on: Mapped[date | None]  # as planned
    ended_on: Mapped[date | None]
    certificate: Mapped[str | None] = mapped_column(String(200))

    job_seeker: Mapped[JobSeeker] = relationship()
