"""A person agrees, takes it back, leaves, and comes back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import Consent, ConsentPurpose, JobSeekerState, ReferralState, Withdrawal
from tests.returnee.consents import agreed


def test_withdrawing_a_consent_shows_its_effect_first_and_happens_at_once(returnee, session, make):
    mine = returnee()
    referral = make.referral(
        job_seeker=mine.person, vacancy=make.vacancy(title="Hall builder"), state=ReferralState.SENT
    )
    session.commit()
    page = mine.client.get("/my/consents/employers").text
    assert "Hall builder" in page
    assert "costs you no assistance" in page
    mine.client.post("/my/consents/employers/withdrawal")
    session.refresh(referral)
    assert referral.state is ReferralState.WITHDRAWN
    assert ConsentPurpose.EMPLOYERS not in agreed(session, mine.person)
    assert mine.person.state is JobSeekerState.ACTIVE


def test_a_consent_is_given_online_in_the_language_of_the_page(returnee, session):
    mine = returnee(consents=False)
    mine.client.post("/my/consents/matching/giving")
    [consent] = session.scalars(select(Consent)).all()
    assert (consent.given.value, consent.language, consent.purpose) == ("online", "en", ConsentPurpose.MATCHING)


@pytest.mark.parametrize("purpose", ["guardian", "partner_feedback", "anything"])
def test_consents_that_are_not_theirs_to_give_do_not_exist(returnee, purpose):
    assert returnee().client.post(f"/my/consents/{purpose}/giving").status_code == 404


def test_leaving_shows_what_happens_needs_a_reason_and_can_be_undone(returnee, session, make):
    mine = returnee()
    referral = make.referral(job_seeker=mine.person, state=ReferralState.SENT)
    session.commit()
    assert "1 open referral ends" in mine.client.get("/my/withdrawal").text
    assert mine.client.post("/my/withdrawal").status_code == 422
    assert mine.client.post("/my/withdrawal", data={"reason": "family"}).status_code == 303
    session.expire_all()
    assert mine.person.state is JobSeekerState.WITHDRAWN
    assert "You can undo it until" in mine.client.get("/my/").text
    assert mine.client.post("/my/withdrawal/undo").status_code == 303
    session.expire_all()
    assert mine.person.state is JobSeekerState.ACTIVE
    assert ConsentPurpose.EMPLOYERS in agreed(session, mine.person)
    assert referral.state is ReferralState.WITHDRAWN


def test_after_fourteen_days_it_cannot_be_undone_here(returnee, session):
    mine = returnee()
    mine.client.post("/my/withdrawal", data={"reason": "family"})
    withdrawal = session.scalars(select(Withdrawal)).one()
    withdrawal.at -= timedelta(days=15)
    session.commit()
    assert "speak with your office" in mine.client.get("/my/").text
    assert mine.client.post("/my/withdrawal/undo").status_code == 409
