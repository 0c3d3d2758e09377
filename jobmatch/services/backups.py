"""Backup and restore: one portable file for both databases, read and written a few thousand rows at a time.

The file is a zip with ``manifest.json`` (format, schema revision, rows and SHA-256 of each table) and one
``<table>.jsonl`` per table: a row a line, values as the models hold them, so that a backup of SQLite can be restored
into PostgreSQL and back. A backup is read in one transaction, so it shows one instant.
"""

import hashlib
import json
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import Column, Connection, Date, DateTime, LargeBinary, Numeric, Table, Time, insert, select, text

from jobmatch.errors import Conflict, InvalidInput
from models.base import Base, UtcDateTime, utc_now
from models.change import IndexChange

FORMAT = 1
BATCH = 2000
MANIFEST = "manifest.json"
LEFT_OUT = frozenset({IndexChange.__tablename__})
"""The change sequence belongs to one database: after a restore every process builds its index anew."""

Progress = Callable[[str, int], None]


def silent(_table: str, _rows: int) -> None:
    """Tell nobody how far it is."""


def tables() -> list[Table]:
    """Every table of ours, in the order that foreign keys ask for."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def write_backup(connection: Connection, path: Path, *, progress: Progress = silent) -> dict[str, Any]:
    """Write every table to a new file; it appears under its name only when it is whole.

    Returns
    -------
    dict
        The manifest.
    """
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "revision": MigrationContext.configure(connection).get_current_revision(),
        "made_at": utc_now().isoformat(),
        "tables": {},
    }
    unfinished = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for table in tables():
                manifest["tables"][table.name] = write_table(connection, archive, table, progress)
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        unfinished.chmod(0o600)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def write_table(connection: Connection, archive: zipfile.ZipFile, table: Table, progress: Progress) -> dict[str, Any]:
    """Write one table's rows, by number; returns how many and their digest."""
    digest, rows = hashlib.sha256(), 0
    writers = [unless_none(codec_of(column)[0]) for column in table.columns]
    found = connection.execution_options(yield_per=BATCH).execute(select(table).order_by(*table.primary_key))
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
        for row in found:
            values = [write(value) for write, value in zip(writers, row, strict=True)]
            line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            file.write(line)
            rows += 1
    progress(table.name, rows)
    return {"columns": [column.name for column in table.columns], "rows": rows, "sha256": digest.hexdigest()}


Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]
"""How a value is written as JSON, and how it is read back."""

CODECS: tuple[tuple[tuple[type[Any], ...], Codec], ...] = (
    ((UtcDateTime, DateTime), (datetime.isoformat, datetime.fromisoformat)),
    ((Date,), (date.isoformat, date.fromisoformat)),
    ((Time,), (time.isoformat, time.fromisoformat)),
    ((LargeBinary,), (lambda value: b64encode(value).decode(), b64decode)),
)


def codec_of(column: Column[Any]) -> Codec:
    """The codec of a column's type; JSON's own types pass as they are."""
    kind = column.type
    for types, codec in CODECS:
        if isinstance(kind, types):
            return codec
    if isinstance(kind, Numeric) and kind.asdecimal:
        return str, Decimal
    enum = getattr(kind, "enum_class", None)
    return (str, enum) if enum is not None else (plain, plain)


def plain(value: Any) -> Any:
    """What JSON holds by itself."""
    return value


def unless_none(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Nothing stays nothing."""
    return lambda value: None if value is None else convert(value)


def read_manifest(archive: zipfile.ZipFile, revision: str | None) -> dict[str, Any]:
    """The manifest, checked against this program and the database's schema.

    Raises
    ------
    InvalidInput
        If it is of another format or of another schema.
    """
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError) as error:
        raise InvalidInput({"file": ["This is no backup."]}) from error
    if manifest.get("format") != FORMAT:
        raise InvalidInput({"file": [f"This program reads backups of format {FORMAT}."]})
    if manifest["revision"] != revision:
        found = manifest["revision"]
        raise InvalidInput(
            {"file": [f"The backup has the schema {found}, the database {revision}: jobmatch db upgrade {found}"]}
        )
    return manifest


def check_file(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Compare every table with its digest before anything is written.

    Raises
    ------
    InvalidInput
        If a table is missing, shorter, or changed.
    """
    for name, told in manifest["tables"].items():
        digest, rows = hashlib.sha256(), 0
        try:
            with archive.open(f"{name}.jsonl") as file:
                for line in file:
                    digest.update(line)
                    rows += 1
        except (KeyError, zipfile.BadZipFile, OSError) as error:
            raise InvalidInput({"file": [f"The table {name} cannot be read."]}) from error
        if (rows, digest.hexdigest()) != (told["rows"], told["sha256"]):
            raise InvalidInput({"file": [f"The table {name} is not what was written."]})


def restore_backup(
    connection: Connection, path: Path, *, force: bool = False, progress: Progress = silent
) -> dict[str, Any]:
    """Put a backup's rows in place of the database's, in one transaction of the caller's.

    Raises
    ------
    InvalidInput
        If the file is no backup, was changed, or fits another schema.
    Conflict
        If the database holds rows and `force` was not given.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise InvalidInput({"file": [f"{path} cannot be read as a backup."]}) from error
    with archive:
        manifest = read_manifest(archive, MigrationContext.configure(connection).get_current_revision())
        check_file(archive, manifest)
        filled = [table.name for table in tables() if connection.execute(select(table).limit(1)).first()]
        if filled and not force:
            raise Conflict(f"the database is not empty ({', '.join(filled[:3])} ...): give --force to replace it")
        empty(connection)
        known = {table.name: table for table in tables()}
        late: list[tuple[Table, list[dict[str, Any]]]] = []
        for name in (table.name for table in tables() if table.name in manifest["tables"]):
            read_table(connection, archive, known[name], manifest["tables"][name]["columns"], late)
            progress(name, manifest["tables"][name]["rows"])
        for table, rows in late:
            connection.execute(insert(table), rows)
        continue_numbering(connection)
    return manifest


def empty(connection: Connection) -> None:
    """Remove every row. Histories refuse it by triggers, which are put back at once."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        return
    triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _sql in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for table in reversed(Base.metadata.sorted_tables):
        connection.execute(table.delete())
    for _name, sql in triggers:
        connection.exec_driver_sql(sql)


def read_table(
    connection: Connection,
    archive: zipfile.ZipFile,
    table: Table,
    columns: list[str],
    late: list[tuple[Table, list[dict[str, Any]]]],
) -> None:
    """Insert one table's rows in batches; rows that point to a later table wait in `late`."""
    readers = [unless_none(codec_of(table.columns[name])[1]) for name in columns]

    def rows() -> Iterator[dict[str, Any]]:
        with archive.open(f"{table.name}.jsonl") as file:
            for line in file:
                values = json.loads(line)
                yield {name: read(value) for name, read, value in zip(columns, readers, values, strict=True)}

    batch: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    for row in rows():
        (waiting if table.name == "account" and row.get("job_seeker_id") is not None else batch).append(row)
        if len(batch) == BATCH:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)
    if waiting:
        late.append((table, waiting))


def continue_numbering(connection: Connection) -> None:
    """Let PostgreSQL's sequences go on after the highest number; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        if "id" in table.columns:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 - our own tables
                    f"GREATEST((SELECT MAX(id) FROM {table.name}), 1), (SELECT MAX(id) FROM {table.name}) IS NOT NULL)"
                )
            )
