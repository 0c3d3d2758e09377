"""The demo's fairs: over, held today, and being planned."""

from sqlalchemy import distinct, func, select

from jobmatch.clock import today
from jobmatch.services.fairs import day, interviews, looking_back
from models import (
    FairEmployer,
    FairGuest,
    FairInterview,
    FairState,
    InterviewOutcome,
    InterviewState,
    JobFair,
    Programme,
    ReferralState,
)


def fair_in(demo, state, programme="MAGNET-III"):
    found = select(JobFair).join(JobFair.programme).where(JobFair.state == state, Programme.code == programme)
    return demo.scalars(found.order_by(JobFair.starts_on.desc())).first()


def test_fifty_three_businesses_were_at_a_fair_that_is_over(demo):
    came = (
        select(func.count(distinct(FairEmployer.employer_id)))
        .join(FairEmployer.fair)
        .join(JobFair.programme)
        .where(Programme.code == "MAGNET-I", FairEmployer.attended.is_(True), JobFair.state == FairState.OVER)
    )
    assert demo.scalar(came) == 53


def test_one_fair_is_held_today_with_people_in_it(demo):
    fair = fair_in(demo, FairState.RUNNING)
    assert (fair.starts_on, fair.ends_on) == (today(), today())
    assert day.attendance(demo, fair) > 10


def test_todays_schedule_breaks_no_rule(demo):
    fair = fair_in(demo, FairState.RUNNING)
    rows = demo.scalars(select(FairInterview).join(FairInterview.guest).where(FairGuest.fair_id == fair.id)).all()
    assert len(rows) > 50
    for row in rows:
        assert interviews.clashes(demo, row.guest, row.booth, row.starts_at, moving=row) == []


def test_one_fair_is_being_planned(demo):
    fair = fair_in(demo, FairState.PLANNED)
    assert fair.starts_on > today()
    assert {booth.state.value for booth in fair.employers} == {"accepted", "invited", "applied"}


def test_all_of_them_were_at_one_fair_that_is_over(demo):
    fair = fair_in(demo, FairState.OVER, "MAGNET-I")
    figures = looking_back.fair_figures(demo, fair)
    assert (figures.employers_came, figures.came > 40, figures.interviews > 30) == (53, True, True)
    assert figures.outcomes[InterviewOutcome.OFFER] > 0


def test_every_interview_that_was_held_today_has_moved_a_referral_on(demo):
    fair = fair_in(demo, FairState.RUNNING)
    held = select(FairInterview).join(FairInterview.guest).where(FairGuest.fair_id == fair.id)
    rows = demo.scalars(held.where(FairInterview.state == InterviewState.DONE)).all()
    states = {(row.outcome, row.referral.state if row.referral else None) for row in rows}
    assert states == {
        (InterviewOutcome.OFFER, ReferralState.OFFERED),
        (InterviewOutcome.SECOND_INTERVIEW, ReferralState.INTERVIEW),
        (InterviewOutcome.NOT_NOW, ReferralState.NOT_SELECTED),
        (InterviewOutcome.NO_SHOW, None),
    }
    for row in rows:
        if row.referral:
            assert (row.referral.job_seeker_id, row.referral.vacancy) == (row.guest.job_seeker_id, row.vacancy)
            assert row.vacancy in row.booth.vacancies


def test_an_offer_of_the_past_fair_stands_in_its_referral(demo):
    fair = fair_in(demo, FairState.OVER, "MAGNET-I")
    held = select(FairInterview).join(FairInterview.guest).where(FairGuest.fair_id == fair.id)
    offers = demo.scalars(held.where(FairInterview.outcome == InterviewOutcome.OFFER)).all()
    for row in offers:
        assert row.referral.job_seeker_id == row.guest.job_seeker_id
        assert row.referral.offered_at is not None
