"""Which background jobs are to run once the session's transaction is committed. The queue itself is elsewhere."""

from typing import Any

from sqlalchemy.orm import Session

KEY = "jobs_to_wake"


def wake(session: Session, name: str, *arguments: Any) -> None:
    """Run the background job `name` soon after the commit; after a rollback nothing happens."""
    session.info.setdefault(KEY, {})[name, arguments] = None


def wakes(session: Session) -> list[tuple[str, tuple[Any, ...]]]:
    """What is to be woken, each once, in the order asked."""
    return list(session.info.get(KEY, {}))


def forget_wakes(session: Session) -> None:
    """Nothing is to be woken any more."""
    session.info.pop(KEY, None)
