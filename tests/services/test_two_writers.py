"""Two real writers at once: openings are never overfilled, nobody's work is lost, no index misses a change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from jobmatch.errors import OpeningsFilled
from jobmatch.services import placements, transitions
from jobmatch.services.suggestions_index import LiveIndex
from models import JobSeeker, JobSeekerState, Referral, ReferralState, Task, TaskState, Vacancy
from tests.builders import Builders


@pytest.fixture
def two_offers(fresh_engine):
    """Two people who were offered the one opening of a vacancy."""
    with Session(fresh_engine) as session:
        make = Builders(session)
        vacancy = make.vacancy(openings=1)
        ids = [make.referral(vacancy=vacancy, state=ReferralState.OFFERED).id for _ in range(2)]
        session.commit()
        return vacancy.id, ids


def test_the_last_opening_is_filled_once_by_two_writers_at_the_same_moment(fresh_engine, two_offers):
    vacancy_id, referral_ids = two_offers
    together = Barrier(2, timeout=20)

    def place(referral_id):
        with Session(fresh_engine) as session:
            if fresh_engine.dialect.name == "postgresql":
                referral = session.get(Referral, referral_id)
                together.wait()  # both have read that one opening is left
            else:
                together.wait()
                referral = session.get(Referral, referral_id)
            try:
                placements.place_job_seeker(session, referral, by=None, started_on=date(2026, 6, 1))
                session.commit()
            except (OpeningsFilled, StaleDataError, transitions.InvalidTransition):
                return "refused"
            return "placed"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(place, referral_ids))
    assert outcomes == ["placed", "refused"]
    with Session(fresh_engine) as session:
        assert session.get(Vacancy, vacancy_id).filled == 1


def test_the_database_itself_refuses_an_overfilled_vacancy(fresh_engine, two_offers):
    with Session(fresh_engine) as session, pytest.raises(IntegrityError, match="filled_within_openings"):
        session.execute(text("UPDATE vacancy SET filled = openings + 1"))


def test_the_second_of_two_writers_of_one_row_is_refused(fresh_engine):
    with Session(fresh_engine) as session:
        office = Builders(session).office()
        session.add(Task(title="Call the employer", office_id=office.id))
        session.commit()
        task_id = session.scalar(select(Task.id))
        session.commit()
    with Session(fresh_engine, expire_on_commit=False) as first, Session(fresh_engine) as second:
        opened = first.get(Task, task_id)
        first.commit()
        transitions.move(second, second.get(Task, task_id), to=TaskState.DONE, by=None)
        second.commit()
        opened.title = "Call them again"
        with pytest.raises(StaleDataError):
            first.flush()


def build(session, rates=None):
    live = LiveIndex(rates or {"USD": Decimal(1)})
    live.catch_up(session)
    return live


def test_a_change_committed_by_somebody_else_is_in_the_next_ranking(fresh_engine):
    with Session(fresh_engine, expire_on_commit=False) as writer, Session(fresh_engine) as reader:
        make = Builders(writer)
        person = make.job_seeker()
        writer.commit()
        live = build(reader)
        reader.commit()
        assert person.id in live.index
        transitions.move(writer, person, to=JobSeekerState.CLOSED, by=None)
        writer.commit()
        assert person.id not in live.catch_up(reader)


def test_writers_that_commit_out_of_order_are_both_seen(fresh_engine):
    """The earlier number becomes visible after the later one; an index that remembers one number only loses it."""
    if fresh_engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time, so numbers become visible in order")
    with Session(fresh_engine) as session:
        make = Builders(session)
        early, late = make.job_seeker().id, make.job_seeker().id
        session.commit()
        live = build(session)
        session.commit()
    with Session(fresh_engine) as slow, Session(fresh_engine) as fast, Session(fresh_engine) as reader:
        transitions.move(slow, slow.get(JobSeeker, early), to=JobSeekerState.CLOSED, by=None)
        slow.flush()  # has the lower number, and waits
        transitions.move(fast, fast.get(JobSeeker, late), to=JobSeekerState.CLOSED, by=None)
        fast.commit()
        live.catch_up(reader)
        reader.commit()
        assert late not in live.index
        assert early in live.index
        slow.commit()
        live.catch_up(reader)
        assert early not in live.index


def test_a_rebuilt_index_equals_one_that_caught_up(fresh_engine):
    with Session(fresh_engine) as session:
        make = Builders(session)
        people = [make.job_seeker() for _ in range(3)]
        session.commit()
        live = build(session)
        people[0].radius_km = 15.0
        transitions.move(session, people[1], to=JobSeekerState.CLOSED, by=None)
        session.commit()
        caught_up = live.catch_up(session)
        rebuilt = build(session).index
        assert len(caught_up) == len(rebuilt) == 2
        assert caught_up.profile(people[0].id) == rebuilt.profile(people[0].id)
