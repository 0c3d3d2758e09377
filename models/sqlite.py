"""What SQLite needs to behave like a server.

SQLite refuses a transaction that reads first and writes after somebody else has written. So whatever is going to
write takes the one write lock at its beginning and waits for its turn there, unless it says that it only reads.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

BUSY_MS = 60_000
reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)


@contextmanager
def committed_state(session: Session) -> Iterator[Session]:
    """A session beside this one that sees what is committed and nothing that this one is still writing."""
    token = reading_only.set(True)
    try:
        with Session(session.get_bind(), join_transaction_mode="create_savepoint") as beside:
            yield beside
    finally:
        reading_only.reset(token)


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Enforce foreign keys, let readers and one writer work side by side, and let a second writer wait."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # BEGIN is ours to say, below
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.close()


@event.listens_for(Engine, "begin")
def begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, unless nothing is going to be written."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if reading_only.get() else "BEGIN IMMEDIATE")
