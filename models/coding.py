"""Free text and what it was coded to: each distinct text once, sure or waiting for an officer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json, Timestamped, enum_type
from models.enums.intake import CodingKind, CodingState


class CodedText(Base, Timestamped):
    """What one text means. A settled one is remembered and used whenever the text comes again."""

    __tablename__ = "coded_text"
    __table_args__ = (
        UniqueConstraint("kind", "folded"),
        Index("ix_coded_text_state", "state", "kind"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_is_a_share"),
        CheckConstraint("state NOT IN ('sure', 'settled') OR concept IS NOT NULL", name="decided_names_a_concept"),
        CheckConstraint("(state IN ('settled', 'dismissed')) = (settled_at IS NOT NULL)", name="settled_says_when"),
    )

    kind: Mapped[CodingKind] = mapped_column(enum_type(CodingKind))
    text: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(String(300))
    concept: Mapped[str | None] = mapped_column(String(200))
    confidence: Mapped[float] = mapped_column(default=0.0)
    alternatives: Mapped[list[list[object]]] = mapped_column(Json, default=list)  # [[concept, confidence], ...]
    state: Mapped[CodingState] = mapped_column(enum_type(CodingState))
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    settled_at: Mapped[datetime | None]
