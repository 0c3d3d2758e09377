"""Check-ins count once, and an outcome at the booth moves the referral on."""

import pytest

from jobmatch.errors import Conflict
from jobmatch.services.fairs import day, interviews, looking_back
from models import (
    CheckInWay,
    FairState,
    InterviewOutcome,
    InterviewState,
    ReferralState,
    Role,
)
from tests.builders import NOW

TODAY = NOW.date()


@pytest.fixture
def organiser(make):
    return make.account(Role.ORGANISER)


@pytest.fixture
def fair(make):
    return make.fair(state=FairState.RUNNING)


def test_the_same_check_in_sent_twice_and_by_two_devices_counts_one_person(session, make, fair, organiser):
    guest = make.guest(fair=fair)
    rows = [("one", guest.token, CheckInWay.QR, NOW), ("two", guest.token, CheckInWay.NAME, NOW)]
    for _ in range(2):
        assert day.sync_check_ins(session, fair, rows, by=organiser).kept == ["one", "two"]
    assert day.attendance(session, fair) == 1


def test_a_token_of_another_fair_is_refused(session, make, fair, organiser):
    stranger = make.guest(fair=make.fair(state=FairState.RUNNING))
    synced = day.sync_check_ins(session, fair, [("x", stranger.token, CheckInWay.QR, NOW)], by=organiser)
    assert (synced.kept, synced.refused) == ([], ["x"])


def test_nobody_is_checked_in_at_a_fair_that_is_not_held(session, make, organiser):
    with pytest.raises(Conflict):
        day.check_in(session, make.guest(), client_id="x", way=CheckInWay.LIST, by=organiser)


@pytest.mark.parametrize(
    "step",
    [
        (InterviewOutcome.OFFER, ReferralState.OFFERED),
        (InterviewOutcome.SECOND_INTERVIEW, ReferralState.INTERVIEW),
        (InterviewOutcome.NOT_NOW, ReferralState.NOT_SELECTED),
    ],
)
def test_an_outcome_moves_the_referral_on(session, make, fair, organiser, step):
    outcome, state = step
    booth, guest = make.booth(fair=fair), make.guest(fair=fair)
    row = interviews.join_queue(session, guest, booth, by=organiser)
    problem = day.record_outcome(session, row, outcome, by=organiser, vacancy=booth.vacancies[0], today=TODAY)
    assert problem is None
    assert row.state is InterviewState.DONE
    assert row.referral.state is state
    assert booth.attended is True


def test_who_did_not_come_has_no_referral(session, make, fair, organiser):
    row = interviews.join_queue(session, make.guest(fair=fair), make.booth(fair=fair), by=organiser)
    day.record_outcome(session, row, InterviewOutcome.NO_SHOW, by=organiser, vacancy=None, today=TODAY)
    assert row.referral is None


def test_an_outcome_is_kept_where_the_referral_may_not_follow(session, make, fair, organiser):
    guest = make.guest(fair=fair)
    for consent in guest.job_seeker.consents:
        if consent.purpose == "employers":
            consent.withdrawn_on = TODAY
    session.flush()
    row = interviews.join_queue(session, guest, make.booth(fair=fair), by=organiser)
    code = day.record_outcome(session, row, InterviewOutcome.OFFER, by=organiser, vacancy=None, today=TODAY)
    assert code == "not_eligible"
    assert row.outcome is InterviewOutcome.OFFER
    assert row.referral is None


def test_figures_count_people_and_employers_once(session, make, fair, organiser):
    booth, guest = make.booth(fair=fair), make.guest(fair=fair)
    day.check_in(session, guest, client_id="a", way=CheckInWay.QR, by=organiser)
    day.check_in(session, guest, client_id="b", way=CheckInWay.NAME, by=organiser)
    row = interviews.join_queue(session, guest, booth, by=organiser)
    day.record_outcome(session, row, InterviewOutcome.OFFER, by=organiser, vacancy=None, today=TODAY)
    guest.rating = 8
    session.flush()
    figures = looking_back.fair_figures(session, fair)
    assert (figures.came, figures.employers_came, figures.interviews, figures.people_rating) == (1, 1, 1, 8.0)
