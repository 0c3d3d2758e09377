"""``jobmatch db``: the schema."""

import click

from jobmatch.cli import application


@click.group("db")
def database() -> None:
    """Bring the database's schema up to date."""


@database.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Apply migrations up to REVISION (the newest unless said otherwise).

    \b
    Example:
      JOBMATCH_DATABASE_URL=postgresql+psycopg://... jobmatch db upgrade
    """
    from jobmatch.db import db
    from models import schema

    with application(), db.engine.begin() as connection:
        schema.upgrade(connection, revision)
    click.echo("The schema is up to date.")


@database.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the schema back to REVISION; `base` removes every table."""
    from jobmatch.db import db
    from models import schema

    with application(), db.engine.begin() as connection:
        schema.downgrade(connection, revision)
    click.echo(f"The schema is at {revision}.")


@database.command()
@click.argument("message")
def revise(message: str) -> None:
    """Write a new migration from what changed in the models (for developers)."""
    from jobmatch.db import db
    from models import schema

    with application(), db.engine.connect() as connection:
        schema.revise(connection, message)
