"""A fair becomes a schedule, and the schedule interviews that no later run moves once they are confirmed."""

import contextlib
from datetime import UTC, datetime, time
from itertools import product

import numpy as np
import pytest
from sqlalchemy.exc import IntegrityError

from jobmatch import fair_runs
from jobmatch.errors import Conflict
from jobmatch.services.fairs import interviews, schedule_runs, scheduling
from jobmatch.services.fairs.slots import slot_starts
from jobmatch.services.suggestions_index import LiveIndex
from models import (
    Actor,
    FairHall,
    FairInterview,
    FairWish,
    GuestState,
    InterviewState,
    JobSeekerSkill,
    Role,
    ScheduleRunState,
    StateEvent,
    VacancySkill,
)
from models.states import TRANSITIONS
from tests.builders import NOW

TODAY = NOW.date()
NINE = datetime(2026, 6, 10, 6, tzinfo=UTC)  # nine in Erbil


@pytest.fixture
def organiser(make):
    return make.account(Role.ORGANISER)


@pytest.fixture
def live():
    from jobmatch.settings import Settings

    return LiveIndex(Settings().exchange_rates)


def skilled(make, session, skill):
    person = make.job_seeker()
    session.add(JobSeekerSkill(job_seeker=person, concept=skill, level=4))
    session.flush()
    return person


def booth_wanting(make, session, fair, skill):
    booth = make.booth(fair=fair)
    session.add(VacancySkill(vacancy=booth.vacancies[0], concept=skill))
    session.flush()
    session.refresh(booth.vacancies[0])
    return booth


def run(session, live, fair, organiser):
    made = schedule_runs.ask_for_schedule(session, fair, by=organiser, time_limit_s=30)
    fair_runs.perform(session, live, made, today=TODAY)
    return made


def test_slots_leave_out_the_break(make):
    starts = slot_starts(make.fair(slot_minutes=50))
    assert [start.hour + 3 for start in starts] == [9, 9, 10, 13, 13, 14, 15]
    assert [start.minute for start in starts] == [0, 50, 40, 0, 50, 40, 30]


def test_each_person_meets_the_booth_that_wants_their_skill(session, make, organiser, live):
    fair = make.fair(at_most=1)
    welding, sewing = "http://example.org/welding", "http://example.org/sewing"
    pairs = {}
    for skill in (welding, sewing):
        pairs[make.guest(fair=fair, job_seeker=skilled(make, session, skill)).id] = booth_wanting(
            make, session, fair, skill
        ).id
    made = run(session, live, fair, organiser)
    assert made.state is ScheduleRunState.DONE
    assert made.proven
    assert {row[0]: row[1] for row in made.interviews} == pairs


def test_a_wish_is_honoured_and_a_person_away_is_not_planned(session, make, organiser, live):
    fair = make.fair(at_most=1)
    booth = make.booth(fair=fair, vacancies=[])
    wishing = make.guest(fair=fair, here_from=time(15))
    session.add(FairWish(guest=wishing, booth=booth))
    session.flush()
    made = run(session, live, fair, organiser)
    ((guest_id, booth_id, at, score, wished),) = made.interviews
    assert (guest_id, booth_id, score, wished) == (wishing.id, booth.id, 0.0, True)
    assert datetime.fromisoformat(at) >= datetime(2026, 6, 10, 12, tzinfo=UTC)


def test_who_could_not_be_served_is_listed(session, make, organiser, live):
    fair = make.fair(at_least=1)
    make.booth(fair=fair, vacancies=[])
    nobody_for_them = make.guest(fair=fair)
    made = run(session, live, fair, organiser)
    assert made.unserved == [nobody_for_them.id]


def test_taking_a_schedule_moves_nothing_that_is_confirmed(session, make, organiser, live):
    fair = make.fair(at_most=2)
    guests = [make.guest(fair=fair) for _ in range(2)]
    first, second = (make.booth(fair=fair, vacancies=[]) for _ in range(2))
    session.add_all([FairWish(guest=guest, booth=booth) for guest in guests for booth in (first, second)])
    session.flush()
    kept = interviews.put_interview(session, guests[0], first, NINE, by=organiser)
    made = run(session, live, fair, organiser)
    assert schedule_runs.take_schedule(session, made, by=organiser) == 3
    assert (kept.state, kept.starts_at) == (InterviewState.CONFIRMED, NINE)
    rows = interviews.interviews_of(session, fair)
    assert (
        len({(row.booth_id, row.starts_at) for row in rows})
        == len({(row.guest_id, row.starts_at) for row in rows})
        == 4
    )
    again = run(session, live, fair, organiser)
    schedule_runs.take_schedule(session, again, by=organiser)
    assert kept.starts_at == NINE


def test_only_one_run_at_a_time(session, make, organiser):
    fair = make.fair()
    schedule_runs.ask_for_schedule(session, fair, by=organiser, time_limit_s=5)
    with pytest.raises(Conflict):
        schedule_runs.ask_for_schedule(session, fair, by=organiser, time_limit_s=5)


def test_a_run_that_cannot_be_posed_says_so(session, make, organiser, live):
    fair = make.fair()
    made = schedule_runs.ask_for_schedule(session, fair, by=organiser, time_limit_s=5)
    fair_runs.perform(session, live, made, today=TODAY)
    assert made.state is ScheduleRunState.FAILED
    assert made.error


def test_clashes_of_a_hand_are_named(session, make, organiser):
    fair = make.fair(at_most=2, way_minutes=15)
    other_hall = FairHall(name="B")
    fair.halls.append(other_hall)
    here, there = make.booth(fair=fair, hall=fair.halls[0]), make.booth(fair=fair, hall=other_hall)
    guest, other = make.guest(fair=fair), make.guest(fair=fair)
    interviews.put_interview(session, guest, here, NINE, by=organiser)

    def codes(who, booth, minutes):
        start = NINE.replace(hour=6 + minutes // 60, minute=minutes % 60)
        return [clash.code for clash in interviews.clashes(session, who, booth, start)]

    assert codes(guest, there, 0) == ["two_places"]
    assert codes(guest, there, 20) == ["way_too_long"]
    assert codes(guest, there, 40) == []
    assert codes(other, here, 0) == ["booth_full"]
    assert codes(guest, here, 40) == ["meets_already"]
    assert codes(other, here, 10) == ["no_slot"]
    with pytest.raises(Conflict):
        interviews.put_interview(session, other, here, NINE, by=organiser)
    interviews.put_interview(session, guest, there, NINE.replace(minute=40), by=organiser)
    third, late = make.booth(fair=fair), make.booth(fair=fair, opens=time(11))
    assert codes(guest, third, 120) == ["too_many"]
    assert codes(other, late, 0) == ["booth_closed"]
    assert codes(make.guest(fair=fair, here_from=time(12)), third, 0) == ["guest_away"]
    assert codes(make.guest(fair=fair, state=GuestState.INVITED), third, 0) == ["guest_does_not_come"]


FAIR_NOUNS = ("job_fair", "fair_employer", "fair_guest", "fair_interview", "fair_schedule_run")


@pytest.mark.parametrize("noun", FAIR_NOUNS)
def test_the_history_of_a_fair_takes_the_transitions_of_the_code_and_no_other(session, noun):
    """The CHECK of the history is made from the same table as the code."""
    states = TRANSITIONS[noun]
    taken = set()
    for step in product(states, states):
        was, became = step
        event = StateEvent(noun=noun, row_id=1, from_state=was, to_state=became, actor=Actor.SYSTEM)
        with contextlib.suppress(IntegrityError), session.begin_nested():
            session.add(event)
            session.flush()
            taken.add(step)
    assert taken == {(was, became) for was, targets in states.items() for became in targets}


def test_scores_are_unknown_where_a_rule_stands_and_nobody_wished(session, make, live):
    fair = make.fair()
    guest, booth = make.guest(fair=fair), make.booth(fair=fair, vacancies=[])
    scores = scheduling.read_scores(session, live, [guest], [booth], wishes=np.zeros((1, 1)), today=TODAY)
    assert np.isnan(scores).all()


def test_an_interview_twice_at_one_time_is_refused_by_the_database(session, make):
    guest = make.guest()
    for _ in range(2):
        session.add(FairInterview(guest=guest, booth=make.booth(fair=guest.fair), starts_at=NINE))
    with pytest.raises(IntegrityError):
        session.flush()
