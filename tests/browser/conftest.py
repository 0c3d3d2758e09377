"""A real server on a database file of its own, and the system's Chromium in front of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from threading import Thread

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

import models
from jobmatch import create_app
from jobmatch.services import suggestions, taxonomy
from jobmatch.services.accounts import hashed
from jobmatch.settings import Settings
from tests.builders import Builders
from tests.databases import copy_of_sqlite

PASSWORD = "a long enough password"
expect.set_options(timeout=30_000)  # what is expected comes at once, unless the machine is busy with other tests
NOT_NEEDED = (
    # Pages of the address bar's own list, which every window would load beside the page that is looked at.
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    # What Playwright turns off of what matters here: this list takes the place of its own.
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
    "PreconnectToSearch", "ThirdPartyStoragePartitioning", "AimEnabled",
)  # fmt: skip
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", f"--disable-features={','.join(NOT_NEEDED)}")  # fmt: skip


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of `PASSWORD`, made once: argon2 is slow on purpose."""
    return hashed(PASSWORD)


@pytest.fixture
def live_engine(empty_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    """A fresh SQLite file with every table."""
    with copy_of_sqlite(empty_sqlite, tmp_path / "live.sqlite") as engine:
        yield engine


@pytest.fixture
def live(live_engine: Engine) -> Iterator[Builders]:
    """Builders for the server's database; ``live.session.commit()`` makes the rows real."""
    with Session(live_engine, expire_on_commit=False) as session:
        yield Builders(session)


@pytest.fixture(scope="session")
def warmed() -> None:
    """What a server makes ready at its start: the compiled kernel and the vocabulary."""
    suggestions.compile_kernel()
    taxonomy.warm_up()


class Compiled(BytecodeCache):
    """Templates that the application of an earlier test has compiled."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if it is known; Jinja compares its sum with the template's."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def application(database_url: str, instance_dir: Path) -> Flask:
    """The application for a browser: plain http, and no throttle that a test would run into."""
    app = create_app(
        Settings(
            database_url=database_url,
            secret_key="only for tests, long enough to be one",
            instance_dir=instance_dir,
            secure_cookies=False,
            sign_in_limit="1000 per minute",
        )
    )
    app.jinja_env.bytecode_cache = COMPILED
    return app


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which the application answers meanwhile."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join(5)


@pytest.fixture
def server(live_engine: Engine, tmp_path, warmed: None) -> Iterator[str]:
    """The address of a running server."""
    with serving(application(str(live_engine.url), tmp_path / "instance")) as address:
        yield address


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """What steers browsers, for the tests of this folder; its event loop is gone before other tests run."""
    with sync_playwright() as started:
        yield started


@contextmanager
def launched(playwright: Playwright, *options: str) -> Iterator[Browser]:
    """The system's Chromium, with further options."""
    path = which("chromium") or which("chromium-browser")
    browser = playwright.chromium.launch(executable_path=path, args=[*CHROMIUM, *options])
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for the tests of this folder."""
    with launched(playwright) as browser:
        yield browser


@pytest.fixture
def open_page(chromium: Browser, server: str):
    """``open_page(width=360, locale="ckb")`` opens a window of its own; scripts' errors fail the test."""
    contexts, complaints = [], []

    def opened(*, width: int = 1280, height: int = 900, **options) -> Page:
        context = chromium.new_context(base_url=server, viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def signed_in(open_page, live: Builders, password_hash: str):
    """``signed_in(account)`` opens a window in which this account has signed in with a password."""

    def enter(account: models.Account, **options) -> Page:
        account.password = password_hash
        live.session.commit()
        page = open_page(**options)
        page.goto("/sign-in")
        page.fill("#email", account.email or "")
        page.fill("#password", PASSWORD)
        page.click("button[name=submit]")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    return enter
