"""Bulk writing: ids known before the rows are written, so that everything that hangs on them goes in one stroke."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from models import Base

CHUNK = 1000


def reserve_ids(session: Session, model: type[Base], count: int) -> list[int]:
    """Ids for `count` new rows of a table, that nobody else gets.

    PostgreSQL draws them from the table's sequence. SQLite has one writer at a time, which is this one.
    """
    if count < 1:
        return []
    table = model.__tablename__
    if session.get_bind().dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
        return sorted(session.scalars(drawn, {"table": table, "count": count}))
    highest = session.scalar(select(func.max(model.id))) or 0
    given = session.scalar(text("SELECT max(seq) FROM sqlite_sequence WHERE name = :table"), {"table": table}) or 0
    start = max(highest, given) + 1
    return list(range(start, start + count))


def insert_rows(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows past the unit of work. Every row has the same columns; nothing is returned."""
    for start in range(0, len(rows), CHUNK):
        session.connection().execute(
            insert(model.metadata.tables[model.__tablename__]), list(rows[start : start + CHUNK])
        )


def chunks(items: Sequence[Any], size: int = CHUNK) -> Iterable[Sequence[Any]]:
    """The items in lists of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
