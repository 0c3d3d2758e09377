"""Every page of every audience, on the demo's data: on a narrow screen in Sorani, on a wide one in English."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from jobmatch.access.audiences import declared_audience
from jobmatch.clock import today
from jobmatch.demo import load_demo
from jobmatch.services.fairs.staff import ensure_staff
from models import Account, FairEmployer, FairState, JobFair, Referral, Role, schema
from tests.browser.conftest import application, serving

pytestmark = pytest.mark.browser
LINK = re.compile(r'(?:href|hx-get|action)="(/[^"#]*)')
FILE = re.compile(r"\.(?:pdf|ics|csv|json|xlsx|js|svg|png|xml|atom|webmanifest)$")
RUNNING = JobFair.state == FairState.RUNNING
OF_A_KIND = 3  # pages of an endpoint whose links are followed
SCREENS = ((360, "ckb"), (1280, "en"))
AXE = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
"""Style sheets are loaded once more for a rule that is not run: leave that out."""


@pytest.fixture(scope="module")
def live_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo's data in a file of its own."""
    engine = create_engine(f"sqlite:///{tmp_path_factory.mktemp('every') / 'page.sqlite'}")
    with engine.begin() as connection:
        schema.upgrade(connection)
    with Session(engine) as session:
        load_demo(session, today=today(), password_hash=lambda _email: None)
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def app(live_engine: Engine, tmp_path_factory: pytest.TempPathFactory, warmed: None) -> Flask:
    """The application over the demo's data."""
    return application(str(live_engine.url), tmp_path_factory.mktemp("instance"))


@pytest.fixture(scope="module")
def server(app: Flask) -> Iterator[str]:
    """Its address."""
    with serving(app) as address:
        yield address


def account_of(session: Session, role: Role) -> Account:
    """The account of a role that has the most to see."""
    if role is Role.BOOTH:
        return ensure_staff(session, session.scalars(select(FairEmployer).join(JobFair).where(RUNNING).limit(1)).one())
    of_role = select(Account).where(Account.role == role).order_by(Account.id)
    if role is Role.RETURNEE:
        busiest = (
            select(func.count())
            .where(Referral.job_seeker_id == Account.job_seeker_id)
            .correlate(Account)
            .scalar_subquery()
        )
        of_role = of_role.order_by(None).order_by(busiest.desc())
    return session.scalars(of_role.limit(1)).one()


def signed_in(app: Flask, account: Account | None, language: str) -> str:
    """The cookie of a device that speaks this language, and on which this account has signed in."""
    kept: dict[str, object] = {"language": language}
    if account is not None:
        kept |= {"_user_id": account.fs_uniquifier, "_fresh": True, "fs_cc": "set"}
    return str(app.session_interface.get_signing_serializer(app).dumps(kept))


def endpoint_of(app: Flask, address: str) -> str | None:
    try:
        endpoint, _values = app.url_map.bind("localhost").match(urlsplit(address).path)
    except HTTPException:
        return None
    return str(endpoint)


def starts_of(app: Flask, role: Role | None) -> list[str]:
    """Every address without a number in it that is for this role."""
    wanted = frozenset([role] if role else [])
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    return [rule.rule for rule in rules if (declared_audience(app, rule.endpoint) or frozenset()) >= wanted]


def pages_of(app: Flask, window: BrowserContext, starts: list[str]) -> dict[str, str]:
    """Follow the links from pages; returns one address for each endpoint that answers with a page."""
    found: dict[str, str] = {}
    tried: Counter[str] = Counter()
    waiting, seen = deque(starts), set(starts)
    while waiting:
        address = waiting.popleft()
        endpoint = endpoint_of(app, address)
        if endpoint is None or tried[endpoint] == OF_A_KIND:
            continue
        tried[endpoint] += 1
        answer = window.request.get(address)
        if not answer.ok or "text/html" not in answer.headers["content-type"]:
            continue
        if "sandbox" in answer.headers["content-security-policy"]:
            continue  # a mail to look at: no script runs in it, so axe cannot; its own test reads it
        text = answer.text()
        if "<html" not in text[:400]:
            continue  # a part of a page
        found.setdefault(endpoint_of(app, answer.url) or endpoint, answer.url)
        links = {unescape(link) for link in LINK.findall(text)}
        waiting.extend(sorted(link for link in links - seen if not FILE.search(urlsplit(link).path)))
        seen |= links
    return found


def complaints_about(page: Page, address: str) -> list[str]:
    """What is wrong with a page: its status, its width, what axe finds."""
    answer = page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    wrong = [] if answer and answer.ok else [f"status {answer and answer.status}"]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append("wider than the screen")
    for found in Axe().run(page, options=AXE).response["violations"]:
        wrong += [f"{found['id']}: {node['html'][:160]}" for node in found["nodes"][:3]]
    return [f"{urlsplit(address).path} {each}" for each in wrong]


@pytest.mark.slow
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "everybody")
def test_every_page_fits_the_screen_and_axe_finds_nothing(role, app, server, chromium, live_engine):
    with Session(live_engine, expire_on_commit=False) as session:
        account = account_of(session, role) if role else None
        session.commit()
    pages: dict[str, str] = {}
    complaints = []
    for width, language in SCREENS:
        window = chromium.new_context(base_url=server, viewport={"width": width, "height": 800})
        window.add_cookies([{"name": "jobmatch", "value": signed_in(app, account, language), "url": server}])
        window.set_default_timeout(60_000)
        pages = pages or pages_of(app, window, starts_of(app, role))
        page = window.new_page()
        for address in pages.values():
            complaints += [f"{width} {each}" for each in complaints_about(page, address)]
        window.close()
    assert not complaints, "\n".join(complaints)
