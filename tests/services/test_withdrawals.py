"""A withdrawn person is gone at once, and can come back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jobmatch.errors import Conflict
from jobmatch.services import eligibility, withdrawals
from models import Actor, JobSeeker, JobSeekerState, Reason, ReferralState


def withdraw(session, make, person):
    return withdrawals.withdraw_job_seeker(
        session, person, reason=Reason.MOVED_AWAY, actor=Actor.JOB_SEEKER, by=make.officer(), on=date(2026, 6, 1)
    )


def rankable(session):
    return set(session.scalars(select(JobSeeker.id).where(eligibility.rankable())))


def test_a_withdrawn_job_seeker_leaves_matching_and_their_referrals_close(session, make):
    person = make.job_seeker()
    referral = make.referral(job_seeker=person, state=ReferralState.SENT)
    withdraw(session, make, person)
    session.flush()
    assert person.state is JobSeekerState.WITHDRAWN
    assert (referral.state, referral.close_reason) == (ReferralState.WITHDRAWN, Reason.PERSON_WITHDREW)
    assert person.id not in rankable(session)


def test_undoing_restores_profile_and_consents_but_not_referrals(session, make):
    person = make.job_seeker()
    referral = make.referral(job_seeker=person)
    withdrawal = withdraw(session, make, person)
    withdrawals.undo_withdrawal(session, withdrawal, by=make.officer())
    session.flush()
    assert person.id in rankable(session)
    assert referral.state is ReferralState.WITHDRAWN


def test_a_person_cannot_undo_after_fourteen_days(session, make):
    withdrawal = withdraw(session, make, make.job_seeker())
    with pytest.raises(Conflict):
        withdrawals.undo_withdrawal(
            session, withdrawal, by=make.officer(), at=withdrawal.at + timedelta(days=15), within_days=14
        )
