"""What another site could try with somebody's browser: send forms, read the session, lead away, frame a page."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from jobmatch import create_app
from jobmatch.access.audiences import declared_audience
from jobmatch.services.accounts import create_account
from jobmatch.settings import Settings
from models import Role

PASSWORD = "a long enough password"
ELSEWHERE = ("https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example")
DIRECTIVES = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture
def guarded(app):
    """The application as it runs: forms need the token of a page."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def manager(session):
    made = create_account(session, email="vian@example.org", role=Role.MANAGER, password=PASSWORD)
    session.commit()
    return made


def writing(app):
    """Every route that takes a form, with an address of it and a role that may open it."""
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            values = {name: 1 if name.endswith("_id") else "x" for name in rule.arguments}
            roles = declared_audience(app, rule.endpoint)
            yield rule.build(values)[1] if values else rule.rule, next(iter(sorted(roles or ())), Role.MANAGER)


def test_no_route_takes_a_form_without_the_token_of_a_page(guarded, make, sign_in, session):
    accounts = {role: make.account(role) for role in Role}
    session.commit()
    clients = {role: sign_in(account) for role, account in accounts.items()}
    routes = list(writing(guarded))
    taken = [path for path, role in routes if clients[role].post(path, data={"a": "b"}).status_code != 400]
    assert len(routes) > 120
    assert taken == []


def test_the_token_of_a_page_lets_its_form_in(guarded, manager):
    client = guarded.test_client()
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get("/sign-in").text)[1]
    sent = {"email": manager.email, "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=sent).status_code == 302


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(client, manager, target):
    sent = {"email": manager.email, "password": PASSWORD, "next": target}
    answer = client.post("/sign-in", query_string={"next": target}, data=sent)
    assert urlsplit(urljoin("http://localhost/sign-in", answer.location or "")).netloc == "localhost"


def test_the_session_is_for_this_site_and_no_script(tmp_path: Path):
    settings = Settings(database_url="sqlite://", secret_key="x" * 40, instance_dir=tmp_path, testing=True)
    client = create_app(settings).test_client()
    cookie = client.get("/sign-in", base_url="https://localhost").headers["Set-Cookie"]
    assert {part.strip() for part in cookie.split(";")} >= {"Secure", "HttpOnly", "SameSite=Lax"}


def test_every_answer_says_what_a_page_may_load_and_that_nobody_frames_it(client):
    headers = client.get("/sign-in").headers
    assert set(headers["Content-Security-Policy"].split("; ")) == DIRECTIVES
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")
