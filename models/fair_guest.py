"""Who is invited to a fair, who came, whom they met, and the runs of the schedule."""

from datetime import datetime, time
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Json, Timestamped, Versioned, enum_type, utc_now
from models.enums.fairs import CheckInWay, GuestState, InterviewOutcome, InterviewState, ScheduleRunState
from models.fair import FairEmployer, JobFair
from models.job_seeker import JobSeeker
from models.referral import Referral
from models.vacancy import Vacancy


def new_token() -> str:
    """What a badge's QR code holds: it says nothing about the person and can be read by this service alone."""
    return token_urlsafe(16)


class FairGuest(Base, Versioned, Timestamped):
    """A job seeker invited to a fair, or walking in. Needs are for the fair's planning: counted, never listed."""

    __tablename__ = "fair_guest"
    __table_args__ = (
        UniqueConstraint("fair_id", "job_seeker_id"),
        CheckConstraint("rating IS NULL OR rating BETWEEN 0 AND 10", name="rating_is_0_to_10"),
        Index("uq_fair_guest_answer_key", "answer_key", unique=True),
        CheckConstraint(
            "here_until IS NULL OR here_from IS NULL OR here_until > here_from", name="leaves_after_coming"
        ),
    )

    fair_id: Mapped[int] = mapped_column(ForeignKey("job_fair.id", ondelete="CASCADE"))
    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    state: Mapped[GuestState] = mapped_column(enum_type(GuestState), default=GuestState.INVITED)
    token: Mapped[str] = mapped_column(String(40), unique=True, default=new_token)
    answer_key: Mapped[str | None] = mapped_column(String(40), default=new_token)  # in a message's link
    walk_in: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    here_from: Mapped[time | None]  # in the office's time, on every day of the fair
    here_until: Mapped[time | None]
    needs_access: Mapped[bool] = mapped_column(default=False)
    needs_childcare: Mapped[bool] = mapped_column(default=False)
    rating: Mapped[int | None]
    rating_note: Mapped[str | None] = mapped_column(Text)

    fair: Mapped[JobFair] = relationship()
    job_seeker: Mapped[JobSeeker] = relationship()
    wishes: Mapped[list["FairWish"]] = relationship(back_populates="guest", cascade="all, delete-orphan")


class FairWish(Base):
    """A guest would like to talk to a booth."""

    __tablename__ = "fair_wish"
    __table_args__ = (UniqueConstraint("guest_id", "booth_id"),)

    guest_id: Mapped[int] = mapped_column(ForeignKey("fair_guest.id", ondelete="CASCADE"))
    booth_id: Mapped[int] = mapped_column(ForeignKey("fair_employer.id", ondelete="CASCADE"), index=True)

    guest: Mapped[FairGuest] = relationship(back_populates="wishes")
    booth: Mapped[FairEmployer] = relationship()


class FairInterview(Base, Versioned, Timestamped):
    """A guest and a booth, at a time or in the queue; nobody is in two places at one time."""

    __tablename__ = "fair_interview"
    __table_args__ = (
        CheckConstraint("(starts_at IS NULL) = (queued_at IS NOT NULL)", name="at_a_time_or_in_the_queue"),
        CheckConstraint("state <> 'queued' OR queued_at IS NOT NULL", name="queued_says_since_when"),
        CheckConstraint("(state = 'done') = (outcome IS NOT NULL)", name="done_says_how"),
        Index(
            "uq_fair_interview_one_place",
            "guest_id",
            "starts_at",
            unique=True,
            sqlite_where=text("state <> 'cancelled' AND starts_at IS NOT NULL"),
            postgresql_where=text("state <> 'cancelled' AND starts_at IS NOT NULL"),
        ),
        Index(
            "uq_fair_interview_one_pair",
            "guest_id",
            "booth_id",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
    )

    guest_id: Mapped[int] = mapped_column(ForeignKey("fair_guest.id", ondelete="CASCADE"))
    booth_id: Mapped[int] = mapped_column(ForeignKey("fair_employer.id", ondelete="CASCADE"), index=True)
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancy.id", ondelete="SET NULL"))
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id", ondelete="SET NULL"))
    state: Mapped[InterviewState] = mapped_column(enum_type(InterviewState), default=InterviewState.PLANNED)
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    queued_at: Mapped[datetime | None]
    outcome: Mapped[InterviewOutcome | None] = mapped_column(enum_type(InterviewOutcome))
    outcome_at: Mapped[datetime | None]
    score: Mapped[float | None]  # the match as it stood when it was scheduled
    wished: Mapped[bool] = mapped_column(default=False)

    guest: Mapped[FairGuest] = relationship()
    booth: Mapped[FairEmployer] = relationship()
    vacancy: Mapped[Vacancy | None] = relationship()
    referral: Mapped[Referral | None] = relationship()


class FairCheckIn(Base):
    """Somebody was seen at the door. The device makes the `client_id`, so that sending twice counts once."""

    __tablename__ = "fair_check_in"

    client_id: Mapped[str] = mapped_column(String(40), unique=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("fair_guest.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    received_at: Mapped[datetime] = mapped_column(default=utc_now)
    way: Mapped[CheckInWay] = mapped_column(enum_type(CheckInWay))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))

    guest: Mapped[FairGuest] = relationship()
    by: Mapped[Account | None] = relationship()


class FairScheduleRun(Base, Timestamped):
    """One search for a schedule: how far it is, whether it should stop, and what it found."""

    __tablename__ = "fair_schedule_run"

    fair_id: Mapped[int] = mapped_column(ForeignKey("job_fair.id", ondelete="CASCADE"), index=True)
    state: Mapped[ScheduleRunState] = mapped_column(enum_type(ScheduleRunState), default=ScheduleRunState.WAITING)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    time_limit_s: Mapped[float] = mapped_column(default=120.0)
    elapsed_s: Mapped[float] = mapped_column(default=0.0)
    heartbeat_at: Mapped[datetime | None]
    cancel_wanted: Mapped[bool] = mapped_column(default=False)
    proven: Mapped[bool] = mapped_column(default=False)
    value: Mapped[float | None]
    gap: Mapped[float | None]
    method: Mapped[str | None] = mapped_column(String(20))
    greedy_value: Mapped[float | None]
    interviews: Mapped[list[Any]] = mapped_column(Json, default=list)  # [[guest, booth, instant, score, wished], ...]
    unserved: Mapped[list[int]] = mapped_column(Json, default=list)  # guests with fewer interviews than wanted
    taken_at: Mapped[datetime | None]  # when it became the fair's schedule
    error: Mapped[str | None] = mapped_column(Text)

    fair: Mapped[JobFair] = relationship()
    by: Mapped[Account | None] = relationship()
