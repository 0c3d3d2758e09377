"""Hours differ from day to day, and a change takes nothing off that was not shown before."""

from datetime import UTC, date, datetime, time

import pytest

from jobmatch.errors import Conflict, InvalidInput
from jobmatch.services.fairs import interviews, planning
from jobmatch.services.fairs.hours import Hours, hours_of_days, usual_hours
from jobmatch.services.fairs.slots import local, slot_starts
from models import FairInterview, InterviewState, Role
from tests.services.fairs.test_scheduling import NINE

WEDNESDAY, THURSDAY = date(2026, 6, 10), date(2026, 6, 11)
USUAL = Hours(time(9), time(17), [["12:00", "13:00"]])


@pytest.fixture
def organiser(make):
    return make.account(Role.ORGANISER)


def values_of(fair, **changed):
    kept = {"starts_on": fair.starts_on, "ends_on": fair.ends_on, "halls": [hall.name for hall in fair.halls]}
    return {"version": fair.version, "usual": USUAL, **kept, **changed}


def test_a_day_may_have_other_hours_or_none(make, session, organiser):
    differing = [{"on": THURSDAY, "opens": time(10), "breaks": []}, {"on": date(2026, 6, 12), "closed": True}]
    fair = planning.plan_fair(
        session, by=organiser, programme=make.programme(), halls=[], usual=USUAL, differing=differing,
        name="Three days", starts_on=WEDNESDAY, ends_on=date(2026, 6, 12), slot_minutes=60,
    )  # fmt: skip
    session.refresh(fair)
    starts = [local(start) for start in slot_starts(fair)]
    assert [start.hour for start in starts if start.date() == WEDNESDAY] == [9, 10, 11, 13, 14, 15, 16]
    assert [start.hour for start in starts if start.date() == THURSDAY] == [10, 11, 12, 13, 14, 15, 16]
    assert {start.date() for start in starts} == {WEDNESDAY, THURSDAY}


def test_the_usual_hours_are_those_of_most_days(make):
    days = hours_of_days(WEDNESDAY, date(2026, 6, 14), USUAL, [{"on": WEDNESDAY, "closes": time(12)}])
    fair = make.fair()
    fair.days[0].closes = time(12)
    planning.set_days(fair, days)
    assert usual_hours(fair.days) == USUAL


@pytest.mark.parametrize(
    "differing",
    [[{"on": WEDNESDAY, "opens": time(18)}], [{"on": WEDNESDAY, "closed": True}, {"on": THURSDAY, "closed": True}]],
)
def test_hours_that_cannot_be_are_refused(differing):
    with pytest.raises(InvalidInput):
        hours_of_days(WEDNESDAY, THURSDAY, USUAL, differing)


def put(session, make, **values):
    guest = make.guest()
    booth = make.booth(fair=guest.fair, **values)
    row = FairInterview(guest=guest, booth=booth, starts_at=NINE, state=InterviewState.CONFIRMED)
    session.add(row)
    session.flush()
    return row


def test_an_interview_outside_the_new_hours_goes_only_when_it_was_shown(session, make, organiser):
    row = put(session, make)
    fair = row.booth.fair
    later = values_of(fair, usual=Hours(time(10), time(17), []))
    with pytest.raises(Conflict) as refused:
        planning.change_fair(session, fair, by=organiser, **later)
    assert refused.value.facts["effects"].interviews == [row]
    assert (row.state, fair.days[0].opens) == (InterviewState.CONFIRMED, time(9))
    with pytest.raises(Conflict):
        planning.change_fair(session, fair, by=organiser, agreed="something else", **later)
    mark = refused.value.facts["effects"].mark
    planning.change_fair(session, fair, by=organiser, agreed=mark, **later)
    assert (row.state, fair.days[0].opens) == (InterviewState.CANCELLED, time(10))
    assert interviews.interviews_of(session, fair) == []


def test_an_interview_that_still_fits_is_not_asked_about(session, make, organiser):
    row = put(session, make)
    planning.change_fair(session, row.booth.fair, by=organiser, **values_of(row.booth.fair, ends_on=THURSDAY))
    assert row.state is InterviewState.CONFIRMED


def test_longer_interviews_and_a_hall_that_goes_are_shown_too(session, make, organiser):
    row = put(session, make)
    row.starts_at = datetime(2026, 6, 10, 6, 20, tzinfo=UTC)
    row.booth.hall = row.booth.fair.halls[0]
    row.booth.closes = time(9, 30)
    session.flush()
    fair = row.booth.fair
    with pytest.raises(Conflict) as refused:
        planning.change_fair(session, fair, by=organiser, slot_minutes=45, **values_of(fair, halls=["B"]))
    effects = refused.value.facts["effects"]
    assert (effects.interviews, effects.moved, effects.closed) == ([row], [row.booth], [row.booth])


@pytest.mark.parametrize("changed", [{"opens": time(10)}, {"breaks": [["09:10", "09:30"]]}, {"interviewers": 1}])
def test_a_booths_new_hours_or_fewer_interviewers_are_shown_too(session, make, organiser, changed):
    row = put(session, make, interviewers=2)
    planned = FairInterview(guest=make.guest(fair=row.booth.fair), booth=row.booth, starts_at=NINE)
    session.add(planned)
    session.flush()
    values = {"vacancies": row.booth.vacancies, "hall_id": None, "opens": None, "closes": None, "breaks": []}
    values |= {"interviewers": 2, **changed}
    with pytest.raises(Conflict) as refused:
        planning.change_booth(session, row.booth, by=organiser, **values)
    wanted = [planned] if "interviewers" in changed else [row, planned]
    assert refused.value.facts["effects"].interviews == wanted
    planning.change_booth(session, row.booth, by=organiser, agreed=refused.value.facts["effects"].mark, **values)
    assert planned.state is InterviewState.CANCELLED
