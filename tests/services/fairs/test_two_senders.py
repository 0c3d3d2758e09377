"""A device that hears no answer sends again while the first sending still goes on: it counts once all the same."""

import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from jobmatch.services.fairs import day, walk_ins
from models import Account, CheckInWay, FairCheckIn, FairGuest, FairState, JobFair, JobSeeker, Role
from tests.builders import NOW, Builders
from tests.services.fairs.test_walk_ins import row

PATIENCE_S = 20


@pytest.fixture
def token(fresh_engine):
    """The code of the one guest of a fair that is held."""
    with Session(fresh_engine) as session:
        make = Builders(session)
        make.account(Role.ORGANISER)
        guest = make.guest(fair=make.fair(state=FairState.RUNNING))
        session.commit()
        return guest.token


def walk_ins_sent(session, fair, by):
    rows = [row(), row("b" * 12, name="Nasrin Ali")]
    return list(walk_ins.take_walk_ins(session, fair, rows, by=by, today=NOW.date()).guests)


def wait_until_blocked(engine: Engine, second: Future[list[str]]) -> None:
    """Until the second sending waits for the first one, or has ended without waiting."""
    blocked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    ends = time.monotonic() + PATIENCE_S
    while not second.done() and time.monotonic() < ends:
        with engine.connect() as connection:
            if connection.execute(blocked).scalar_one():
                return
        time.sleep(0.02)


def send_twice_at_once(engine: Engine, send) -> list[list[str]]:
    """What two sendings of the same are told, the second one begun before the first is committed."""

    def sending(before_commit):
        with Session(engine) as session:
            told = send(session, session.scalars(select(JobFair)).one(), session.scalars(select(Account)).one())
            before_commit()
            session.commit()
            return told

    seconds = []

    def begin_the_second():
        seconds.append(pool.submit(sending, lambda: None))
        if engine.dialect.name == "postgresql":
            wait_until_blocked(engine, seconds[0])

    with ThreadPoolExecutor(1) as pool:
        return [sending(begin_the_second), seconds[0].result(timeout=PATIENCE_S)]


def number(engine: Engine, model) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(model))


def test_the_same_walk_ins_while_the_first_sending_goes_on_are_registered_once(fresh_engine, token):
    assert send_twice_at_once(fresh_engine, walk_ins_sent) == [["a" * 12, "b" * 12]] * 2
    assert [number(fresh_engine, model) for model in (JobSeeker, FairGuest, FairCheckIn)] == [3, 3, 2]


def test_the_same_check_ins_while_the_first_sending_goes_on_count_once(fresh_engine, token):
    def check_ins_sent(session, fair, by):
        return day.sync_check_ins(session, fair, [("c" * 12, token, CheckInWay.QR, NOW)], by=by).kept

    assert send_twice_at_once(fresh_engine, check_ins_sent) == [["c" * 12]] * 2
    assert number(fresh_engine, FairCheckIn) == 1
