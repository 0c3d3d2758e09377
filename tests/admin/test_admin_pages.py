"""Administrators set up accounts, offices and programmes, read the audit, and see no case."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from jobmatch.services import passwords
from models import Account, AuditAction, AuditEntry, Notice, Office, Programme, ProgrammeOffice, Role, utc_now


@pytest.fixture
def admin(make):
    return make.account(Role.ADMINISTRATOR)


@pytest.fixture
def client(sign_in, admin):
    return sign_in(admin)


PASSWORD = "a password of my own"


def links_sent(session):
    """(receiver, path) of each link to choose a password."""
    rows = session.scalars(select(Notice).where(Notice.kind == "password_link").order_by(Notice.id))
    return [(row.recipient, re.search(r"/new-password/\S+", row.text)[0]) for row in rows]


def sign_in_with(app, email, password):
    return app.test_client().post("/sign-in", data={"email": email, "password": password}).status_code


def test_a_new_officer_chooses_the_password_by_a_link_that_nobody_else_reads(app, client, make, session):
    office = make.office()
    data = {"email": "new@example.org", "name": "New", "role": "officer", "office_id": office.id}
    answer = client.post("/admin/accounts", data=data, follow_redirects=True)
    assert "new@example.org" in answer.text
    assert answer.text.count("No password yet") == 2
    [(to, link)] = links_sent(session)
    assert (to, link in answer.text) == ("new@example.org", False)
    made = session.scalars(select(Account).where(Account.email == "new@example.org")).one()
    assert (made.role, made.office_id, made.password) == (Role.OFFICER, office.id, None)
    assert sign_in_with(app, "new@example.org", "") == 200
    assert app.test_client().post(link, data={"password": PASSWORD}).status_code == 303
    assert sign_in_with(app, "new@example.org", PASSWORD) == 302
    assert app.test_client().post(link, data={"password": "yet another password"}).status_code == 410
    assert client.get("/admin/accounts").text.count("No password yet") == 1  # the test's administrator


def test_the_first_link_says_so_and_lasts_a_week(app, client, make, session, monkeypatch):
    data = {"email": "new@example.org", "name": "New", "role": "manager"}
    client.post("/admin/accounts", data=data)
    notice = session.scalars(select(Notice)).one()
    assert notice.subject == "Your account" and "7 days" in notice.text
    [(_to, link)] = links_sent(session)
    for days, status in ((6, 200), (8, 410)):
        then = utc_now() + timedelta(days=days)
        with monkeypatch.context() as patched:
            patched.setattr("itsdangerous.timed.time.time", then.timestamp)
            patched.setattr("jobmatch.services.passwords.utc_now", lambda then=then: then)
            assert app.test_client().get(link).status_code == status


def test_a_link_that_was_lost_is_sent_again(app, client, make, session):
    officer = make.officer(email="old@example.org", name="Old")
    session.commit()
    assert "Send the link again" in client.get("/admin/accounts").text
    assert client.post(f"/admin/accounts/{officer.id}/password-link").status_code == 303
    assert client.post(f"/admin/accounts/{officer.id}/password-link").status_code == 303
    (_, first), (_, second) = links_sent(session)
    assert app.test_client().post(second, data={"password": PASSWORD}).status_code == 303
    assert app.test_client().get(first).status_code == 410  # it was for the password that there is no more


def test_a_link_leaves_the_old_password_until_it_is_used(app, client, make, session):
    officer = make.officer(email="old@example.org")
    passwords.choose_password(session, officer, PASSWORD)
    session.commit()
    client.post(f"/admin/accounts/{officer.id}/password-link")
    assert sign_in_with(app, "old@example.org", PASSWORD) == 302
    assert session.scalars(select(Notice)).one().subject == "A new password"


@pytest.mark.parametrize("values", [{"active": False}, {"email": None}])
def test_no_link_goes_where_nobody_signs_in_with_a_password(client, make, session, values):
    officer = make.officer(**values)
    session.commit()
    assert client.post(f"/admin/accounts/{officer.id}/password-link").status_code == 409
    assert links_sent(session) == []


def test_without_a_mail_server_the_page_says_that_no_link_leaves(app, client, monkeypatch):
    assert "JOBMATCH_SMTP_HOST" in client.get("/admin/accounts").text
    monkeypatch.setitem(app.config, "JOBMATCH", replace(app.config["JOBMATCH"], smtp_host="mail.example.org"))
    assert "JOBMATCH_SMTP_HOST" not in client.get("/admin/accounts").text


@pytest.mark.parametrize(
    "data",
    [
        {"role": "officer"},
        {"role": "partner"},
        {"role": "returnee"},
        {"role": "employer"},
        {"role": "manager", "email": "no address"},
        {"role": "manager", "name": ""},
        {},
    ],
)
def test_an_account_that_cannot_be_is_refused_beside_the_field(client, session, data):
    answer = client.post("/admin/accounts", data={"email": "x@example.org", "name": "X", **data})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert session.scalars(select(Account).where(Account.email == "x@example.org")).all() == []


def test_a_switched_off_account_is_signed_out_and_may_not_come_back(app, client, make, sign_in, session):
    officer = make.officer()
    theirs = sign_in(officer)
    assert theirs.get("/officer/").status_code == 200
    assert client.post(f"/admin/accounts/{officer.id}/switch", data={}).status_code == 303
    session.refresh(officer)
    assert not officer.active
    assert theirs.get("/officer/").status_code == 302
    client.post(f"/admin/accounts/{officer.id}/switch", data={"active": "true"})
    session.refresh(officer)
    assert officer.active


def test_nobody_switches_off_their_own_account(client, admin):
    assert client.post(f"/admin/accounts/{admin.id}/switch", data={}).status_code == 409


def test_the_sign_in_of_a_person_is_not_the_administrators_to_take(client, make):
    returnee = make.account(Role.RETURNEE)
    assert returnee.email not in client.get("/admin/accounts").text
    assert client.post(f"/admin/accounts/{returnee.id}/password-link").status_code == 404


def test_an_office_is_set_up_once(client, session):
    data = {"code": "zkh", "name": "Zakho", "country": "iq", "governorate": "IQ-DA"}
    assert client.post("/admin/offices", data=data).status_code == 303
    assert session.scalars(select(Office).where(Office.code == "ZKH")).one().country == "IQ"
    assert client.post("/admin/offices", data=data).status_code == 422
    assert client.post("/admin/offices", data={**data, "code": "Z K"}).status_code == 422
    assert client.post("/admin/offices", data={**data, "code": "ZZ", "country": "QQ"}).status_code == 422


def test_a_programme_is_set_up_and_changed_with_its_offices(client, make, session):
    office = make.office()
    data = {
        "code": "m4",
        "name": "MAGNET IV",
        "starts_on": "2027-01-01",
        "host_countries": "be, FR",
        "offices": office.id,
    }
    assert client.post("/admin/programmes", data=data).status_code == 303
    made = session.scalars(select(Programme).where(Programme.code == "M4")).one()
    assert made.host_countries == ["BE", "FR"]
    assert session.scalars(select(ProgrammeOffice.office_id).where(ProgrammeOffice.programme_id == made.id)).all() == [
        office.id
    ]
    changed = {"name": "Four", "starts_on": "2027-01-01", "target_employed": "50", "version": made.version}
    assert client.post(f"/admin/programmes/{made.id}", data=changed).status_code == 303
    session.refresh(made)
    assert (made.name, made.code, made.target_employed, made.host_countries) == ("Four", "M4", 50, [])
    assert client.post(f"/admin/programmes/{made.id}", data=changed).status_code == 409


def test_a_programme_that_ends_before_it_begins_is_refused(client):
    data = {"code": "M5", "name": "Five", "starts_on": "2027-01-01", "ends_on": "2026-01-01"}
    answer = client.post("/admin/programmes", data=data)
    assert answer.status_code == 422
    assert "before the beginning" in answer.text


def test_the_audit_is_filtered_by_account_and_day(client, make, session):
    one, other = make.officer(), make.officer()
    for officer, row_id in ((one, 4711), (other, 4712)):
        session.add(
            AuditEntry(account_id=officer.id, action=AuditAction.OPEN, kind="job_seeker", row_ids=[row_id], fields=[])
        )
    session.flush()
    assert "4711" in client.get("/admin/audit").text
    page = client.get(f"/admin/audit?account={one.id}").text
    assert "4711" in page
    assert "4712" not in page
    assert "4711" not in client.get("/admin/audit?day=2020-01-01").text


@pytest.mark.parametrize("path", ["/officer/people", "/officer/report", "/manager/report"])
def test_an_administrator_sees_no_case(client, path):
    assert client.get(path).status_code in (403, 404)


@pytest.mark.parametrize("path", ["accounts", "accounts/new", "offices", "programmes", "programmes/new", "audit"])
def test_every_page_opens(client, path):
    assert client.get(f"/admin/{path}").status_code == 200
