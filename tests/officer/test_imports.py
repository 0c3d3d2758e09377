"""Imports in the browser: upload, preview, corrected columns, save, report, rejects, undo; and who may see them."""

import io

import pytest
from sqlalchemy import func, select

from models import ImportKind, ImportRow, ImportRun, ImportState, JobSeeker, Note, Role, Vacancy
from tests.services.intake.sheets_of_words import csv_bytes, xlsx_bytes

ROWS = [
    ["Name", "Phone", "Birth date", "Wohnort", "Consent date"],
    ["KARIM, Azad", "7.501234567E9", "14/09/1988", "Hewlêr", "12/03/2026"],
    ["", "0750 999 8877", "", "", ""],
    ["Shilan Omar", "12", "", "Duhok", ""],
]


@pytest.fixture
def browser(sign_in, officer):
    return sign_in(officer)


def upload(browser, make, content, *, kind=ImportKind.JOB_SEEKERS, name="intake.csv"):
    data = {"kind": kind.value, "programme_id": make.once("programme", make.programme).id}
    return browser.post("/officer/imports", data={**data, "file": (io.BytesIO(content), name)})


def the_run(session):
    session.expire_all()
    return session.scalars(select(ImportRun).order_by(ImportRun.id.desc())).first()


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_sheet_goes_from_preview_to_report(session, make, browser):
    answer = upload(browser, make, xlsx_bytes(ROWS), name="intake.xlsx")
    run = the_run(session)
    assert answer.headers["Location"] == f"/officer/imports/{run.id}"
    preview = browser.get(f"/officer/imports/{run.id}").text
    for shown in (
        "Azad Karim",
        "+9647501234567",
        "Wohnort",
        "This is not a phone number that can be called.",
        "2026-03-12",
    ):
        assert shown in preview
    assert ">Name in native script</option>" in preview
    assert count(session, JobSeeker) == 0
    mapping = {f"column-{at}": field or "" for at, field in enumerate([*run.mapping[:3], "place", run.mapping[4]])}
    browser.post(f"/officer/imports/{run.id}/mapping", data=mapping)
    assert browser.post(f"/officer/imports/{run.id}/save").status_code == 303
    azad, shilan = session.scalars(select(JobSeeker).order_by(JobSeeker.id)).all()
    assert (azad.name_latin, azad.place_key, shilan.raw_intake) == ("Azad Karim", "geonames:95446", {"Phone": "12"})
    report = browser.get(f"/officer/imports/{run.id}").text
    assert "There is neither a name nor a case reference." in report
    assert f"/officer/job-seekers/{azad.id}" in report
    rejected = browser.get(f"/officer/imports/{run.id}?outcome=rejected").text
    assert "Azad Karim" not in rejected


def test_rejected_rows_are_downloaded_corrected_and_loaded_again(session, make, browser):
    upload(browser, make, csv_bytes(ROWS))
    run = the_run(session)
    browser.post(f"/officer/imports/{run.id}/save")
    answer = browser.get(f"/officer/imports/{run.id}/rejects.csv")
    assert answer.mimetype == "text/csv"
    corrected = answer.text.replace("\n,0750", "\nDilan Hassan,0750", 1)
    assert corrected != answer.text
    upload(browser, make, corrected.encode())
    browser.post(f"/officer/imports/{the_run(session).id}/save")
    assert session.scalar(select(JobSeeker.phone).where(JobSeeker.name_latin == "Dilan Hassan")) == "+9647509998877"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file holds no rows."),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (bytes(range(256)) * 9, "not a table"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(session, make, browser, content, words):
    answer = upload(browser, make, content)
    assert answer.status_code == 422
    assert words in answer.text
    assert (count(session, ImportRun), count(session, ImportRow)) == (0, 0)


def test_a_file_that_breaks_at_its_end_leaves_nothing(session, make, browser):
    rows = [["Name", "Phone"], *([f"Azad Karim {n}", ""] for n in range(1500)), ["x" * 40_000, ""]]
    answer = upload(browser, make, csv_bytes(rows))
    assert answer.status_code == 422
    assert (count(session, ImportRun), count(session, ImportRow)) == (0, 0)


def test_a_preview_is_thrown_away(session, make, browser):
    upload(browser, make, csv_bytes(ROWS))
    run_id = the_run(session).id
    assert browser.post(f"/officer/imports/{run_id}/discard").status_code == 303
    assert (count(session, ImportRun), count(session, ImportRow)) == (0, 0)


def test_a_long_file_goes_on_where_it_stopped(session, make, browser, monkeypatch):
    monkeypatch.setattr("jobmatch.officer.imports.PATIENCE", 0.0)
    upload(browser, make, csv_bytes([["Name", "Phone"], *([f"Azad Karim {n}", ""] for n in range(1100))]))
    run = the_run(session)
    assert not run.ready
    assert "500 of 1100 rows are understood." in browser.get(f"/officer/imports/{run.id}").text
    assert browser.post(f"/officer/imports/{run.id}/save").status_code == 409
    while not the_run(session).ready:
        assert browser.post(f"/officer/imports/{run.id}/steps").status_code == 303
    assert sum(the_run(session).counts["outcomes"].values()) == 1100


def test_undo_works_until_something_was_built_on_it(session, make, browser):
    upload(browser, make, csv_bytes(ROWS))
    run_id = the_run(session).id
    browser.post(f"/officer/imports/{run_id}/save")
    person = session.scalars(select(JobSeeker)).first()
    note = make.add(Note(job_seeker=person, text="came by"))
    assert "It can no longer be undone" in browser.get(f"/officer/imports/{run_id}").text
    assert browser.post(f"/officer/imports/{run_id}/undo").status_code == 409
    session.delete(note)
    session.flush()
    assert browser.post(f"/officer/imports/{run_id}/undo").status_code == 303
    assert count(session, JobSeeker) == 0
    assert the_run(session).state is ImportState.UNDONE


def test_vacancies_are_loaded_as_drafts(session, make, browser):
    rows = [["Job title", "Company", "Openings"], ["Welder", "Zagros LLC", "2"]]
    upload(browser, make, csv_bytes(rows), kind=ImportKind.VACANCIES)
    run = the_run(session)
    assert "Zagros LLC" in browser.get(f"/officer/imports/{run.id}").text
    browser.post(f"/officer/imports/{run.id}/save")
    vacancy = session.scalars(select(Vacancy)).one()
    assert f"/officer/vacancies/{vacancy.id}" in browser.get(f"/officer/imports/{run.id}").text


def test_nothing_chosen_is_said_beside_the_field(make, browser):
    answer = browser.post("/officer/imports", data={"kind": "job_seekers"})
    assert answer.status_code == 422
    assert "Choose a file." in answer.text
    assert "Choose the programme." in answer.text


@pytest.mark.parametrize("step", ["", "/save", "/discard", "/undo", "/mapping", "/steps", "/rejects.csv"])
def test_another_offices_import_is_not_found(session, make, browser, sign_in, step):
    upload(browser, make, csv_bytes(ROWS))
    run_id = the_run(session).id
    stranger = sign_in(make.account(Role.OFFICER, office=make.office()))
    url = f"/officer/imports/{run_id}{step}"
    answer = stranger.get(url) if step in ("", "/rejects.csv") else stranger.post(url)
    assert answer.status_code == 404
    assert "Azad" not in stranger.get("/officer/imports").text
