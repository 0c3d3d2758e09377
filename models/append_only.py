"""Histories that the database itself refuses to rewrite.

`by_id` of an event and `account_id` of an entry may still become NULL when an account is deleted, and the `note` of an
event when the person it speaks of is erased; nothing else changes.
"""

from typing import Any, cast

from sqlalchemy import Connection, Table, event

from models.audit import AuditEntry
from models.base import Base
from models.event import StateEvent
from models.notice_text import NoticeTextChange

APPEND_ONLY: dict[Table, tuple[str, ...]] = {
    cast(Table, StateEvent.__table__): ("by_id", "note"),
    cast(Table, AuditEntry.__table__): ("account_id",),
    cast(Table, NoticeTextChange.__table__): ("by_id",),
}
"""The guarded tables, each with the columns that may still be cleared."""

SQLITE = """CREATE TRIGGER IF NOT EXISTS {table}_is_append_only_{verb} BEFORE {timing} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
SQLITE_CLEARING = """CREATE TRIGGER IF NOT EXISTS {table}_is_append_only_{column} BEFORE UPDATE OF {column} ON {table}
WHEN NEW.{column} IS NOT NULL AND NEW.{column} IS NOT OLD.{column}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
POSTGRESQL_CLEARING = """CREATE OR REPLACE TRIGGER {table}_is_append_only_{column} BEFORE UPDATE OF {column} ON {table}
FOR EACH ROW WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})
EXECUTE FUNCTION refuse_rewriting()"""
POSTGRESQL_FUNCTION = """CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"""
POSTGRESQL = """CREATE OR REPLACE TRIGGER {table}_is_append_only_{verb} BEFORE {timing} ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"""


def trigger_statements(dialect: str) -> list[str]:
    """The statements that guard the histories, for ``sqlite`` or ``postgresql``."""
    statements = [] if dialect == "sqlite" else [POSTGRESQL_FUNCTION]
    pattern = SQLITE if dialect == "sqlite" else POSTGRESQL
    clearing = SQLITE_CLEARING if dialect == "sqlite" else POSTGRESQL_CLEARING
    for table, may_be_cleared in APPEND_ONLY.items():
        columns = [column.name for column in table.columns if column.name not in may_be_cleared]
        statements.append(pattern.format(table=table.name, verb="delete", timing="DELETE"))
        statements.append(pattern.format(table=table.name, verb="update", timing=f"UPDATE OF {', '.join(columns)}"))
        statements.extend(clearing.format(table=table.name, column=column) for column in may_be_cleared)
    return statements


@event.listens_for(Base.metadata, "after_create")
def guard(target: Any, connection: Connection, **_: Any) -> None:
    """Guard the histories of a schema that was made without migrations."""
    for statement in trigger_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
