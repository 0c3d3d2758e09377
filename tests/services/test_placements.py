"""Placements fill openings, never too many, and bring follow-ups."""

from datetime import date

import pytest

from jobmatch.errors import OpeningsFilled
from jobmatch.services import placements
from models import CloseReason, JobSeekerState, PlacementSource, Reason, ReferralState, VacancyState


def test_a_placement_fills_the_last_opening_and_closes_the_vacancy(session, make):
    referral = make.referral(state=ReferralState.OFFERED)
    placement = placements.place_job_seeker(session, referral, by=make.officer(), started_on=date(2026, 1, 31))
    session.flush()
    assert referral.vacancy.filled == 1
    assert (referral.vacancy.state, referral.vacancy.close_reason) == (VacancyState.CLOSED, CloseReason.FILLED)
    assert referral.job_seeker.state is JobSeekerState.PLACED
    assert [f.due_on for f in placement.follow_ups] == [
        date(2026, 2, 28),
        date(2026, 4, 30),
        date(2026, 7, 31),
        date(2027, 1, 31),
    ]


def test_the_last_opening_is_not_filled_twice(session, make):
    vacancy, officer = make.vacancy(), make.officer()
    first, second = (make.referral(vacancy=vacancy, state=ReferralState.OFFERED) for _ in range(2))
    placements.place_job_seeker(session, first, by=officer, started_on=date(2026, 6, 1))
    with pytest.raises(OpeningsFilled):
        placements.place_job_seeker(session, second, by=officer, started_on=date(2026, 6, 1))


def test_an_ended_placement_frees_the_person_and_the_opening(session, make):
    referral = make.referral(state=ReferralState.OFFERED)
    officer = make.officer()
    placement = placements.place_job_seeker(session, referral, by=officer, started_on=date(2026, 6, 1))
    placements.end_placement(session, placement, on=date(2026, 6, 20), reason=Reason.CONTRACT_ENDED, by=officer)
    session.flush()
    assert referral.job_seeker.state is JobSeekerState.ACTIVE
    assert referral.vacancy.filled == 0
    assert {f.state.value for f in placement.follow_ups} == {"cancelled"}


def test_work_found_alone_closes_open_referrals(session, make):
    person = make.job_seeker()
    referral = make.referral(job_seeker=person, state=ReferralState.SENT)
    placements.record_own_placement(
        session, person, source=PlacementSource.OWN_NETWORK, started_on=date(2026, 6, 1), by=make.officer()
    )
    session.flush()
    assert (referral.state, referral.close_reason) == (ReferralState.WITHDRAWN, Reason.FOUND_WORK_ALONE)
