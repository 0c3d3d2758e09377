"""What officers do beside the ranking: counselling sessions, notes and tasks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Json, Timestamped, Versioned, enum_type, utc_now
from models.enums.casework import SessionKind, TaskKind, TaskState, Visibility
from models.job_seeker import JobSeeker


class CounsellingSession(Base, Timestamped):
    """One talk with a person."""

    __tablename__ = "counselling_session"

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    kind: Mapped[SessionKind] = mapped_column(enum_type(SessionKind), default=SessionKind.COUNSELLING)
    held_on: Mapped[date]
    minutes: Mapped[int | None]
    summary: Mapped[str] = mapped_column(Text)
    agreed_steps: Mapped[str | None] = mapped_column(Text)

    job_seeker: Mapped[JobSeeker] = relationship()
    officer: Mapped[Account | None] = relationship()


class Note(Base):
    """A note on a case. Never shown outside the service; `case` visibility is for the case's own officers."""

    __tablename__ = "note"

    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=utc_now)
    visibility: Mapped[Visibility] = mapped_column(enum_type(Visibility), default=Visibility.OFFICE)
    text: Mapped[str] = mapped_column(Text)

    job_seeker: Mapped[JobSeeker] = relationship()
    by: Mapped[Account | None] = relationship()


class Task(Base, Versioned, Timestamped):
    """Something an officer has to do, about a person or not: in an officer's words, or as a code with its facts."""

    __tablename__ = "task"
    __table_args__ = (CheckConstraint("(title = '') = (kind IS NOT NULL)", name="words_or_a_code"),)

    title: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[TaskKind | None] = mapped_column(enum_type(TaskKind))
    facts: Mapped[dict[str, Any] | None] = mapped_column(Json)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    job_seeker_id: Mapped[int | None] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    due_on: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(enum_type(TaskState), default=TaskState.OPEN)
    done_at: Mapped[datetime | None]

    job_seeker: Mapped[JobSeeker | None] = relationship()
    officer: Mapped[Account | None] = relationship()
