"""The demo's fairs: over, held today, and being planned."""

from sqlalchemy import distinct, func, select

from jobmatch.clock import today
from jobmatch.services.fairs import day, interviews
from models import FairEmployer, FairGuest, FairInterview, FairState, JobFair, Programme


def fair_in(demo, state, programme="MAGNET-III"):
    found = select(JobFair).join(JobFair.programme).where(JobFair.state == state, Programme.code == programme)
    return demo.scalars(found).first()


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
