"""The demo's data in a database of its own, loaded once per database; each test's changes are rolled back."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.orm import Session

from jobmatch.clock import today
from jobmatch.demo import load_demo
from models import Programme, schema


@pytest.fixture(scope="session")
def demo_url(kept, database: str, database_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database that holds the demo's data."""
    folder = tmp_path_factory.mktemp("demo")
    return kept.once("demo", database, lambda: contextlib.nullcontext(filled(database, database_url, folder)))


def filled(database: str, database_url: str, folder: Path) -> str:
    """Load the demo's data into a new database; returns its URL."""
    url = f"sqlite:///{folder / 'demo.sqlite'}"
    if database == "postgresql":
        admin = create_engine(database_url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            name = f"demo_{token_hex(4)}"
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = admin.url.set(database=name).render_as_string(hide_password=False)
        admin.dispose()
    engine = create_engine(url)
    with engine.begin() as connection:
        schema.upgrade(connection)
    with Session(engine) as session:
        load_demo(session, today=today(), password_hash=lambda _email: None)
        session.commit()
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def demo_engine(demo_url: str) -> Iterator[Engine]:
    """The engine of the demo's database."""
    engine = create_engine(demo_url)
    yield engine
    engine.dispose()


@pytest.fixture
def demo_connection(demo_engine: Engine) -> Iterator[Connection]:
    """A connection whose changes are rolled back."""
    with demo_engine.connect() as connection:
        outer = connection.begin()
        yield connection
        with contextlib.suppress(Exception):
            outer.rollback()


@pytest.fixture
def demo(demo_connection: Connection) -> Iterator[Session]:
    """A session over the demo's data."""
    with Session(demo_connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        yield session


@pytest.fixture
def magnet_one(demo: Session) -> Programme:
    """The closed programme."""
    return demo.scalars(select(Programme).where(Programme.code == "MAGNET-I")).one()


@pytest.fixture
def magnet_three(demo: Session) -> Programme:
    """The running programme."""
    return demo.scalars(select(Programme).where(Programme.code == "MAGNET-III")).one()
