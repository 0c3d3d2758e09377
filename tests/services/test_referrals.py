"""Referrals move only along the allowed steps, and only for people who agreed."""

from datetime import date

import pytest

from jobmatch.errors import Conflict, InvalidInput, InvalidTransition, NotEligible
from jobmatch.services import referrals, transitions
from models import ConsentPurpose, JobSeekerState, Reason, ReferralState

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize("closed", ReferralState.closed())
def test_a_closed_referral_cannot_be_withdrawn(session, make, closed):
    referral = make.referral(state=closed)
    with pytest.raises(InvalidTransition):
        referrals.withdraw_referral(session, referral, by=make.officer(), reason=Reason.MOVED_AWAY)
    assert referral.state is closed


def test_a_referral_is_proposed_accepted_and_sent_with_its_history(session, make):
    officer, vacancy, person = make.officer(), make.vacancy(), make.job_seeker()
    referral = referrals.propose_referral(session, vacancy, person, by=officer, today=TODAY)
    referrals.accept_referral(session, referral, by=officer)
    referrals.send_referral(session, referral, by=officer, today=TODAY)
    session.flush()
    assert referral.sent_at is not None
    assert [event.to_state for event in transitions.history(session, referral)] == ["proposed", "accepted", "sent"]


def test_nobody_is_referred_without_consent(session, make):
    person = make.job_seeker(consents=False)
    make.consent(job_seeker=person, purpose=ConsentPurpose.MATCHING)
    with pytest.raises(NotEligible) as refused:
        referrals.propose_referral(session, make.vacancy(), person, by=make.officer(), today=TODAY)
    assert refused.value.facts["rules"] == ["consent.employers_missing"]


def test_a_placed_person_is_not_referred(session, make):
    person = make.job_seeker(state=JobSeekerState.PLACED)
    with pytest.raises(NotEligible):
        referrals.propose_referral(session, make.vacancy(), person, by=make.officer(), today=TODAY)


def test_the_same_person_is_not_referred_twice_to_one_vacancy(session, make):
    referral = make.referral()
    with pytest.raises(Conflict):
        referrals.propose_referral(session, referral.vacancy, referral.job_seeker, by=make.officer(), today=TODAY)


def test_a_referral_is_not_closed_without_a_reason(session, make):
    with pytest.raises(InvalidInput):
        referrals.withdraw_referral(session, make.referral(), by=make.officer(), reason=None)
