"""Bulk intake: a run, its staged rows, and pairs that may be one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, BigId, Json, Timestamped, Versioned, enum_type
from models.enums import DuplicateState, ImportKind, ImportState, RowOutcome
from models.job_seeker import JobSeeker


class ImportRun(Base, Versioned, Timestamped):
    """One file read into staging, then saved in one transaction, and undone while nothing was built on it."""

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint("(state IN ('saved', 'undone')) = (saved_at IS NOT NULL)", name="saved_says_when"),
    )

    kind: Mapped[ImportKind] = mapped_column(enum_type(ImportKind))
    state: Mapped[ImportState] = mapped_column(enum_type(ImportState), default=ImportState.STAGED)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    headings: Mapped[list[str]] = mapped_column(Json, default=list)
    mapping: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # heading -> field, or null for raw
    counts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    error: Mapped[str | None] = mapped_column(Text)
    saved_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    by: Mapped[Account | None] = relationship()


class ImportRow(Base):
    """One row of the file: its cells as they came, how it ended, and what must be known to undo it."""

    __tablename__ = "import_row"
    __table_args__ = (UniqueConstraint("run_id", "number"), Index("ix_import_row_outcome", "run_id", "outcome"))

    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"))
    number: Mapped[int]  # as the sheet counts, the heading is 1
    cells: Mapped[dict[str, Any]] = mapped_column(Json)
    parsed: Mapped[dict[str, Any] | None] = mapped_column(Json)
    outcome: Mapped[RowOutcome | None] = mapped_column(enum_type(RowOutcome))
    problems: Mapped[list[Any]] = mapped_column(Json, default=list)  # [{column, value, code}, ...]
    row_id: Mapped[int | None] = mapped_column(BigId, index=True)  # the job seeker or vacancy it became
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)  # field values that an update replaced
    version_after: Mapped[int | None]

    run: Mapped[ImportRun] = relationship()


class PossibleDuplicate(Base, Versioned, Timestamped):
    """Two records that may be one person, with why, waiting for an officer."""

    __tablename__ = "possible_duplicate"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="pair_in_order"),
        UniqueConstraint("first_id", "second_id"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)
    state: Mapped[DuplicateState] = mapped_column(enum_type(DuplicateState), default=DuplicateState.OPEN)
    score: Mapped[float]
    evidence: Mapped[list[str]] = mapped_column(Json, default=list)  # codes such as same_phone, similar_name
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    settled_at: Mapped[datetime | None]

    first: Mapped[JobSeeker] = relationship(foreign_keys=[first_id])
    second: Mapped[JobSeeker] = relationship(foreign_keys=[second_id])
