"""Both databases, the application, and builders. Every test runs inside a transaction that is rolled back."""

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

import models
from jobmatch import create_app
from jobmatch.settings import Settings
from tests.builders import Builders

if TYPE_CHECKING:
    from tests.databases import Kept

pytest_plugins = ["tests.databases", "tests.demo_database"]


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
def app_of_database(kept: "Kept", database: str, database_url: str, tmp_path_factory: pytest.TempPathFactory):
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


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files that take long first, so that processes that share the tests end together.

    Skip browser tests with a clear line where there is no Chromium, unless it is required.
    """
    from shutil import which

    long = {item.path for item in items if "slow" in item.keywords or "browser" in item.keywords}
    items.sort(key=lambda item: item.path not in long)
    if which("chromium") or which("chromium-browser") or os.environ.get("JOBMATCH_REQUIRE_BROWSER"):
        return
    no_browser = pytest.mark.skip(reason="no chromium on this machine: browser tests are not run")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(no_browser)
