"""Signing in with a password."""

import re

from jobmatch.services.accounts import create_account
from models import Role

PASSWORD = "a long enough password"


def make_manager(session):
    return create_account(session, email="vian@example.org", role=Role.MANAGER, password=PASSWORD)


def visible(page, name):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page).replace(name, "")


def test_the_right_password_signs_in(client, session):
    make_manager(session)
    session.commit()
    answer = client.post("/sign-in", data={"email": "vian@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/", follow_redirects=True).request.path == "/manager/report"


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, session):
    make_manager(session)
    session.commit()
    wrong = client.post("/sign-in", data={"email": "vian@example.org", "password": "x"})
    unknown = client.post("/sign-in", data={"email": "nobody@example.org", "password": "x"})
    assert wrong.status_code == unknown.status_code
    assert visible(wrong.text, "vian") == visible(unknown.text, "nobody")


def test_answers_carry_strict_headers(client):
    answer = client.get("/sign-in")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
