"""Who looked at or changed what, without a single value; and searches kept out of URLs."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json, enum_type, utc_now
from models.enums.access import AuditAction


class AuditEntry(Base):
    """One look or one change. Holds row ids and field names, never what stood in them. Only ever added to."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_account_at", "account_id", "at"),
        Index("ix_audit_entry_kind", "kind", "at"),
    )

    at: Mapped[datetime] = mapped_column(default=utc_now)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    action: Mapped[AuditAction] = mapped_column(enum_type(AuditAction))
    kind: Mapped[str] = mapped_column(String(40))  # the table's name
    row_ids: Mapped[list[int]] = mapped_column(Json, default=list)
    fields: Mapped[list[str]] = mapped_column(Json, default=list)
    purpose: Mapped[str | None] = mapped_column(String(200))


class SavedSearch(Base):
    """What was searched for, kept behind an opaque id so that no identity stands in a URL or a log."""

    __tablename__ = "saved_search"

    token: Mapped[str] = mapped_column(String(32), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    criteria: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(default=utc_now)
