"""The change sequence that every process's ranking index follows.

A row says that a job seeker or a vacancy may rank differently. Numbers are given before commit, so a lower number may
become visible after a higher one; `writer` lets a reader on PostgreSQL ask again for all that was still under
way when it last looked. SQLite has one writer at a time, so numbers there become visible in order.
"""

from enum import StrEnum

from sqlalchemy import DDL, BigInteger, Index, event, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, enum_type


class Noun(StrEnum):
    JOB_SEEKER = "job_seeker"
    VACANCY = "vacancy"


class IndexChange(Base):
    """One row to read again. Only ever added to, and pruned when every reader has long seen it."""

    __tablename__ = "index_change"
    __table_args__ = (Index("ix_index_change_writer", "writer"), {"sqlite_autoincrement": True})

    noun: Mapped[Noun] = mapped_column(enum_type(Noun))
    row_id: Mapped[int] = mapped_column(BigId)
    writer: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))


CURRENT_TRANSACTION = "ALTER TABLE index_change ALTER COLUMN writer SET DEFAULT pg_current_xact_id()::text::bigint"
event.listen(IndexChange.__table__, "after_create", DDL(CURRENT_TRANSACTION).execute_if(dialect="postgresql"))
