"""Rankings that were looked at, overrides of hard rules, and referrals."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Json, Timestamped, Versioned, enum_type, utc_now
from models.enums.consent import Reason
from models.enums.referrals import ReferralState
from models.job_seeker import JobSeeker
from models.vacancy import Vacancy

CLOSED_STATES = ", ".join(f"'{state}'" for state in ReferralState.closed())


class RankingRun(Base):
    """A ranking as it was shown: kept when it is opened and when somebody is referred from it."""

    __tablename__ = "ranking_run"
    __table_args__ = (CheckConstraint("(vacancy_id IS NULL) <> (job_seeker_id IS NULL)", name="of_one_subject"),)

    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"), index=True)
    job_seeker_id: Mapped[int | None] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    engine_version: Mapped[str] = mapped_column(String(40))
    weights: Mapped[dict[str, Any]] = mapped_column(Json)
    results: Mapped[list[Any]] = mapped_column(Json)  # [[id, score, coverage], ...], best first


class EligibilityOverride(Base):
    """An officer let a person take part in a vacancy's ranking although a hard rule excludes them."""

    __tablename__ = "eligibility_override"
    __table_args__ = (UniqueConstraint("vacancy_id", "job_seeker_id"),)

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id", ondelete="CASCADE"))
    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    rules: Mapped[list[str]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=utc_now)

    by: Mapped[Account | None] = relationship()


class Referral(Base, Versioned, Timestamped):
    """One person proposed for one vacancy, from the proposal to its end. A closed one stays closed."""

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint(f"(state IN ({CLOSED_STATES})) = (closed_at IS NOT NULL)", name="closed_at_only_when_closed"),
        CheckConstraint(
            "state NOT IN ('sent', 'interview', 'offered', 'placed') OR sent_at IS NOT NULL", name="sent_says_when"
        ),
        CheckConstraint("state <> 'interview' OR interview_at IS NOT NULL", name="interview_says_when"),
        CheckConstraint("state NOT IN ('offered', 'placed') OR offered_at IS NOT NULL", name="offer_says_when"),
        CheckConstraint(
            "state NOT IN ('declined', 'not_selected', 'retracted', 'withdrawn') OR close_reason IS NOT NULL",
            name="ended_says_why",
        ),
        Index(
            "uq_referral_one_open",
            "vacancy_id",
            "job_seeker_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id"), index=True)
    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id"), index=True)
    ranking_run_id: Mapped[int | None] = mapped_column(ForeignKey("ranking_run.id", ondelete="SET NULL"))
    state: Mapped[ReferralState] = mapped_column(enum_type(ReferralState), default=ReferralState.PROPOSED, index=True)
    score: Mapped[float | None]  # as it stood when the person was referred
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    proposed_at: Mapped[datetime] = mapped_column(default=utc_now)
    accepted_at: Mapped[datetime | None]  # the person's yes to *this* referral
    presented_at: Mapped[datetime | None]  # shown to the employer without a name, before the person's yes
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    interview_at: Mapped[datetime | None]  # when it came to an interview
    interview_on: Mapped[datetime | None]  # the appointment
    interview_place: Mapped[str | None] = mapped_column(String(300))
    interview_minutes: Mapped[int | None]  # how long the appointment takes, where somebody said so
    offered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[Reason | None] = mapped_column(enum_type(Reason))
    message: Mapped[str | None] = mapped_column(Text)  # from the officer to the employer

    vacancy: Mapped[Vacancy] = relationship()
    job_seeker: Mapped[JobSeeker] = relationship()
    proposed_by: Mapped[Account | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has a step to take."""
        return self.closed_at is None

    @property
    def reached_employer(self) -> bool:
        """Whether the employer knows of it, with or without a name."""
        return self.sent_at is not None or self.presented_at is not None
