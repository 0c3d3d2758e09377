"""Choosing what an export holds."""

import io
import json

import openpyxl
import pytest
from sqlalchemy import select

from models import AuditAction, AuditEntry, JobSeekerState
from tests.exports.answers import CHOICE, csv_rows, latest


def test_the_list_on_screen_is_exported_with_its_filters_and_its_order(client, make, session):
    for name, state in (("Zana", "active"), ("Azad", "active"), ("Dilan", "closed")):
        make.job_seeker(name_latin=name, state=JobSeekerState(state))
    listed = client.get("/officer/job-seekers?state=active&sort=name&page=1")
    assert 'href="/exports/new/people?state=active&amp;sort=name"' in listed.text
    page = client.get("/exports/new/people?state=active&sort=name")
    assert "State: <bdi>Active</bdi>" in page.text
    made = client.post("/exports/new/people?state=active&sort=name", data=CHOICE)
    assert made.status_code == 303
    rows = csv_rows(client.get(f"{made.location}/file"))
    assert rows[0] == ["Name (Latin)", "Case reference"]
    assert [row[0] for row in rows[1:]] == ["Azad", "Zana"]
    assert session.scalars(select(AuditEntry).where(AuditEntry.action == AuditAction.EXPORT)).one()


def test_the_columns_are_the_chosen_ones_in_their_order(client, make):
    make.job_seeker(name_latin="Azad", phone="+9647501234567")
    chosen = ["phone", "state", "name_latin"]
    made = client.post("/exports/new/people", data=CHOICE | {"columns": chosen, "format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{made.location}/file").data))
    head, row = list(book.worksheets[0].iter_rows(values_only=True))
    assert head == ("Phone", "State", "Name (Latin)")
    assert row == ("+9647501234567", "Active", "Azad")


STEPS = [
    ("up:phone", ["phone", "name_latin", "state"]),
    ("down:name_latin", ["phone", "name_latin", "state"]),
    ("down:state", ["name_latin", "phone", "state"]),
    ("up:name_latin", ["name_latin", "phone", "state"]),
    ("remove:phone", ["name_latin", "state"]),
    ("add:email", ["name_latin", "phone", "state", "email"]),
    ("add:phone", ["name_latin", "phone", "state"]),
    ("add:<script>", ["name_latin", "phone", "state"]),
    ("none:", []),
    ("nonsense", ["name_latin", "phone", "state"]),
]


@pytest.mark.parametrize(("step", "expected"), STEPS)
def test_columns_are_moved_without_javascript(client, step, expected):
    data = CHOICE | {"columns": ["name_latin", "phone", "state"], "move": step, "purpose": "report"}
    page = client.post("/exports/new/people", data=data)
    assert page.status_code == 200
    chosen = page.text.partition('id="chosen-columns"')[2].partition("</ol>")[0]
    assert [part.partition('"')[0] for part in chosen.split('name="columns" value="')[1:]] == expected
    assert 'value="report" id="purpose-report" checked' in " ".join(page.text.split())


def test_the_page_says_who_would_be_left_out_and_the_file_says_who_was(client, make, session):
    make.job_seeker(name_latin="Azad")
    make.job_seeker(name_latin="Rojin", consents=False)
    assert "1 row is left out: the person did not agree to this." in client.get("/exports/new/people").text
    made = client.post("/exports/new/people", data=CHOICE)
    page = client.get(made.location)
    export = latest(session)
    assert "1 row is left out" in page.text
    assert str(export.sha256) in page.text
    told = json.loads(client.get(f"{made.location}/check-sums").data)
    assert (told["rows"], told["sha256"], told["left_out"]) == (1, export.sha256, {"no_consent": 1})


def test_a_report_holds_no_name_and_says_how_many_cells_it_hides(client, make):
    make.job_seeker(name_latin="Azad", case_reference="ERB-1")
    page = client.post("/exports/new/people", data=CHOICE | {"purpose": "report"}, follow_redirects=True)
    assert "Name (Latin)</bdi>: in 1 row" in page.text
    rows = csv_rows(client.get(f"{page.request.path}/file"))
    assert rows[1] == ["", ""]


WRONG = [
    {"columns": []},
    {"purpose": "fun"},
    {"purpose": ""},
    {"format": "exe"},
    {"columns": ["<script>alert(1)</script>", "no_such"]},
]


@pytest.mark.parametrize("change", WRONG)
def test_what_cannot_be_is_said_beside_the_choice_and_nothing_is_made(client, session, change):
    page = client.post("/exports/new/people", data=CHOICE | change)
    assert page.status_code == 422
    assert "Something in the form cannot be used" in page.text
    assert "<script>alert" not in page.text
    assert latest(session) is None


@pytest.mark.parametrize("slug", ["nothing", "fair_guests", "../people", "PEOPLE"])
def test_a_list_that_there_is_not_is_not_found(client, slug):
    assert client.get(f"/exports/new/{slug}").status_code == 404


def test_filters_that_nobody_knows_are_passed_over(client, make, session):
    make.job_seeker(name_latin="Azad")
    long = "x" * 3000
    made = client.post(f"/exports/new/people?state=bogus&programme=x&search=gone&sort=;drop&skill={long}", data=CHOICE)
    assert made.status_code == 303
    assert set(latest(session).query["filters"]) == {"skill"}
    assert client.get(made.location).status_code == 200
