"""The job queue wakes and repeats; what is due stands in the database."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from fakeredis import TcpFakeServer
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

import models
from jobmatch import create_app
from jobmatch.db import db
from jobmatch.errors import SettingsError
from jobmatch.job_queue import JOBS, enqueue, making, queue_of, table
from jobmatch.services.waking import wake
from jobmatch.settings import Settings
from models import Notice, Role
from tests.builders import Builders

SECRET = "only for tests, and long enough to be a secret"


@pytest.fixture
def done(monkeypatch):
    """The calls of a job named ``note``."""
    calls = []
    monkeypatch.setattr(making, "run_job", lambda job, *arguments: calls.append((job.name, *arguments)))
    monkeypatch.setattr(making, "JOBS", (table.BackgroundJob("note", "tests:nothing"),))
    return calls


def work_off(app):
    """Run what is queued, in this thread."""
    huey = queue_of(app).huey
    while task := huey.dequeue():
        huey.execute(task)


@pytest.fixture
def queued_app(tmp_path, sqlite_url):
    return create_app(Settings(database_url=sqlite_url, secret_key=SECRET, instance_dir=tmp_path, secure_cookies=False))


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_every_job_is_a_function_that_says_what_it_does(job):
    assert job.function().__doc__
    assert job.every is None or job.every in table.EVERY


def test_a_job_is_woken_once_the_transaction_is_committed(queued_app, done):
    with queued_app.app_context():
        wake(db.session, "note", 7)
        wake(db.session, "note", 7)
        work_off(queued_app)
        assert done == []
        db.session.commit()
        work_off(queued_app)
        db.session.commit()
        work_off(queued_app)
    assert done == [("note", 7)]


def test_what_was_rolled_back_wakes_nobody(queued_app, done):
    with queued_app.app_context():
        db.session.connection()
        wake(db.session, "note", 7)
        db.session.rollback()
        db.session.commit()
    work_off(queued_app)
    assert done == []


def test_a_queue_that_is_away_undoes_nothing(queued_app, done, caplog):
    with queued_app.app_context():
        enqueue("note", 1)
        (queued_app.config["JOBMATCH"].instance_dir / making.FILE).unlink()
        queue_of(queued_app).huey.storage.close()
        (queued_app.config["JOBMATCH"].instance_dir / making.FILE).mkdir()
        wake(db.session, "note", 2)
        db.session.commit()
    assert "the job queue is away" in caplog.text


def test_a_message_that_the_service_did_not_sign_is_not_run(queued_app, done, tmp_path):
    stranger = create_app(replace(queued_app.config["JOBMATCH"], secret_key="another secret, just as long as that one"))
    with stranger.app_context():
        enqueue("note", 1)
    with pytest.raises(ValueError, match="mismatch"):
        work_off(queued_app)
    assert done == []


def test_many_machines_share_a_queue_in_redis(tmp_path, sqlite_url, done):
    server = TcpFakeServer(("127.0.0.1", 0), server_type="redis")
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"redis://127.0.0.1:{server.server_address[1]}/0"
    settings = Settings(database_url=sqlite_url, secret_key=SECRET, instance_dir=tmp_path, queue_url=url)
    asking, working = create_app(settings), create_app(settings)
    try:
        with asking.app_context():
            enqueue("note", 5)
        work_off(working)
        work_off(working)
    finally:
        server.shutdown()
        server.server_close()
    assert done == [("note", 5)]
    assert not (tmp_path / making.FILE).exists()


def test_an_address_that_is_no_queue_is_refused():
    with pytest.raises(SettingsError, match="JOBMATCH_QUEUE_URL"):
        making.open_queue(Settings(secret_key=SECRET, queue_url="http://localhost"))


def test_a_worker_needs_the_secret_of_the_service(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-m", "jobmatch", "work"], check=False, env=clean(tmp_path), capture_output=True
    )
    assert answer.returncode == 1
    assert b"JOBMATCH_SECRET_KEY" in answer.stderr


def test_a_worker_needs_the_address_that_stands_in_the_links_of_messages(tmp_path):
    environ = clean(tmp_path, JOBMATCH_SECRET_KEY=SECRET)
    answer = subprocess.run(
        [sys.executable, "-m", "jobmatch", "work"], check=False, env=environ, capture_output=True, timeout=60
    )
    assert answer.returncode == 1
    assert b"JOBMATCH_PUBLIC_URL" in answer.stderr


def clean(folder, **more):
    """An environment with these settings only."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JOBMATCH_")}
    return kept | {"JOBMATCH_INSTANCE_DIR": str(folder)} | more


@pytest.mark.slow
def test_a_worker_does_what_is_queued_and_stops_when_told(tmp_path):
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    engine = create_engine(url)
    models.Base.metadata.create_all(engine)
    with engine.begin() as connection, Session(connection) as session:
        make = Builders(session)
        employer = make.employer()
        make.account(role=Role.EMPLOYER, employer=employer, email="mara@example.org")
        soon = datetime.now(UTC).date() + timedelta(days=3)
        make.vacancy(employer=employer, expires_on=soon)
        session.commit()
    app = create_app(Settings(database_url=url, secret_key=SECRET, instance_dir=tmp_path))
    with app.app_context():
        enqueue("write_reminders")
    service = {"JOBMATCH_SECRET_KEY": SECRET, "JOBMATCH_PUBLIC_URL": "https://jobs.example.org"}
    environ = clean(tmp_path, JOBMATCH_DATABASE_URL=url, **service)
    worker = subprocess.Popen([sys.executable, "-m", "jobmatch", "work"], env=environ)
    try:
        for _ in range(300):
            with Session(engine) as session:
                kinds = session.scalars(select(Notice.kind)).all()
                session.rollback()
            if kinds:
                break
            time.sleep(0.2)
        assert kinds == ["expiring_vacancy"]
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
    finally:
        worker.kill()
        worker.wait()
    with Session(engine) as session:
        assert session.scalars(select(Notice.recipient)).one() == "mara@example.org"
    with sqlite3.connect(tmp_path / making.FILE) as queue:
        assert queue.execute("SELECT count(*) FROM task").fetchone() == (0,)
