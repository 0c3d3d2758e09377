"""A shortened, failed, killed or cancelled export is never handed over, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from jobmatch import exporting
from jobmatch.errors import InvalidInput
from jobmatch.services.erasure import erase_job_seeker
from jobmatch.services.exports import files, reading, records
from jobmatch.services.exports.kinds import KINDS
from jobmatch.services.exports.writers.delimited import CsvWriter
from models import (
    Account,
    AuditAction,
    AuditEntry,
    Export,
    ExportFormat,
    ExportKind,
    ExportState,
    JobSeeker,
    StateEvent,
    utc_now,
)

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


def left_in(instance):
    """Everything in the folder of exports."""
    return sorted(str(path.relative_to(instance)) for path in (instance / "exports").rglob("*"))


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
    assert asked.available and len(left_in(tmp_path / "instance")) == 2
    later = exporting.today() + timedelta(days=7)
    monkeypatch.setattr(exporting, "today", lambda: later)
    exporting.tidy(own_session)
    own_session.refresh(asked)
    assert asked.deleted_at is not None and not asked.available and asked.row_count == 40
    assert left_in(tmp_path / "instance") == []


def test_files_that_may_hold_somebody_who_is_erased_go_with_them(own_session, asked, tmp_path):
    exporting.run_export(own_session, asked.id)
    person = own_session.scalars(select(JobSeeker).limit(1)).one()
    erase_job_seeker(own_session, person, by=asked.by, on=exporting.today())
    own_session.commit()
    own_session.refresh(asked)
    assert not asked.available and asked.row_count == 40
    with pytest.raises(files.DamagedFile):
        files.checked(tmp_path / "instance", asked)
    exporting.tidy(own_session)
    assert left_in(tmp_path / "instance") == []


def test_a_file_that_is_being_written_when_somebody_in_it_is_erased_is_stopped(
    own_session, asked, fresh_engine, tmp_path, monkeypatch
):
    written, done = CsvWriter.write, []

    def erase_beside(self, rows):
        if not done:
            with Session(fresh_engine) as other:
                person, officer = other.scalars(select(JobSeeker).limit(1)).one(), other.get(Account, asked_by)
                erase_job_seeker(other, person, by=officer, on=exporting.today())
                other.commit()
            done.append(True)
        written(self, rows)

    asked_by = asked.by_id
    own_session.commit()
    monkeypatch.setattr(CsvWriter, "write", erase_beside)
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert done and asked.state is ExportState.CANCELLED
    assert left_in(tmp_path / "instance") == []


def test_the_file_is_of_one_state_of_the_database_whatever_others_write(
    own_session, asked, fresh_engine, tmp_path, monkeypatch
):
    monkeypatch.setattr(reading, "CHUNK", 10)
    written, done = CsvWriter.write, []

    def write_beside(self, rows):
        if not done:
            done.append(True)
            with fresh_engine.begin() as other:
                other.execute(update(JobSeeker).values(name_latin="changed meanwhile"))
                other.execute(update(JobSeeker).where(JobSeeker.id % 2 == 0).values(office_id=new_office(other)))
        written(self, rows)

    def new_office(connection):
        from models import Office

        values = {"code": "X", "name": "Elsewhere", "country": "IQ", "created_at": utc_now(), "updated_at": utc_now()}
        return connection.execute(Office.__table__.insert().values(**values)).inserted_primary_key[0]

    monkeypatch.setattr(CsvWriter, "write", write_beside)
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    text = files.checked(tmp_path / "instance", asked).read_text("utf-8-sig")
    assert asked.row_count == 40 == len(text.splitlines()) - 1
    assert "changed meanwhile" not in text and done


def test_every_export_is_audited_with_rows_columns_and_purpose(own_session, asked):
    exporting.run_export(own_session, asked.id)
    entry = own_session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.EXPORT)).one()
    assert entry.account_id == asked.by_id and entry.kind == "job_seeker"
    assert entry.row_ids == sorted(own_session.scalars(select(JobSeeker.id)))
    assert entry.fields == ["case_reference", "name_latin"] and entry.purpose == f"export {asked.id}: contact"


def test_more_rows_than_a_print_list_holds_are_refused_not_cut(own_session, asked, monkeypatch):
    monkeypatch.setattr(records, "MOST_ROWS", {ExportFormat.PDF: 39})
    with pytest.raises(InvalidInput, match="40 rows are too many"):
        records.request_export(
            own_session, by=asked.by, kind=ExportKind.PEOPLE, format_=ExportFormat.PDF, purpose=asked.purpose,
            columns=["name_latin"], query={}, language="en", today=exporting.today(),
        )  # fmt: skip
    asked.format = ExportFormat.PDF  # and again where it is written: there may be more by then
    own_session.commit()
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert (asked.state, asked.error) == (ExportState.FAILED, "invalid_input")


def test_an_account_that_was_closed_meanwhile_gets_nothing(own_session, asked, tmp_path):
    asked.by.active = False
    own_session.commit()
    exporting.run_export(own_session, asked.id)
    own_session.refresh(asked)
    assert (asked.state, asked.error) == (ExportState.FAILED, "not_allowed")
    assert left_in(tmp_path / "instance") == []


def test_no_query_a_row(own_session, asked):
    from sqlalchemy import event

    from jobmatch.services.exports.columns import Reader

    kind = KINDS[ExportKind.PEOPLE]
    reader = Reader(asked.by, asked.purpose, exporting.today())
    chosen = reading.choose(own_session, kind, reader, {})
    counted = []
    engine = own_session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *_args: counted.append(1))
    rows = [row for chunk in reading.read_rows(own_session, kind, reader, [c.code for c in kind.columns], chosen)
            for row in chunk]  # fmt: skip
    assert len(rows) == own_session.scalar(select(func.count()).select_from(JobSeeker)) == 40
    assert len(counted) <= 1 + len(kind.related) + 1


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
