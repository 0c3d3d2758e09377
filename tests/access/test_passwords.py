"""A forgotten password is chosen anew by who reads the account's own e-mail, and by nobody else."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from jobmatch.services import passwords
from models import Notice, Role, utc_now

NEW = "quite another long password"
FORGOTTEN = "/forgotten-password"


def links(session):
    """The paths of the links that were written into the outbox, with their addressees."""
    session.expire_all()
    rows = session.scalars(select(Notice).where(Notice.kind == passwords.KIND).order_by(Notice.id)).all()
    return [(row.recipient, re.search(r"/new-password/\S+", row.text)[0]) for row in rows]


def sign_in_with(app, email):
    return app.test_client().post("/sign-in", data={"email": email, "password": NEW}).status_code == 302


@pytest.fixture
def account(make):
    made = make.account(Role.EMPLOYER, email="boss@example.org", language="ckb")
    passwords.choose_password(make.session, made, "the password before")
    make.session.commit()
    return made


@pytest.mark.parametrize("role", [role for role in Role if role not in passwords.OWN_WAYS])
def test_a_password_is_chosen_by_a_link_that_works_once(app, client, make, sign_in, role):
    account, session = make.account(role), make.session
    passwords.choose_password(session, account, "the password before")
    session.commit()
    signed_in = sign_in(account)
    client.post(FORGOTTEN, data={"email": account.email.upper()})
    [(to, link)] = links(session)
    assert to == account.email
    assert client.get(link).status_code == 200
    assert client.post(link, data={"password": "short"}).status_code == 422
    assert client.post(link, data={"password": NEW}).status_code == 303
    assert sign_in_with(app, account.email)
    assert signed_in.get("/").headers["Location"].startswith("/sign-in")
    assert client.post(link, data={"password": "yet another password"}).status_code == 410
    assert client.get("/new-password/made-up").status_code == 410


def test_the_answer_is_the_same_for_who_is_known_and_who_is_not(client, make, session, account):
    returnee = make.account(Role.RETURNEE)
    off = make.account(Role.EMPLOYER, active=False)
    session.commit()
    answers = set()
    for email in (account.email, "nobody@example.org", returnee.email, off.email):
        answer = client.post(FORGOTTEN, data={"email": email})
        answers.add((answer.status_code, re.sub(r'value="[^"]*"|content="[^"]*"', "", answer.text)))
    assert len(answers) == 1
    assert [to for to, _link in links(session)] == [account.email]


def test_an_address_is_not_flooded(client, session, account):
    for _ in range(passwords.MOST_LINKS_AN_HOUR + 2):
        client.post(FORGOTTEN, data={"email": account.email})
    assert len(links(session)) == passwords.MOST_LINKS_AN_HOUR


def test_a_link_ends_after_a_day_and_with_the_account(app, session, account, monkeypatch):
    secret = app.config["SECRET_KEY"]
    token = passwords.link_token(account, secret=secret)
    assert passwords.account_of_token(session, token, secret=secret) is account
    assert passwords.account_of_token(session, token, secret="another secret") is None
    later = utc_now() + passwords.LIFE + timedelta(minutes=1)
    with monkeypatch.context() as patched:
        patched.setattr("itsdangerous.timed.time.time", later.timestamp)
        patched.setattr("jobmatch.services.passwords.utc_now", lambda: later)
        assert passwords.account_of_token(session, token, secret=secret) is None
    was, account.email = account.email, "successor@example.org"
    assert passwords.account_of_token(session, token, secret=secret) is None, "it lies in somebody else's mailbox"
    account.email, account.active = was, False
    assert passwords.account_of_token(session, token, secret=secret) is None


def test_a_colleague_of_an_employer_chooses_the_password_too(app, make, session, sign_in, account):
    account.language = "en"
    boss = sign_in(account)
    session.commit()
    answers = []
    for email in ("new@example.org", account.email):
        answer = boss.post("/employer/colleagues", data={"name": "Dana", "email": email}, follow_redirects=True)
        said = re.search(r"[^<>]*has no account yet[^<>]*", answer.text)[0]
        answers.append(said.replace(email, "ADDRESS"))
    assert len(set(answers)) == 1  # whoever asks does not learn which address is known
    [(to, link)] = links(session)
    assert to == "new@example.org"
    assert app.test_client().post(link, data={"password": NEW}).status_code == 303
    assert sign_in_with(app, "new@example.org")


def test_an_administrator_never_reads_the_password_of_an_employer(make, session, sign_in, account):
    admin = sign_in(make.account(Role.ADMINISTRATOR))
    before = account.password
    answer = admin.post(f"/admin/accounts/{account.id}/password-link", follow_redirects=True)
    assert "<code" not in answer.text
    [(to, link)] = links(session)
    assert (to, account.password) == ("boss@example.org", before)
    assert link not in answer.text
    [notice] = session.scalars(select(Notice).where(Notice.kind == passwords.KIND)).all()
    assert (notice.language, 'dir="rtl"' in notice.html) == ("ckb", True)
