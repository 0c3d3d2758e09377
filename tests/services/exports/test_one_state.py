"""A file is of one state of the database, and goes with whoever in it is erased."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobmatch import exporting
from jobmatch.services.erasure import erase_job_seeker
from jobmatch.services.exports import files, reading
from jobmatch.services.exports.writers.delimited import CsvWriter
from models import Account, ExportState, JobSeeker, utc_now
from tests.services.exports.folder import left_in


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
