"""An imported vocabulary (ESCO), as plain rows that can be taken out again. The built-in one lies in files."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json, utc_now


class VocabularyImport(Base):
    """One run of the import. What it added goes when it is taken out."""

    __tablename__ = "vocabulary_import"

    at: Mapped[datetime] = mapped_column(default=utc_now)
    source: Mapped[str] = mapped_column(String(40))  # "esco"
    files: Mapped[list[str]] = mapped_column(Json, default=list)
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    counts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # of the rows that were new


class VocabularyConcept(Base):
    """An occupation, a skill or an ISCO-08 group of an imported vocabulary."""

    __tablename__ = "vocabulary_concept"

    import_id: Mapped[int] = mapped_column(ForeignKey("vocabulary_import.id", ondelete="CASCADE"), index=True)
    uri: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    isco: Mapped[str | None] = mapped_column(String(4))


class VocabularyLabel(Base):
    """One name of an imported concept in one language."""

    __tablename__ = "vocabulary_label"
    __table_args__ = (UniqueConstraint("uri", "language", "text", "kind"),)

    import_id: Mapped[int] = mapped_column(ForeignKey("vocabulary_import.id", ondelete="CASCADE"), index=True)
    uri: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(12))  # preferred, alternative, hidden


class VocabularyRelation(Base):
    """How two imported concepts relate."""

    __tablename__ = "vocabulary_relation"
    __table_args__ = (UniqueConstraint("relation", "source", "target"),)

    import_id: Mapped[int] = mapped_column(ForeignKey("vocabulary_import.id", ondelete="CASCADE"), index=True)
    relation: Mapped[str] = mapped_column(String(20))  # occupation_skill, skill_skill, broader
    source: Mapped[str] = mapped_column(String(200))
    target: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str | None] = mapped_column(String(12))  # essential, optional
