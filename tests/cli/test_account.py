"""``jobmatch account``: the first administrator, and a link where no e-mail leaves."""

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import models
from jobmatch import create_app
from jobmatch.settings import Settings
from models import Account

SECRET = "only for tests, and long enough to be a secret"
FIRST, OWN = "the first password", "a password of my own"


@pytest.fixture
def url(tmp_path, monkeypatch):
    address = f"sqlite:///{tmp_path / 'own.sqlite'}"
    models.Base.metadata.create_all(create_engine(address))
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", address)
    return address


@pytest.fixture
def service(monkeypatch):
    monkeypatch.setenv("JOBMATCH_SECRET_KEY", SECRET)
    monkeypatch.setenv("JOBMATCH_PUBLIC_URL", "https://jobs.example.org")


def create(run):
    role = ("--role", "administrator", "--password", FIRST)
    return run("account", "create", "--email", "Boss@example.org", *role)


def test_the_first_administrator_is_made_and_given_a_link(run, url, service, tmp_path):
    assert create(run)[0] == 0
    code, said, _errors = run("account", "link", "--email", "boss@EXAMPLE.org")
    assert (code, said.startswith("https://jobs.example.org/new-password/")) == (0, True)
    app = create_app(
        Settings(database_url=url, secret_key=SECRET, instance_dir=tmp_path, secure_cookies=False, testing=True)
    )
    app.config["WTF_CSRF_ENABLED"] = False
    path = said.strip().removeprefix("https://jobs.example.org")
    browser = app.test_client()
    assert browser.post(path, data={"password": OWN}).status_code == 303
    assert browser.post(path, data={"password": OWN}).status_code == 410
    assert browser.post("/sign-in", data={"email": "boss@example.org", "password": FIRST}).status_code == 200
    assert browser.post("/sign-in", data={"email": "boss@example.org", "password": OWN}).status_code == 302


def test_a_link_needs_the_settings_of_the_service(run, url):
    assert create(run)[0] == 0
    code, said, errors = run("account", "link", "--email", "boss@example.org")
    assert (code, said) == (1, "")
    assert "JOBMATCH_SECRET_KEY" in errors


@pytest.mark.parametrize("email", ["nobody@example.org", "off@example.org"])
def test_there_is_no_link_for_who_may_not_sign_in(run, url, service, email):
    with Session(create_engine(url)) as session:
        session.add(Account(email="off@example.org", role=models.Role.MANAGER, name="Off", active=False))
        session.commit()
    assert run("account", "link", "--email", email)[:2] == (1, "")
