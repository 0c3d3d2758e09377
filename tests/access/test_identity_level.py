"""One function decides at which level somebody is seen."""

from datetime import UTC, date, datetime

import pytest

from jobmatch.access.identity import Level, identity_level
from jobmatch.services.withdrawals import withdraw_job_seeker
from models import Actor, EmployerState, Reason, ReferralState, Role

NAMED = {ReferralState.SENT, ReferralState.INTERVIEW, ReferralState.OFFERED, ReferralState.PLACED}


def level(make, referral, **employer):
    account = make.account(Role.EMPLOYER, employer=employer.get("employer", referral.vacancy.employer))
    return identity_level(account, referral.job_seeker, referral)


@pytest.mark.parametrize("state", ReferralState)
def test_an_employer_reads_a_name_only_while_a_sent_referral_lives(make, state):
    found = level(make, make.referral(state=state))
    assert (found is Level.SHARED) is (state in NAMED)
    if state in (ReferralState.PROPOSED, ReferralState.ACCEPTED):
        assert found is Level.NONE


@pytest.mark.parametrize("state", sorted(NAMED))
def test_without_the_consent_to_be_shared_there_is_no_name(session, make, state):
    person = make.job_seeker()
    referral = make.referral(job_seeker=person, state=state)
    for consent in person.consents:
        consent.withdrawn_on = date(2026, 6, 1)
    session.flush()
    assert level(make, referral) is Level.ANONYMOUS


def test_a_suspended_employer_reads_no_name(make):
    referral = make.referral(state=ReferralState.SENT)
    referral.vacancy.employer.state = EmployerState.SUSPENDED
    assert level(make, referral) is Level.ANONYMOUS


def test_another_employer_reads_nothing(make):
    assert level(make, make.referral(state=ReferralState.SENT), employer=make.employer()) is Level.NONE


def test_whoever_withdraws_has_no_name_there_any_more(session, make):
    referral = make.referral(state=ReferralState.SENT)
    withdraw_job_seeker(
        session,
        referral.job_seeker,
        reason=Reason.MOVED_AWAY,
        actor=Actor.JOB_SEEKER,
        by=make.officer(),
        on=datetime.now(UTC).date(),
    )
    assert level(make, referral) is Level.ANONYMOUS


def test_a_person_sees_themselves_in_full_and_nobody_else(make):
    person, other = make.job_seeker(), make.job_seeker()
    account = make.account(Role.RETURNEE, job_seeker=person)
    assert identity_level(account, person) is Level.FULL
    assert identity_level(account, other) is Level.NONE


def test_an_officer_sees_the_own_office_in_full_and_no_other(make):
    person = make.job_seeker()
    assert identity_level(make.officer(), person) is Level.FULL
    assert identity_level(make.officer(office=make.office()), person) is Level.NONE


@pytest.mark.parametrize("role", [Role.PARTNER, Role.MANAGER, Role.ADMINISTRATOR])
def test_other_roles_see_nobody(make, role):
    assert identity_level(make.account(role), make.job_seeker()) is Level.NONE
