"""The history of every noun that has a state."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.account import Account
from models.base import Base, BigId, enum_type, utc_now
from models.enums.consent import Actor
from models.states import transition_sql


class StateEvent(Base):
    """Who moved what from which state to which, when and why. Only ever added to."""

    __tablename__ = "state_event"
    __table_args__ = (
        CheckConstraint(transition_sql(), name="transition_is_allowed"),
        Index("ix_state_event_row", "noun", "row_id"),
    )

    noun: Mapped[str] = mapped_column(String(32))
    row_id: Mapped[int] = mapped_column(BigId)
    from_state: Mapped[str | None] = mapped_column(String(32))
    to_state: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    actor: Mapped[Actor] = mapped_column(enum_type(Actor), default=Actor.OFFICER)
    reason: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)

    by: Mapped[Account | None] = relationship()
