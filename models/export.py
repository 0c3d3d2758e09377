"""Exports that were asked for, each with what became of it, and named lists of columns."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, Json, Timestamped, Versioned, enum_type
from models.enums.exports import ExportFormat, ExportKind, ExportPurpose, ExportState
from models.programme import Office


class Export(Base, Timestamped):
    """One file asked for: what is in it, for which purpose, how far it is, and how to know that it is whole.

    The record stays when the file is gone. Nothing of a person stands here: the filters of a search for somebody are
    kept as the token of the search.
    """

    __tablename__ = "export"
    __table_args__ = (
        CheckConstraint("(state = 'done') = (sha256 IS NOT NULL)", name="done_says_its_hash"),
        CheckConstraint(
            "state <> 'done' OR (row_count IS NOT NULL AND size_bytes IS NOT NULL AND file_name IS NOT NULL)",
            name="done_says_its_size",
        ),
        CheckConstraint("(state = 'failed') = (error IS NOT NULL)", name="failed_says_why"),
        CheckConstraint(
            "(state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL)", name="finished_says_when"
        ),
        CheckConstraint("state NOT IN ('running', 'done') OR started_at IS NOT NULL", name="started_says_when"),
        CheckConstraint("NOT taken_back OR deleted_at IS NOT NULL", name="taken_back_says_when"),
        Index("ix_export_office_created", "office_id", "created_at"),
    )

    kind: Mapped[ExportKind] = mapped_column(enum_type(ExportKind))
    format: Mapped[ExportFormat] = mapped_column(enum_type(ExportFormat))
    purpose: Mapped[ExportPurpose] = mapped_column(enum_type(ExportPurpose))
    state: Mapped[ExportState] = mapped_column(enum_type(ExportState), default=ExportState.QUEUED, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    columns: Mapped[list[str]] = mapped_column(Json, default=list)  # codes, in the order chosen
    query: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # {"filters": {...}, "sort": "-registered"}
    level: Mapped[str | None] = mapped_column(String(20))  # the highest level of identity that the file may hold
    language: Mapped[str] = mapped_column(String(8), default="en")  # of headings and words

    started_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    cancel_wanted: Mapped[bool] = mapped_column(default=False)
    rows_expected: Mapped[int | None]
    rows_written: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(40))  # who has taken it; nobody else may finish it

    row_count: Mapped[int | None]
    left_out: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # reason to number of rows
    hidden: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # column to cells that the level hides
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str | None] = mapped_column(String(120))  # as it is handed over
    error: Mapped[str | None] = mapped_column(String(60))  # a code; pages have the words
    expires_on: Mapped[date | None]  # the file is deleted on this day
    deleted_at: Mapped[datetime | None]
    taken_back: Mapped[bool] = mapped_column(default=False)  # deleted early: somebody in it may be so no longer

    by: Mapped[Account | None] = relationship()
    office: Mapped[Office | None] = relationship()

    @property
    def available(self) -> bool:
        """Whether there is a file to hand over."""
        return self.state is ExportState.DONE and self.deleted_at is None


class SavedList(Base, Versioned, Timestamped):
    """A named choice of columns, filters and sort; for its owner, or for the whole office."""

    __tablename__ = "saved_list"
    __table_args__ = (UniqueConstraint("owner_id", "kind", "name"),)

    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[ExportKind] = mapped_column(enum_type(ExportKind))
    columns: Mapped[list[str]] = mapped_column(Json, default=list)
    query: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # as an export's
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"), index=True)
    shared: Mapped[bool] = mapped_column(default=False)

    owner: Mapped[Account] = relationship()
    office: Mapped[Office | None] = relationship()
