"""A shortened, failed, killed or cancelled export is never handed over, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from jobmatch import exporting
from jobmatch.services.exports import files, reading, records
from jobmatch.services.exports.writers.delimited import CsvWriter
from models import Export, ExportFormat, ExportState, StateEvent, utc_now
from tests.services.exports.folder import left_in

STALLING = """
import sys, time
from pathlib import Path
from jobmatch import create_app, exporting
from jobmatch.db import db
from jobmatch.services.exports.writers.delimited import CsvWriter
from jobmatch.settings import Settings

written = CsvWriter.write
def write_and_stall(self, rows):
    written(self, rows)
    self.file.flush()
    print("midway", flush=True)
    time.sleep(600)
CsvWriter.write = write_and_stall
settings = Settings(database_url=sys.argv[1], instance_dir=Path(sys.argv[2]), testing=True, secret_key="x" * 40)
with create_app(settings).test_request_context():
    exporting.run_export(db.session, int(sys.argv[3]))
"""


def test_a_killed_worker_delivers_nothing_and_is_noticed(own_session, asked, fresh_engine, tmp_path):
    instance, export_id = tmp_path / "instance", asked.id
    own_session.commit()  # no lock is held while the worker works
    url = fresh_engine.url.render_as_string(hide_password=False)
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", STALLING, url, str(instance), str(export_id)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    try:
        assert worker.stdout.readline() == "midway\n"
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    own_session.refresh(asked)
    assert asked.state is ExportState.RUNNING
    assert len(left_in(instance)) == 2  # the folder of the worker, and the half file in it
    with pytest.raises(files.DamagedFile):
        files.checked(instance, asked)
    exporting.tidy(own_session)
    assert asked.state is ExportState.RUNNING  # it may still be at work
    own_session.execute(
        update(Export).values(heartbeat_at=utc_now() - records.LEASE - timedelta(seconds=1)),
        execution_options={"synchronize_session": False},
    )
    own_session.commit()
    exporting.tidy(own_session)
    own_session.refresh(asked)
    assert (asked.state, asked.error) == (ExportState.FAILED, "stopped")
    assert left_in(instance) == []
    assert not exporting.run_export(own_session, export_id)
    with pytest.raises(files.DamagedFile):
        files.checked(instance, asked)


@pytest.mark.parametrize("format_", ExportFormat)
def test_a_full_disk_delivers_nothing_and_is_said(own_session, asked, tmp_path, monkeypatch, format_):
    asked.format = format_
    own_session.commit()
    made = exporting.writer_of(format_)

    class Full(made):
        """The format's own writer on a device that is always full."""

        def __init__(self, path, sheet):
            path.symlink_to("/dev/full")
            super().__init__(path, sheet)

    monkeypatch.setattr(exporting, "writer_of", lambda _format: Full)
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert (asked.state, asked.error, asked.sha256) == (ExportState.FAILED, "disk_full", None)
    assert left_in(tmp_path / "instance") == []


def test_a_cancelled_export_stops_midway_and_leaves_nothing(own_session, asked, fresh_engine, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "REPORT_S", 0.0)
    monkeypatch.setattr(reading, "CHUNK", 10)
    told = []

    def write_and_cancel(self, rows):
        told.append(len(rows))
        if len(told) == 2:
            with fresh_engine.begin() as other:
                other.execute(update(Export).values(cancel_wanted=True))

    monkeypatch.setattr(CsvWriter, "write", write_and_cancel)
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert asked.state is ExportState.CANCELLED
    assert told == [10, 10]
    assert left_in(tmp_path / "instance") == []


def test_a_worker_that_comes_back_from_the_dead_finds_its_export_is_no_longer_its_own(
    own_session, asked, tmp_path, monkeypatch
):
    finished = CsvWriter.close

    def close_too_late(self):
        finished(self)
        records.give_up_dead(own_session, utc_now() + 2 * records.LEASE)
        own_session.commit()

    monkeypatch.setattr(CsvWriter, "close", close_too_late)
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert (asked.state, asked.error) == (ExportState.FAILED, "stopped")
    assert left_in(tmp_path / "instance") == []


def test_a_file_without_its_record_is_taken_away(own_session, asked, tmp_path, monkeypatch):
    def no_audit(*_args):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(records, "audit", no_audit)
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert (asked.state, asked.error) == (ExportState.FAILED, "error")
    assert left_in(tmp_path / "instance") == []


def test_a_file_that_was_changed_or_cut_is_not_handed_over(own_session, asked, tmp_path):
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    path = files.checked(tmp_path / "instance", asked)
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:-1] + b"x"):
        path.write_bytes(damaged)
        with pytest.raises(files.DamagedFile):
            files.checked(tmp_path / "instance", asked)
    path.write_bytes(whole)
    assert files.checked(tmp_path / "instance", asked) == path


def test_two_workers_write_an_export_once(own_session, asked):
    assert exporting.run_export(own_session, asked.id)
    assert not exporting.run_export(own_session, asked.id)
    steps = select(StateEvent.to_state).where(StateEvent.noun == "export").order_by(StateEvent.id)
    assert own_session.scalars(steps).all() == ["queued", "running", "done"]


def test_the_file_goes_after_its_days_and_the_record_stays(own_session, asked, tmp_path, monkeypatch):
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert asked.available and len(left_in(tmp_path / "instance")) == 3
    later = exporting.today() + timedelta(days=7)
    monkeypatch.setattr(exporting, "today", lambda: later)
    exporting.tidy(own_session)
    own_session.refresh(asked)
    assert asked.deleted_at is not None and not asked.available and asked.row_count == 40
    assert left_in(tmp_path / "instance") == []


def test_time_is_reported_at_most_once_a_second(own_session, asked, monkeypatch):
    told = []
    monkeypatch.setattr(records, "still_wanted", lambda *args: told.append(args[-1]) or True)
    run = exporting.Run(own_session, asked.id, "worker")
    for rows in range(50):
        run.report(rows)
    assert told == [0]
    run.told = time.monotonic() - 2
    run.report(50)
    assert told == [0, 50]
