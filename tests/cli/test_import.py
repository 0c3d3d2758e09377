"""``jobmatch import``: what it prints, what it keeps, how it ends."""

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

import models
from jobmatch.cli import cli
from models import ImportRun, JobSeeker, Vacancy
from tests.builders import Builders
from tests.services.intake.sheets_of_words import csv_bytes

GOOD = [["Name", "Phone"], ["Azad Karim", "0750 123 4567"], ["Shilan Omar", ""]]
BAD = [*GOOD, ["", "0750 765 4321"]]


@pytest.fixture
def url(tmp_path):
    """A database of its own with one office and one programme."""
    url = f"sqlite:///{tmp_path / 'cli.sqlite'}"
    engine = create_engine(url)
    models.Base.metadata.create_all(engine)
    with Session(engine) as session:
        make = Builders(session)
        make.office(code="ERB")
        make.programme(code="MAGNET-III")
        session.commit()
    engine.dispose()
    return url


@pytest.fixture
def run(url, tmp_path):
    """Run a command on a file with these rows."""

    def invoke(kind, rows, *options, **more):
        file = tmp_path / "sheet.csv"
        file.write_bytes(rows if isinstance(rows, bytes) else csv_bytes(rows))
        environment = {"JOBMATCH_DATABASE_URL": url, "JOBMATCH_INSTANCE_DIR": str(tmp_path)}
        return CliRunner().invoke(cli, ["import", kind, str(file), *options], env=environment, **more)

    return invoke


def count(url, model):
    with Session(create_engine(url)) as session:
        return session.scalar(select(func.count()).select_from(model))


def test_people_are_loaded_and_the_end_is_zero(url, run):
    result = run("job-seekers", GOOD, "--office", "ERB", "--programme", "MAGNET-III", "--yes")
    assert result.exit_code == 0, result.output
    assert "2  Created" in result.output
    assert count(url, JobSeeker) == 2


def test_a_rejected_row_is_named_written_to_a_file_and_ends_with_one(url, run, tmp_path):
    result = run("job-seekers", BAD, "--yes", "--rejects", str(tmp_path / "wrong.csv"))
    assert result.exit_code == 1
    assert "row 4: There is neither a name nor a case reference." in result.output
    assert count(url, JobSeeker) == 2
    assert "0750 765 4321" in (tmp_path / "wrong.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(("options", "typed"), [(["--dry-run"], None), ([], "n\n")])
def test_without_a_yes_nothing_is_kept(url, run, options, typed):
    result = run("job-seekers", GOOD, *options, input=typed)
    assert result.exit_code == 0
    assert "Nothing was saved." in result.output
    assert (count(url, JobSeeker), count(url, ImportRun)) == (0, 0)


def test_an_unknown_office_is_wrong_use(run):
    result = run("job-seekers", GOOD, "--office", "NOWHERE")
    assert result.exit_code == 2
    assert "Known: ERB." in result.output


def test_a_file_that_cannot_be_read_leaves_nothing(url, run):
    result = run("job-seekers", b"PK\x03\x04 broken", "--yes")
    assert result.exit_code == 1
    assert "damaged" in str(result.exception)
    assert count(url, ImportRun) == 0


def test_vacancies_need_neither_office_nor_programme(url, run):
    result = run("vacancies", [["Job title", "Company"], ["Welder", "Zagros LLC"]], "--yes")
    assert result.exit_code == 0, result.output
    assert count(url, Vacancy) == 1


@pytest.mark.parametrize("command", ["job-seekers", "vacancies"])
def test_help_shows_an_example(command):
    result = CliRunner().invoke(cli, ["import", command, "--help"])
    assert "Example" in result.output
    assert f"jobmatch import {command}" in result.output
