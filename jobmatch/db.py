"""The database session of a request or a command, and what SQLite needs to behave like a server.

SQLite refuses a transaction that reads first and writes after somebody else has written. So whatever is going to
write takes the one write lock at its beginning and waits for its turn there: every command, and every request but
GET. A GET that has something to store calls `begin_writing` first.
"""

import sqlite3
from contextvars import ContextVar
from typing import Any

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

db = SQLAlchemy()

BUSY_MS = 60_000
reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)


def begin_writing(session: Session) -> None:
    """End the transaction that has only read, so that the next one may write."""
    reading_only.set(False)
    session.commit()


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
