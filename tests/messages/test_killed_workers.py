"""A worker that is killed with SIGKILL while it sends: nothing is lost, and nothing is sent more than twice."""

import email
import os
import time
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from jobmatch.services import notices
from models import Notice, NoticeState, utc_now
from tests.messages.post_office import open_post_office
from tests.processes import start_command

pytestmark = pytest.mark.slow
PATIENCE = 120


@pytest.fixture
def post_office():
    with open_post_office() as office:
        yield office


@pytest.fixture
def start_worker(fresh_engine, post_office, tmp_path):
    """``start_worker()`` starts a real worker process on the test's database and mail server."""
    started = []
    environ = {name: value for name, value in os.environ.items() if not name.startswith("JOBMATCH_")}
    environ |= {
        "JOBMATCH_DATABASE_URL": fresh_engine.url.render_as_string(hide_password=False),
        "JOBMATCH_SECRET_KEY": "only for tests, and long enough to be a secret",
        "JOBMATCH_PUBLIC_URL": "https://jobs.example.org",
        "JOBMATCH_INSTANCE_DIR": str(tmp_path / "instance"),
        "JOBMATCH_SMTP_HOST": "127.0.0.1",
        "JOBMATCH_SMTP_PORT": str(post_office.port),
        "JOBMATCH_SMTP_TLS": "none",
        "JOBMATCH_MAIL_FROM": "jobs@example.org",
    }

    def start():
        worker = start_command(["work"], environ)
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.join()


@pytest.fixture
def notice_id(fresh_engine):
    with Session(fresh_engine) as session:
        notice = notices.send_email(session, "azad@example.org", "Something new", "Look", kind="reconfirm")
        session.commit()
        return notice.id


@pytest.fixture
def read(fresh_engine, notice_id):
    """``read()`` is the row as it is committed."""

    def read():
        with Session(fresh_engine, expire_on_commit=False) as session:
            notice = session.get_one(Notice, notice_id)
            session.commit()
            return notice

    return read


@pytest.fixture
def kill_at(start_worker, post_office):
    """``kill_at("answer")`` starts a worker and kills it when the mail server has reached this point."""

    def kill(point):
        post_office.reached.clear()
        post_office.stop_at = point
        worker = start_worker()
        assert post_office.reached.wait(PATIENCE)
        worker.kill()  # SIGKILL
        worker.join()
        post_office.stop_at = None

    return kill


@pytest.fixture
def claim_ends(fresh_engine):
    """``claim_ends()``: as if the time of every claim and wait had passed."""

    def end():
        past = utc_now() - timedelta(seconds=1)
        with Session(fresh_engine) as session:
            session.execute(update(Notice).where(Notice.claim.is_not(None)).values(claimed_until=past))
            session.execute(update(Notice).values(not_before=past))
            session.commit()

    return end


@pytest.fixture
def run_until_done(start_worker, read):
    """``run_until_done()`` lets a worker work until the message waits no more, and returns its row."""

    def run():
        worker = start_worker()
        for _ in range(PATIENCE * 5):
            if read().state is not NoticeState.QUEUED:
                break
            time.sleep(0.2)
        worker.terminate()
        worker.join(PATIENCE)
        assert worker.exitcode == 0
        return read()

    return run


def ids(post_office):
    return [email.message_from_bytes(content)["Message-ID"] for _by, _to, content in post_office.taken]


@pytest.mark.parametrize(("point", "handed"), [("receiver", False), ("message", True)])
def test_killed_before_the_server_took_it_it_is_sent_once_afterwards(  # noqa: PLR0917
    post_office, kill_at, claim_ends, run_until_done, read, point, handed
):
    kill_at(point)
    left = read()
    assert (left.state, bool(left.handed_at), left.claim is None) == (NoticeState.QUEUED, handed, False)
    assert post_office.taken == []
    claim_ends()
    assert run_until_done().state is NoticeState.SENT
    assert len(post_office.taken) == 1


def test_killed_between_acceptance_and_recording_it_is_repeated_once_with_the_same_id(
    post_office, kill_at, claim_ends, run_until_done, read
):
    kill_at("answer")
    assert (read().state, len(post_office.taken)) == (NoticeState.QUEUED, 1)
    claim_ends()
    kill_at("answer")
    assert (read().state, len(post_office.taken)) == (NoticeState.QUEUED, 2)
    claim_ends()
    given_up = run_until_done()
    assert (given_up.state, given_up.repeats) == (NoticeState.UNKNOWN, 1)
    assert len(post_office.taken) == 2
    assert len(set(ids(post_office))) == 1


def test_a_repeat_that_is_answered_ends_it(post_office, kill_at, claim_ends, run_until_done):
    kill_at("answer")
    claim_ends()
    assert run_until_done().state is NoticeState.SENT
    assert len(post_office.taken) == 2
    assert len(set(ids(post_office))) == 1


def test_others_can_write_while_a_server_takes_its_time(post_office, start_worker, fresh_engine, read):
    """On SQLite an open transaction of the worker would hold up every other writer."""
    post_office.stop_at = "message"
    read()
    start_worker()
    assert post_office.reached.wait(PATIENCE)
    with fresh_engine.connect() as connection:
        if fresh_engine.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.execute(update(Notice).values(language="fr"))
        connection.commit()
    assert read().language == "fr"


def test_two_workers_on_one_outbox_send_everything_once(post_office, start_worker, fresh_engine):
    with Session(fresh_engine) as session:
        for number in range(60):
            notices.send_email(session, f"p{number}@example.org", "Something new", "Look", kind="reconfirm")
        session.commit()
    for _ in range(2):
        start_worker()
    for _ in range(PATIENCE * 5):
        with Session(fresh_engine) as session:
            waiting = session.query(Notice).filter(Notice.state == NoticeState.QUEUED).count()
            session.rollback()
        if not waiting:
            break
        time.sleep(0.2)
    receivers = [to for _by, to, _content in post_office.taken]
    assert sorted(receivers) == sorted([f"p{number}@example.org"] for number in range(60))
