"""A business that an officer wrote down gets its own sign-in, by a link that only the contact reads."""

import re

import pytest
from sqlalchemy import select

from models import Account, EmployerContact, EmployerState, Notice, Role

PASSWORD = "a password of my own"


@pytest.fixture
def officer(make, sign_in):
    return sign_in(make.officer())


@pytest.fixture
def contact(make):
    row = make.add(EmployerContact(employer=make.employer(), name="Dilan Aziz", email="Dilan@Example.org"))
    make.session.commit()
    return row


def invitation(contact):
    return f"/officer/employers/{contact.employer_id}/contacts/{contact.id}/invitation"


def test_an_invited_contact_chooses_a_password_and_sees_the_own_business(app, officer, contact, session):
    page = officer.post(invitation(contact), follow_redirects=True).text
    assert "Invite again" in page
    notice = session.scalars(select(Notice)).one()
    link = re.search(r"/new-password/\S+", notice.text)[0]
    assert (notice.recipient, notice.subject, link in page) == ("dilan@example.org", "Your account", False)
    browser = app.test_client()
    assert browser.post(link, data={"password": PASSWORD}).status_code == 303
    browser.post("/sign-in", data={"email": "dilan@example.org", "password": PASSWORD})
    assert contact.employer.name in browser.get("/employer/business").text
    assert "Has an account" in officer.get(f"/officer/employers/{contact.employer_id}").text
    assert officer.post(invitation(contact)).status_code == 409


def test_an_invitation_that_was_lost_is_sent_again_to_the_same_account(officer, contact, session):
    for _ in range(2):
        assert officer.post(invitation(contact)).status_code == 303
    assert session.scalars(select(Account.name).where(Account.role == Role.EMPLOYER)).all() == ["Dilan Aziz"]
    assert len(session.scalars(select(Notice)).all()) == 2


def test_an_address_of_somebody_else_is_not_taken_over(officer, contact, session, make):
    other = make.account(Role.EMPLOYER, email="dilan@example.org")
    session.commit()
    assert officer.post(invitation(contact)).status_code == 409
    assert session.scalars(select(Notice)).all() == []
    assert other.employer_id != contact.employer_id


@pytest.mark.parametrize("state", [EmployerState.SUSPENDED, EmployerState.REJECTED])
def test_a_business_that_is_stopped_is_not_invited(officer, contact, session, state):
    contact.employer.state = state
    session.commit()
    assert officer.post(invitation(contact)).status_code == 409
    assert "/invitation" not in officer.get(f"/officer/employers/{contact.employer_id}").text


def test_a_contact_is_invited_for_its_own_business_only(officer, contact, session, make):
    other = make.employer()
    session.commit()
    assert officer.post(f"/officer/employers/{other.id}/contacts/{contact.id}/invitation").status_code == 404
