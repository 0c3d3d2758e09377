"""Rows gathered in memory with their numbers already given, then written table by table in a few statements."""

from collections import defaultdict
from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from models import Base

Row = dict[str, Any]


class Rows:
    """What the generator makes. A row is a dict with all columns of its table, so that one INSERT takes them all."""

    def __init__(self) -> None:
        self.waiting: dict[str, list[Row]] = defaultdict(list)
        self.numbers: dict[str, count[int]] = defaultdict(lambda: count(1))
        self.defaults: dict[str, list[tuple[str, Callable[[], Any]]]] = {}

    def add(self, model: type[Base], **values: Any) -> Row:
        """Gather a row; it may still be changed until it is written. Its ``id`` is given here."""
        table = model.__tablename__
        if table not in self.defaults:
            self.defaults[table] = [(column.name, default_of(column)) for column in model.__table__.columns]
        unknown = values.keys() - {name for name, _ in self.defaults[table]}
        if unknown:
            raise TypeError(f"{table} has no column {', '.join(sorted(unknown))}")
        row = {name: values[name] if name in values else make() for name, make in self.defaults[table]}
        row["id"] = next(self.numbers[table])
        self.waiting[table].append(row)
        return row

    def of(self, model: type[Base]) -> list[Row]:
        """The rows of a table that are not written yet."""
        return self.waiting[model.__tablename__]

    def write(self, session: Session) -> None:
        """Write what is gathered, in the order that foreign keys ask for, and let numbering go on after it."""
        connection = session.connection()
        for table in Base.metadata.sorted_tables:
            if rows := self.waiting.pop(table.name, None):
                connection.execute(insert(table), rows)
                if connection.dialect.name == "postgresql":
                    sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
                    connection.execute(text(f"SELECT setval({sequence}, {rows[-1]['id']})"))


def default_of(column: Any) -> Callable[[], Any]:
    """How a column that nobody named is filled: the model's own default, a first version, or nothing."""
    if column.name == "version":
        return lambda: 1
    if column.default is None:
        return lambda: None
    if column.default.is_callable:
        return lambda: column.default.arg(None)
    return lambda: column.default.arg
