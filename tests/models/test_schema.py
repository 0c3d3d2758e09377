"""Migrations lead to exactly the tables that the models describe, up and down."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

import models
from models import schema


def test_migrations_and_models_agree_and_come_down_again(database, database_url, tmp_path):
    url = f"sqlite:///{tmp_path / 'migrated.sqlite'}"
    if database == "postgresql":
        admin = create_engine(database_url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS migrated"))
            connection.execute(text("CREATE DATABASE migrated"))
        url = admin.url.set(database="migrated")
    engine = create_engine(url)
    with engine.connect() as connection:
        schema.upgrade(connection)
        connection.commit()
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, models.Base.metadata) == []
        assert schema.is_current(connection)
        schema.downgrade(connection)
        connection.commit()
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    engine.dispose()
