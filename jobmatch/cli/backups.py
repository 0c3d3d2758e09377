"""``jobmatch backup`` and ``jobmatch restore``."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection, Engine

from jobmatch.cli import application


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
def backup(file: Path, force: bool) -> None:
    """Write everything to FILE while the service runs. Works for SQLite and PostgreSQL alike.

    \b
    Example:
      jobmatch backup /backups/jobmatch-$(date +%F).zip
    """
    from jobmatch.db import db
    from jobmatch.errors import Conflict
    from jobmatch.services.backups import write_backup

    if file.exists() and not force:
        raise Conflict(f"{file} is there already: give --force to replace it")
    if not file.parent.is_dir():
        raise click.UsageError(f"There is no folder {file.parent}.")
    with application(reading=True), reading(db.engine) as connection:
        manifest = write_backup(connection, file, progress=say)
    click.echo(f"{total(manifest)} rows of {len(manifest['tables'])} tables are in {file}.")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads and sees one instant, whatever others write meanwhile."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.begin() as connection:
        yield connection


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace what the database holds.")
def restore(file: Path, force: bool) -> None:
    """Put the backup FILE in place of an empty database; also the way from SQLite to PostgreSQL.

    Every table is compared with its checksum first, and all of it is one transaction.

    \b
    Example:
      JOBMATCH_DATABASE_URL=postgresql+psycopg://... jobmatch db upgrade
      JOBMATCH_DATABASE_URL=postgresql+psycopg://... jobmatch restore jobmatch-2026-11-23.zip
    """
    from jobmatch.db import db
    from jobmatch.services.backups import restore_backup

    with application(), db.engine.begin() as connection:
        manifest = restore_backup(connection, file, force=force, progress=say)
    click.echo(f"{total(manifest)} rows of {len(manifest['tables'])} tables are back. Restart the service.")


def total(manifest: dict[str, Any]) -> int:
    """How many rows a backup holds."""
    return sum(table["rows"] for table in manifest["tables"].values())


def say(table: str, rows: int) -> None:
    """Tell a terminal how far it is."""
    from sys import stderr

    if stderr.isatty():
        click.echo(f"  {table}: {rows}", err=True)
