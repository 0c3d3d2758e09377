"""The schema: brought up to date, taken down, compared with the models, and extended."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for one connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema up to a revision, the newest unless said otherwise."""
    command.upgrade(configuration(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    """Take the schema down to a revision, to nothing unless said otherwise."""
    command.downgrade(configuration(connection), revision)


def revise(connection: Connection, message: str) -> None:
    """Write a new migration from the difference between the models and the database at `connection`."""
    command.revision(configuration(connection), message=message, autogenerate=True)


def is_current(connection: Connection) -> bool:
    """Whether the database is at the newest revision."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == head
