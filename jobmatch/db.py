"""The database session of a request or a command, and what SQLite needs to behave like a server."""

import sqlite3
from typing import Any

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Engine, event

db = SQLAlchemy()

BUSY_MS = 30_000


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Enforce foreign keys, let readers and one writer work side by side, and let a second writer wait."""
    if isinstance(connection, sqlite3.Connection):
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.close()
