"""Run migrations on the connection or the URL that ``models.schema`` hands over."""

from alembic import context
from sqlalchemy import JSON, create_engine

import models
from models.base import UtcDateTime

config = context.config


def render_item(kind, item, autogen_context):
    """Write the project's own types as plain SQLAlchemy ones, so that a migration never changes with the code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return "sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), 'postgresql')"
    return False


def run(connection):
    """Migrate; SQLite cannot alter a table, so it is copied (batch mode)."""
    context.configure(
        connection=connection,
        target_metadata=models.Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


connection = config.attributes.get("connection")
if connection is not None:
    run(connection)
else:
    with create_engine(config.get_main_option("sqlalchemy.url") or "sqlite://").begin() as made:
        run(made)
