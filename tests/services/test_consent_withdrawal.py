"""A withdrawn consent ends what it was for, and nothing else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jobmatch.clock import today
from jobmatch.errors import Conflict, InvalidInput
from jobmatch.services import consents, eligibility, withdrawals
from models import Consent, ConsentGiven, ConsentPurpose, DatePrecision, JobSeeker, Reason, ReferralState

DAY = date(2026, 6, 1)


def held(session, person, purpose):
    return session.scalar(select(Consent).where(Consent.job_seeker_id == person.id, Consent.purpose == purpose))


@pytest.mark.parametrize("purpose", [ConsentPurpose.MATCHING, ConsentPurpose.EMPLOYERS])
@pytest.mark.parametrize("state", [ReferralState.PROPOSED, ReferralState.SENT])
def test_open_referrals_end_with_the_consent_they_need(session, make, purpose, state):
    person = make.job_seeker()
    referral = make.referral(job_seeker=person, state=state)
    consent = held(session, person, purpose)
    shown = withdrawals.referrals_without_consent(session, consent, on=DAY)
    closed = withdrawals.end_consent(session, consent, on=DAY, by=make.officer())
    assert list(shown) == list(closed) == [referral]
    assert (referral.state, referral.close_reason) == (ReferralState.WITHDRAWN, Reason.CONSENT_WITHDRAWN)


def test_without_consent_to_be_matched_a_person_is_in_no_ranking(session, make):
    person = make.job_seeker()
    withdrawals.end_consent(session, held(session, person, ConsentPurpose.MATCHING), on=DAY, by=make.officer())
    assert session.scalar(select(JobSeeker.id).where(eligibility.rankable(), JobSeeker.id == person.id)) is None


def test_leaving_the_fairs_touches_no_referral(session, make):
    person = make.job_seeker()
    referral = make.referral(job_seeker=person, state=ReferralState.SENT)
    assert not withdrawals.end_consent(session, held(session, person, ConsentPurpose.FAIRS), on=DAY, by=make.officer())
    assert referral.state is ReferralState.SENT


def test_a_referral_that_is_closed_stays_as_it_was(session, make):
    person = make.job_seeker()
    referral = make.referral(job_seeker=person, state=ReferralState.NOT_SELECTED)
    withdrawals.end_consent(session, held(session, person, ConsentPurpose.EMPLOYERS), on=DAY, by=make.officer())
    assert (referral.state, referral.close_reason) == (ReferralState.NOT_SELECTED, Reason.OTHER)


@pytest.mark.parametrize(("born", "ends"), [(date(2010, 1, 1), True), (date(1990, 1, 1), False)])
def test_a_guardians_consent_matters_while_the_person_is_under_age(session, make, born, ends):
    person = make.job_seeker(birth_on=born, birth_precision=DatePrecision.DAY)
    make.referral(job_seeker=person)
    consent = make.consent(job_seeker=person, purpose=ConsentPurpose.GUARDIAN)
    assert bool(withdrawals.end_consent(session, consent, on=DAY, by=make.officer())) is ends


def test_a_consent_is_withdrawn_once(session, make):
    person = make.job_seeker()
    consent = held(session, person, ConsentPurpose.FAIRS)
    withdrawals.end_consent(session, consent, on=DAY, by=make.officer())
    with pytest.raises(Conflict):
        withdrawals.end_consent(session, consent, on=DAY, by=make.officer())
    assert consent not in consents.consents_in_force(session, person)


def test_nobody_agrees_tomorrow_and_a_second_time_is_the_first(session, make):
    person, officer = make.job_seeker(consents=False), make.officer()
    yes = {"given": ConsentGiven.ORALLY, "by": officer}
    with pytest.raises(InvalidInput):
        consents.record_consent(session, person, ConsentPurpose.FAIRS, given_on=today() + timedelta(days=1), **yes)
    first = consents.record_consent(session, person, ConsentPurpose.FAIRS, given_on=today(), **yes)
    assert consents.record_consent(session, person, ConsentPurpose.FAIRS, given_on=today(), **yes) is first
