"""A business registers, is verified, and gives its colleagues accounts."""

import re

import pytest
from sqlalchemy import select

from jobmatch.errors import InvalidInput
from jobmatch.services import employers
from jobmatch.services.accounts import hashed
from models import Account, Employer, EmployerState, Notice, Role
from tests.employer.forms import CHECKS, PASSWORD, REGISTRATION


def test_a_business_registers_and_waits_to_be_verified(app, session):
    client = app.test_client()
    answer = client.post("/employer/register", data=REGISTRATION)
    assert answer.status_code == 303
    row = session.scalars(select(Employer)).one()
    assert (row.state, row.governorate) == (EmployerState.PENDING, "IQ-AR")
    assert row.contacts[0].name == "Dilan Aziz"
    assert client.post("/sign-in", data={"email": "dilan@example.org", "password": PASSWORD}).status_code == 302
    assert "being verified" in client.get("/employer/").text


def test_registering_does_not_tell_whether_an_address_has_an_account(app, make, session):
    make.account(Role.MANAGER, email="known@example.org")
    session.commit()
    client = app.test_client()
    new = client.post("/employer/register", data=REGISTRATION)
    known = client.post("/employer/register", data={**REGISTRATION, "email": "known@example.org"})
    assert (new.status_code, new.headers["Location"]) == (known.status_code, known.headers["Location"])
    assert len(session.scalars(select(Employer)).all()) == 1


@pytest.mark.parametrize("email", ["known@example.org", "new@example.org"])
def test_a_password_is_judged_and_hashed_before_an_address_is_looked_up(make, session, monkeypatch, email):
    make.account(Role.MANAGER, email="known@example.org")
    hashes = []
    monkeypatch.setattr(employers, "hashed", lambda password: hashes.append(password) or hashed(password))
    contact = {"name": "Rojin", "email": email}
    with pytest.raises(InvalidInput):
        employers.register_employer(session, business={"name": "A"}, contact=contact, password="short", language="en")
    employers.register_employer(session, business={"name": "A"}, contact=contact, password=PASSWORD, language="en")
    assert hashes == ["short", PASSWORD]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("password", "short", "At least 12"),
        ("email", "no address", "not an e-mail"),
        ("takes_no_fee", "", "Only businesses"),
    ],
)  # fmt: skip
def test_a_registration_that_cannot_be_used_says_why(app, session, field, value, says):
    session.commit()
    answer = app.test_client().post("/employer/register", data={**REGISTRATION, field: value})
    assert answer.status_code == 422
    assert says in answer.text
    assert PASSWORD not in answer.text


def test_verification_needs_the_whole_checklist_and_keeps_it(officer, make, session):
    row = make.employer(state=EmployerState.PENDING, verified_at=None)
    session.commit()
    address = f"/officer/employers/{row.id}/verification"
    assert officer.post(address, data={"exists_at_address": "true", "verify": "true"}).status_code == 422
    session.expire_all()
    assert row.state is EmployerState.PENDING
    officer.post(address, data={"exists_at_address": "true"})
    session.expire_all()
    assert (row.state, row.checks[0].verified) == (EmployerState.PENDING, False)
    officer.post(address, data={**CHECKS, "verify": "true", "note": "Visited"})
    session.expire_all()
    assert row.state is EmployerState.VERIFIED
    assert row.checks[0].verified and row.checks[0].note == "Visited"
    assert "Visited" in officer.get(f"/officer/employers/{row.id}").text


def test_a_colleague_gets_an_account_and_loses_it(client, account, session, app):
    client.post("/employer/colleagues", data={"name": "Sara", "email": "sara@example.org"})
    colleague = session.scalars(select(Account).where(Account.email == "sara@example.org")).one()
    assert colleague.employer_id == account.employer_id
    [told] = session.scalars(select(Notice).where(Notice.recipient == colleague.email)).all()
    link = re.search(r"/new-password/\S+", told.text)[0]
    browser = app.test_client()
    assert browser.post(link, data={"password": PASSWORD}).status_code == 303
    assert browser.post("/sign-in", data={"email": colleague.email, "password": PASSWORD}).status_code == 302
    client.post(f"/employer/colleagues/{colleague.id}/end")
    session.expire_all()
    assert not colleague.active
    assert client.post(f"/employer/colleagues/{account.id}/end").status_code == 422
