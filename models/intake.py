"""Bulk intake: a run, its staged rows, and pairs that may be one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, BigId, Json, Timestamped, Versioned, enum_type
from models.enums.intake import ImportKind, ImportState, RowOutcome
from models.enums.people import DuplicateState
from models.job_seeker import JobSeeker
from models.programme import Office, Programme


class ImportRun(Base, Versioned, Timestamped):
    """One file read into staging, then saved in one transaction, and undone while nothing was built on it."""

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint("(state IN ('saved', 'undone')) = (saved_at IS NOT NULL)", name="saved_says_when"),
        CheckConstraint(
            "kind <> 'job_seekers' OR (office_id IS NOT NULL AND programme_id IS NOT NULL)",
            name="people_belong_to_an_office",
        ),
    )

    kind: Mapped[ImportKind] = mapped_column(enum_type(ImportKind))
    state: Mapped[ImportState] = mapped_column(enum_type(ImportState), default=ImportState.STAGED)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    headings: Mapped[list[str]] = mapped_column(Json, default=list)
    mapping: Mapped[list[Any]] = mapped_column(Json, default=list)  # a field's name per heading, or null for raw
    source: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # encoding, delimiter, sheet, first row
    row_count: Mapped[int] = mapped_column(default=0)
    read_count: Mapped[int] = mapped_column(default=0)  # rows understood so far, with the present mapping
    compared_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    error: Mapped[str | None] = mapped_column(Text)
    saved_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    by: Mapped[Account | None] = relationship()
    office: Mapped[Office | None] = relationship()
    programme: Mapped[Programme | None] = relationship()

    @property
    def ready(self) -> bool:
        """Whether every row is understood and compared, so that it can be saved."""
        return self.compared_at is not None


class ImportRow(Base):
    """One row of the file: its cells as they came, how it ended, and what must be known to undo it."""

    __tablename__ = "import_row"
    __table_args__ = (UniqueConstraint("run_id", "number"), Index("ix_import_row_outcome", "run_id", "outcome"))

    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id", ondelete="CASCADE"))
    number: Mapped[int]  # as the sheet counts, the heading is 1
    cells: Mapped[list[Any]] = mapped_column(Json)  # texts, one per heading
    fingerprint: Mapped[str] = mapped_column(String(32), index=True)  # of headings and cells: the same row again
    parsed: Mapped[dict[str, Any] | None] = mapped_column(Json)
    outcome: Mapped[RowOutcome | None] = mapped_column(enum_type(RowOutcome))
    problems: Mapped[list[Any]] = mapped_column(Json, default=list)  # [{column, value, code}, ...]
    row_id: Mapped[int | None] = mapped_column(BigId, index=True)  # the job seeker or vacancy it is or became
    same_as: Mapped[int | None]  # the number of an earlier row of the file that is the same person
    evidence: Mapped[list[Any]] = mapped_column(Json, default=list)  # why it is, or may be, somebody known
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


class FormerReference(Base):
    """The case reference of a record that was merged into another one; it still finds the person."""

    __tablename__ = "former_reference"

    reference: Mapped[str] = mapped_column(String(40), unique=True)
    job_seeker_id: Mapped[int] = mapped_column(ForeignKey("job_seeker.id", ondelete="CASCADE"), index=True)

    job_seeker: Mapped[JobSeeker] = relationship()
