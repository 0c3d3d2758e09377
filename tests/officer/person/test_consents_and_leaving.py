"""Consents, withdrawals, closing a case and confirming a registration."""

from sqlalchemy import select

from jobmatch.clock import today
from models import Consent, ConsentPurpose, JobSeekerState, Reason, ReferralState, Withdrawal
from tests.officer.person.pages import saved, url


def test_recording_consent_lifts_the_warning(client, make, session):
    person = make.job_seeker(consents=False)
    assert "stands in no ranking" in client.get(url(person)).text
    data = {"purposes": ["matching", "employers"], "given": "in_writing", "given_on": "2026-06-01"}
    assert client.post(url(person, "consents"), data=data).status_code == 303
    assert "stands in no ranking" not in client.get(url(person)).text
    assert client.post(url(person, "consents"), data=data).status_code == 303  # twice is once
    assert len(session.scalars(select(Consent).where(Consent.job_seeker_id == person.id)).all()) == 2


def test_withdrawing_a_consent_shows_first_what_ends_and_then_ends_it(client, make, session, person):
    referral = make.referral(job_seeker=person, vacancy=make.vacancy(title="Pipe welder"), state=ReferralState.SENT)
    consent = session.scalar(
        select(Consent).where(Consent.job_seeker_id == person.id, Consent.purpose == ConsentPurpose.EMPLOYERS)
    )
    address = f"/officer/consents/{consent.id}/withdrawal"
    assert "Pipe welder" in client.get(address).text
    assert saved(session, consent).withdrawn_on is None  # looking changes nothing
    assert client.post(address).status_code == 303
    assert saved(session, consent).withdrawn_on == today()
    assert referral.close_reason is Reason.CONSENT_WITHDRAWN
    assert client.post(address).status_code == 409


def test_a_withdrawal_shows_what_it_closes_and_is_undone(client, make, session, person):
    referral = make.referral(job_seeker=person, vacancy=make.vacancy(title="Pipe welder"), state=ReferralState.SENT)
    page = client.get(url(person, "withdrawal")).text
    assert "Pipe welder" in page and "1 open referral ends" in page and "3 consents end" in page
    assert client.post(url(person, "withdrawal"), data={"actor": "job_seeker"}).status_code == 422
    data = {"reason": "moved_away", "actor": "job_seeker", "version": str(person.version), "note": "To Duhok."}
    assert client.post(url(person, "withdrawal"), data=data).status_code == 303
    assert saved(session, person).state is JobSeekerState.WITHDRAWN
    withdrawal = session.scalar(select(Withdrawal))
    assert (withdrawal.reason, withdrawal.actor, withdrawal.withdrawn_on) == ("moved_away", "job_seeker", today())
    page = client.get(url(person)).text
    assert "Undo the withdrawal" in page and "Moved away" in page
    assert client.post(url(person, "withdrawal"), data=data).status_code == 409
    assert client.post(url(person, "withdrawal/undo")).status_code == 303
    assert (saved(session, person).state, referral.state) == (JobSeekerState.ACTIVE, ReferralState.WITHDRAWN)
    held = session.scalars(select(Consent).where(Consent.job_seeker_id == person.id)).all()
    assert [consent.withdrawn_on for consent in held] == [None] * 3
    assert client.post(url(person, "withdrawal/undo")).status_code == 409


def test_a_case_is_closed_with_a_reason_and_opened_again(client, session, person):
    assert client.post(url(person, "closing"), data={}).status_code == 422
    seen = str(person.version)
    assert client.post(url(person, "closing"), data={"reason": "unreachable", "version": seen}).status_code == 303
    assert saved(session, person).state is JobSeekerState.CLOSED
    assert "Open the case again" in client.get(url(person)).text
    assert client.post(url(person, "closing"), data={"reason": "unreachable", "version": seen}).status_code == 409
    assert client.post(url(person, "reopening")).status_code == 303
    assert saved(session, person).state is JobSeekerState.ACTIVE
    assert client.post(url(person, "reopening")).status_code == 409


def test_a_pending_registration_is_confirmed(client, make, session):
    person = make.job_seeker(state=JobSeekerState.PENDING)
    assert "Confirm the registration" in client.get(url(person)).text
    assert client.post(url(person, "registration")).status_code == 303
    assert saved(session, person).state is JobSeekerState.ACTIVE
