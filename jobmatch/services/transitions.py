"""The one way in which a state changes: checked, recorded, and never lost."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidTransition, StaleVersion
from models import Account, Actor, Role, StateEvent, utc_now
from models.states import allowed

ACTORS = {
    Role.RETURNEE: Actor.JOB_SEEKER,
    Role.PARTNER: Actor.JOB_SEEKER,  # a partner speaks for a person who agreed to it
    Role.EMPLOYER: Actor.EMPLOYER,
}


def actor_of(account: Account | None) -> Actor:
    """On whose word a step counts when nobody says otherwise."""
    return Actor.SYSTEM if account is None else ACTORS.get(account.role, Actor.OFFICER)


def record_event(
    session: Session,
    row: Any,
    *,
    was: StrEnum | None,
    by: Account | None,
    actor: Actor | None = None,
    reason: StrEnum | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> StateEvent:
    """Add to a row's history how it came to its present state. The row needs its id, so it is flushed first."""
    session.flush()
    event = StateEvent(
        noun=row.__tablename__,
        row_id=row.id,
        from_state=was.value if was else None,
        to_state=row.state.value,
        by_id=by.id if by else None,
        actor=actor or actor_of(by),
        reason=reason.value if reason else None,
        note=note,
        at=at or utc_now(),
    )
    session.add(event)
    return event


def move(
    session: Session,
    row: Any,
    *,
    to: StrEnum,
    by: Account | None,
    actor: Actor | None = None,
    reason: StrEnum | None = None,
    note: str | None = None,
    at: datetime | None = None,
    **values: Any,
) -> StateEvent:
    """Move `row` to the state `to`, set `values` with it, and record who, when and why. Flushes.

    Raises
    ------
    InvalidTransition
        If the row's present state does not allow the step.
    """
    was = row.state
    if to not in allowed(row.__tablename__, was):
        raise InvalidTransition(noun=row.__tablename__, state=was.value, to=to.value)
    row.state = to
    for name, value in values.items():
        setattr(row, name, value)
    return record_event(session, row, was=was, by=by, actor=actor, reason=reason, note=note, at=at)


def history(session: Session, row: Any) -> list[StateEvent]:
    """A row's events, oldest first."""
    return list(
        session.scalars(
            select(StateEvent)
            .where(StateEvent.noun == row.__tablename__, StateEvent.row_id == row.id)
            .order_by(StateEvent.at, StateEvent.id)
        )
    )


def check_version(row: Any, version: int | None) -> None:
    """Refuse a form that was filled in on an older state of the row; None means that the form holds no version."""
    if version is not None and version != row.version:
        raise StaleVersion(noun=row.__tablename__)
