"""``jobmatch backup`` and ``restore``: from either database into either."""

import json
import zipfile

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import models
from jobmatch.clock import today
from jobmatch.services import figures
from jobmatch.services.backups import write_backup
from models import JobSeeker, Programme, StateEvent, schema
from models.base import Base


@pytest.fixture
def fresh(tmp_path, request):
    """``fresh("postgresql")`` returns the URL of a migrated database without rows."""
    made = []

    def make(database):
        url = f"sqlite:///{tmp_path / f'{len(made)}.sqlite'}"
        if database == "postgresql":
            admin = create_engine(request.getfixturevalue("postgresql_url"), isolation_level="AUTOCOMMIT")
            with admin.connect() as connection:
                connection.execute(text(f"DROP DATABASE IF EXISTS fresh{len(made)} WITH (FORCE)"))
                connection.execute(text(f"CREATE DATABASE fresh{len(made)}"))
            url = admin.url.set(database=f"fresh{len(made)}").render_as_string(hide_password=False)
            admin.dispose()
        engine = create_engine(url)
        with engine.begin() as connection:
            schema.upgrade(connection)
        engine.dispose()
        made.append(url)
        return url

    return make


def counts(url):
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
            if table.name != "index_change"
        }
    engine.dispose()
    return found


@pytest.fixture(scope="session")
def saved(demo_url, tmp_path_factory):
    file = tmp_path_factory.mktemp("backup") / "all.zip"
    engine = create_engine(demo_url)
    with engine.connect() as connection:
        write_backup(connection, file)
    engine.dispose()
    return file


@pytest.fixture
def into(run, monkeypatch, fresh):
    """``into(file, "sqlite")`` restores into a fresh database and returns its URL and the command's answer."""

    def restore(file, target="sqlite"):
        url = fresh(target)
        monkeypatch.setenv("JOBMATCH_DATABASE_URL", url)
        return url, run("restore", file)

    return restore


def test_the_command_writes_one_private_file(run_demo, demo_url, tmp_path):
    file = tmp_path / "all.zip"
    code, out, err = run_demo("backup", file)
    assert code == 0, err
    assert str(sum(counts(demo_url).values())) in out
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.glob("*.part")] == []
    code, _, err = run_demo("backup", file)
    assert code == 1
    assert "there already" in err
    assert run_demo("backup", file, "--force")[0] == 0


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_everything_comes_back_in_either_database(into, demo_url, saved, target):
    url, (code, _, err) = into(saved, target)
    assert code == 0, err
    assert counts(url) == counts(demo_url)
    engine = create_engine(url)
    with Session(engine) as session:
        programme = session.scalars(select(Programme).where(Programme.code == "MAGNET-I")).one()
        found = figures.outcomes_report(session, figures.make_scope(programme, today=today()))
        assert (found.figures["employed"], found.figures["openings"]) == (46, 396)
        new = models.Office(code="NEW", name="New", country="IQ")
        session.add(new)
        session.flush()
        assert new.id == 4
    with engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(StateEvent.__table__.delete())
    engine.dispose()


def test_a_filled_database_is_replaced_only_by_force(run, into, database, saved):
    engine = create_engine(into(saved, database)[0])
    with engine.begin() as connection:
        connection.execute(JobSeeker.__table__.update().where(JobSeeker.id == 1).values(name_latin="Changed"))
    code, _, err = run("restore", saved)
    assert code == 1
    assert "--force" in err
    assert run("restore", saved, "--force")[0] == 0
    with engine.connect() as connection:
        assert connection.scalar(select(JobSeeker.name_latin).where(JobSeeker.id == 1)) != "Changed"
    engine.dispose()


def test_a_changed_backup_is_refused_and_nothing_is_written(into, saved, tmp_path):
    other = tmp_path / "changed.zip"
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"MAGNET", b"magnet") if name == "programme.jsonl" else content)
    url, (code, _, err) = into(other)
    assert code == 1
    assert "programme" in err
    assert not any(counts(url).values())


def test_a_backup_of_another_schema_says_which(into, saved, tmp_path):
    other = tmp_path / "older.zip"
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = json.dumps({**json.loads(content), "revision": "0001"}).encode()
            new.writestr(name, content)
    _, (code, _, err) = into(other)
    assert code == 1
    assert "0001" in err


def test_what_is_no_backup_is_refused(into, tmp_path):
    text_file = tmp_path / "notes.zip"
    text_file.write_text("not a zip")
    assert into(text_file)[1][0] == 1
    assert into(tmp_path / "absent.zip")[1][0] == 2
