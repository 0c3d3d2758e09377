"""Partners send people before departure, add to their cases, and read how they fare where that was agreed to."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from jobmatch.access.identity import Level, Progress, identity_level, shown_to_partner
from jobmatch.clock import today
from jobmatch.errors import NotFound
from jobmatch.services import erasure
from jobmatch.services.consents import recipient_of, record_consent, withdraw_consent
from jobmatch.services.job_seekers import confirm_registration
from models import (
    Consent,
    ConsentGiven,
    ConsentPurpose,
    JobSeeker,
    JobSeekerState,
    Note,
    Role,
    StateEvent,
    Visibility,
)

FORM = {
    "name_latin": "Rojin Qader",
    "birth_year": "1990",
    "phone": "+32470123456",
    "place_text": "Erbil",
    "occupations": "welder, driver",
    "information": "Has a voucher for tools.",
    "agreed": "true",
    "purposes": ["matching", "partner_feedback"],
    "given": "in_writing",
    "given_on": (today() - timedelta(days=1)).isoformat(),
    "consent_language": "ckb",
}


@pytest.fixture
def account(make):
    return make.account(Role.PARTNER)


@pytest.fixture
def client(sign_in, account):
    return sign_in(account)


@pytest.fixture
def office(make):
    make.once("programme", make.programme)
    office = make.once("office", make.office)
    make.session.commit()
    return office


def sent(session):
    session.expire_all()
    return session.scalars(select(JobSeeker)).one()


def test_a_partner_sends_a_person_with_consent(client, session, make, account, office):
    answer = client.post("/partner/people", data={**FORM, "office_id": office.id})
    person = sent(session)
    assert answer.headers["Location"] == f"/partner/people/{person.id}"
    assert (person.state, person.partner_id, person.officer_id) == (JobSeekerState.PENDING, account.partner_id, None)
    assert (person.host_country, person.birth_on.year, len(person.occupations)) == ("BE", 1990, 2)
    given = {(row.purpose, row.recipient) for row in session.scalars(select(Consent))}
    assert given == {
        (ConsentPurpose.MATCHING, "service"),
        (ConsentPurpose.PARTNER_FEEDBACK, f"partner:{account.partner.code}"),
    }
    event = session.scalars(select(StateEvent).where(StateEvent.noun == "job_seeker")).one()
    assert event.by_id == account.id
    page = client.get("/partner/").text
    assert "Rojin Qader" in page and "Waits for an officer" in page
    officer = make.officer()
    session.commit()
    confirm_registration(session, person, by=officer)
    session.commit()
    assert "Looks for work" in client.get(f"/partner/people/{person.id}").text


@pytest.mark.parametrize(
    ("field", "value"), [("agreed", None), ("given", None), ("given_on", ""), ("purposes", ["guardian"])]
)
def test_nobody_is_sent_without_having_agreed(client, session, office, field, value):
    data = {**FORM, "office_id": office.id, field: value}
    answer = client.post("/partner/people", data={key: item for key, item in data.items() if item is not None})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert session.scalars(select(JobSeeker)).all() == []


def test_what_a_partner_adds_is_read_by_the_office_and_not_the_other_way_round(client, sign_in, session, make, account):
    officer = make.officer()
    person = make.job_seeker(partner=account.partner, officer=officer)
    make.add(Note(job_seeker=person, by_id=officer.id, text="An officer's own thoughts"))
    session.commit()
    address = f"/partner/people/{person.id}"
    assert client.post(f"{address}/information", data={"text": " ", "visibility": "office"}).status_code == 422
    client.post(f"{address}/information", data={"text": "Needs her diploma translated", "visibility": "case"})
    note = session.scalars(select(Note).where(Note.by_id == account.id)).one()
    assert note.visibility is Visibility.CASE
    page = client.get(address).text
    assert "Needs her diploma translated" in page
    assert "own thoughts" not in page
    assert "Needs her diploma translated" in sign_in(officer).get(f"/officer/job-seekers/{person.id}").text


@pytest.mark.parametrize("state", JobSeekerState)
def test_how_somebody_fares_is_told_only_while_they_agree(session, make, account, state):
    person = make.job_seeker(partner=account.partner, state=state)
    other = make.partner()
    purpose = ConsentPurpose.PARTNER_FEEDBACK
    make.consent(job_seeker=person, purpose=purpose, recipient=f"partner:{other.code}")
    session.expire_all()
    assert shown_to_partner(account, person).progress is None
    recipient = recipient_of(person, purpose)
    consent = record_consent(
        session, person, purpose, given=ConsentGiven.ORALLY, given_on=today(), by=None, recipient=recipient
    )
    session.expire_all()
    assert shown_to_partner(account, person).progress in Progress
    withdraw_consent(session, consent, on=today())
    assert shown_to_partner(account, person).progress is None
    assert identity_level(account, person) is Level.NONE


def test_a_partner_reaches_nobody_of_another(client, session, make, account):
    theirs = make.job_seeker(partner=make.partner(), name_latin="Somebody Elses")
    nobodys = make.job_seeker(name_latin="Came Alone")
    session.commit()
    for person in (theirs, nobodys):
        assert client.get(f"/partner/people/{person.id}").status_code == 404
        data = {"text": "x", "visibility": "office"}
        assert client.post(f"/partner/people/{person.id}/information", data=data).status_code == 404
        with pytest.raises(NotFound):
            shown_to_partner(account, person)
    page = client.get("/partner/").text
    assert "Somebody Elses" not in page and "Came Alone" not in page


def test_who_was_erased_is_gone_from_the_partner_too(client, session, make, account):
    person = make.job_seeker(partner=account.partner)
    erasure.erase_job_seeker(session, person, by=make.officer(), on=today())
    session.commit()
    assert client.get(f"/partner/people/{person.id}").status_code == 404
    assert f"/partner/people/{person.id}" not in client.get("/partner/").text
