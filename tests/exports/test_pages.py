"""The pages of exports: choose, make, check, download, keep as a list; and who may do what."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import openpyxl
import pytest
import pyzipper
from sqlalchemy import select

from jobmatch import exporting
from jobmatch.access.identity import Level, employer_level
from jobmatch.errors import InvalidInput, NotAllowed, NotFound
from jobmatch.exports.words import ERRORS
from jobmatch.services.exports import files, records
from jobmatch.services.exports.kinds import KINDS
from jobmatch.services.exports.writers.workbook import CellTooLong
from models import (
    AuditAction,
    AuditEntry,
    Export,
    ExportFormat,
    ExportKind,
    ExportPurpose,
    ExportState,
    JobSeekerState,
    ReferralState,
    Role,
    SavedList,
    utc_now,
)

CHOICE = {"columns": ["name_latin", "case_reference"], "format": "csv", "purpose": "contact", "go": "make"}
PASSWORD = "correct horse battery"


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def client(sign_in, officer):
    return sign_in(officer)


def latest(session):
    return session.scalars(select(Export).order_by(Export.id.desc())).first()


def csv_rows(answer):
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


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


def test_a_protected_file_is_opened_by_its_password_only(client, make):
    make.job_seeker(name_latin="Azad")
    made = client.post("/exports/new/people", data=CHOICE)
    short = client.post(f"{made.location}/protected", data={"password": "short"})
    assert short.status_code == 422
    assert "short" not in short.text.partition("<main")[2].replace("shorter", "")
    answer = client.post(f"{made.location}/protected", data={"password": PASSWORD})
    assert answer.mimetype == "application/zip"
    assert answer.content_length == len(answer.data)
    archive = pyzipper.AESZipFile(io.BytesIO(answer.data))
    name = next(name for name in archive.namelist() if name.endswith(".csv"))
    for wrong in (None, b"wrong password!"):
        with pytest.raises(RuntimeError):
            archive.read(name, pwd=wrong)
    assert archive.read(name, pwd=PASSWORD.encode()) == client.get(f"{made.location}/file").data
    assert all(info.flag_bits & 1 for info in zipfile.ZipFile(io.BytesIO(answer.data)).infolist())


def big(make, monkeypatch, client):
    """An export that is left to a worker."""
    make.job_seeker(name_latin="Azad")
    monkeypatch.setattr(records, "AT_ONCE", 0)
    return client.post("/exports/new/people", data=CHOICE).location


def test_a_large_export_shows_its_progress_and_can_be_stopped(client, make, session, monkeypatch):
    url = big(make, monkeypatch, client)
    page = client.get(url)
    assert "hx-get" in page.text and "Waiting" in page.text
    assert client.get(f"{url}/file").status_code == 410
    part = client.get(f"{url}/progress")
    assert "<html" not in part.text and 'id="export-state"' in part.text
    client.post(f"{url}/cancel")
    assert latest(session).state is ExportState.CANCELLED
    stopped = client.get(f"{url}/progress").text
    assert "hx-get" not in stopped and "Nothing of it is left" in stopped


def test_a_large_export_is_finished_by_a_worker(app, client, make, session, monkeypatch):
    url = big(make, monkeypatch, client)
    with app.app_context():
        exporting.run_export(session, latest(session).id)
    assert csv_rows(client.get(f"{url}/file"))[1][0] == "Azad"


def test_a_failed_export_says_why_and_is_tried_again(client, make, session, monkeypatch):
    url = big(make, monkeypatch, client)
    export = latest(session)
    records.take(session, export.id)
    export.heartbeat_at = utc_now() - timedelta(hours=1)
    session.flush()
    records.give_up_dead(session, utc_now())
    page = client.get(url).text
    assert "Its worker was stopped before the file was whole." in page and "Try again" in page
    assert client.get(f"{url}/file").status_code == 410
    monkeypatch.undo()
    again = client.post(f"{url}/again")
    assert again.location != url
    assert csv_rows(client.get(f"{again.location}/file"))[1][0] == "Azad"


def test_a_damaged_file_is_not_handed_over(app, client, make, session):
    make.job_seeker(name_latin="Azad")
    made = client.post("/exports/new/people", data=CHOICE)
    with app.app_context():
        path = files.whole_path(exporting.instance_dir(), latest(session))
    path.write_bytes(path.read_bytes()[:-3])
    for what in ("file", "check-sums"):
        assert client.get(f"{made.location}/{what}").status_code == 410
    assert client.post(f"{made.location}/protected", data={"password": PASSWORD}).status_code == 410


def test_a_list_is_kept_changed_run_and_forgotten(client, make, session):
    make.job_seeker(name_latin="Azad", governorate="IQ-AR")
    kept = CHOICE | {"go": "keep", "name": "  Phones <b>of</b> Erbil ", "purpose": "backup"}
    assert client.post("/exports/new/people?governorate=IQ-AR&sort=name", data=kept).status_code == 303
    row = session.scalars(select(SavedList)).one()
    assert row.name == "Phones <b>of</b> Erbil"
    assert "<b>of</b>" not in client.get("/exports/").text
    twice = client.post("/exports/new/people", data=kept)
    assert twice.status_code == 422 and "You have a list of that name already." in twice.text
    changed = {**kept, "columns": ["email"], "name": "Mails", "version": row.version}
    assert client.post(f"/exports/lists/{row.id}", data=changed).status_code == 303
    assert client.post(f"/exports/lists/{row.id}", data=changed).status_code == 409
    made = client.post(f"/exports/lists/{row.id}/run")
    export = latest(session)
    assert (export.columns, export.purpose, export.format) == (["email"], ExportPurpose.BACKUP, ExportFormat.CSV)
    assert export.query == {"filters": {"governorate": "IQ-AR"}, "sort": "name"}
    assert client.get(f"{made.location}/file").status_code == 200
    assert client.post(f"/exports/lists/{row.id}/delete").status_code == 303
    assert session.scalars(select(SavedList)).all() == []
    assert client.get(made.location).status_code == 200


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_list_needs_a_name_that_is_not_too_long(client, session, name):
    page = client.post("/exports/new/people", data=CHOICE | {"go": "keep", "name": name})
    assert page.status_code == 422
    assert session.scalars(select(SavedList)).all() == []


def test_a_shared_list_is_used_by_the_office_and_changed_by_its_owner(client, make, session, sign_in):
    make.job_seeker(name_latin="Azad")
    for name, shared in (("Ours", "true"), ("Mine", "")):
        data = CHOICE | {"go": "keep", "name": name, "shared": shared}
        client.post("/exports/new/people", data={key: value for key, value in data.items() if value})
    ours, mine = session.scalars(select(SavedList).order_by(SavedList.id)).all()
    colleague = sign_in(make.officer())
    assert "Ours" in colleague.get("/exports/").text and "Mine<" not in colleague.get("/exports/").text
    assert colleague.post(f"/exports/lists/{ours.id}/run").status_code == 303
    assert latest(session).by_id != ours.owner_id
    assert colleague.get(f"/exports/lists/{ours.id}").status_code == 403
    assert colleague.post(f"/exports/lists/{ours.id}/delete").status_code == 403
    assert colleague.post(f"/exports/lists/{mine.id}/run").status_code == 404
    elsewhere = sign_in(make.officer(office=make.office()))
    assert elsewhere.post(f"/exports/lists/{ours.id}/run").status_code == 404


def test_the_history_is_the_offices_and_the_file_its_makers(client, make, session, sign_in):
    make.job_seeker(name_latin="Azad")
    url = client.post("/exports/new/people", data=CHOICE).location
    colleague = sign_in(make.officer())
    assert f'href="{url}"' in colleague.get("/exports/").text
    assert f'href="{url}"' not in colleague.get("/exports/?whose=mine").text
    assert "Only who asked for a file can download it." in colleague.get(url).text
    for path in ("file", "check-sums"):
        assert colleague.get(f"{url}/{path}").status_code == 403
    for path in ("again", "cancel", "protected"):
        assert colleague.post(f"{url}/{path}", data={"password": PASSWORD}).status_code == 403
    elsewhere = sign_in(make.officer(office=make.office()))
    assert elsewhere.get(url).status_code == 404
    administrator = sign_in(make.account(Role.ADMINISTRATOR))
    assert f'href="{url}"' in administrator.get("/exports/").text
    assert administrator.get(url).status_code == 200
    assert administrator.get(f"{url}/file").status_code == 403
    organiser = sign_in(make.account(Role.ORGANISER))
    assert organiser.get(url).status_code == 404


def test_a_role_exports_what_is_its_business(make, sign_in):
    fair = make.fair()
    table = {
        Role.ORGANISER: {"people", "vacancies", "fair-guests", "fair-interviews", "fair-booths"},
        Role.MANAGER: {"figures"},
    }
    for role, allowed in table.items():
        client = sign_in(make.account(role))
        for kind in ExportKind:
            slug = kind.value.replace("_", "-")
            query = f"?fair={fair.id}" if slug.startswith("fair") else ""
            assert client.get(f"/exports/new/{slug}{query}").status_code == (200 if slug in allowed else 403), slug


def test_an_organiser_cannot_narrow_people_by_the_facts_of_a_case(client, make, session, sign_in):
    make.job_seeker(name_latin="Azad", state=JobSeekerState.ACTIVE)
    organiser = sign_in(make.account(Role.ORGANISER))
    assert organiser.get("/exports/new/people").status_code == 200
    choice = CHOICE | {"purpose": "fair"}
    for query in ("state=active", "sort=-confirmed"):
        url = f"/exports/new/people?{query}"
        assert organiser.get(url).status_code == 422
        assert "This filter cannot be used" in organiser.post(url, data=choice).text
    client.post("/exports/new/people?state=active", data=choice | {"go": "keep", "name": "Ours", "shared": "true"})
    shared = session.scalars(select(SavedList)).one()
    assert organiser.post(f"/exports/lists/{shared.id}/run").status_code == 422
    assert latest(session) is None
    assert organiser.post("/exports/new/people", data=choice).status_code == 303


PAGES = [
    ("/officer/vacancies?state=open", "/exports/new/vacancies?state=open"),
    ("/officer/referrals?state=all", "/exports/new/referrals?state=all"),
    ("/officer/placements?sort=state", "/exports/new/placements?sort=state"),
]


@pytest.mark.parametrize(("page", "export"), PAGES)
def test_every_list_leads_to_its_export(client, page, export):
    assert f'href="{export}"' in client.get(page).text
    assert client.get(export).status_code == 200


def test_the_lists_of_a_fair_lead_to_their_exports(make, sign_in):
    fair = make.fair()
    client = sign_in(make.account(Role.ORGANISER, office=fair.office))
    for page, slug in (("guests", "fair-guests"), ("schedule", "fair-interviews"), ("booths", "fair-booths")):
        text = client.get(f"/organiser/fairs/{fair.id}/{page}").text
        assert f'href="/exports/new/{slug}?fair={fair.id}"' in text
        made = client.post(
            f"/exports/new/{slug}?fair={fair.id}", data={"columns": ["fair"], "format": "csv", "purpose": "fair"}
        )
        assert client.get(f"{made.location}/file").status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER])
def test_the_figures_lead_to_their_export(make, sign_in, role):
    programme = make.programme()
    client = sign_in(make.account(role))
    home = "/officer/report" if role is Role.OFFICER else "/manager/report"
    url = f"/exports/new/figures?programme={programme.code}"
    assert url in client.get(f"{home}?programme={programme.code}").text
    made = client.post(url, data={"columns": ["breakdown", "registered"], "format": "csv", "purpose": "report"})
    assert made.status_code == 303
    assert csv_rows(client.get(f"{made.location}/file"))[1][0] == "In all"


def test_a_column_that_no_purpose_shows_is_not_offered(make, sign_in):
    fair = make.fair()
    client = sign_in(make.account(Role.ORGANISER, office=fair.office))
    page = client.get(f"/exports/new/fair-guests?fair={fair.id}").text
    assert 'value="name_latin"' in page
    assert 'value="case_reference"' not in page


def test_a_manager_has_no_office_to_share_a_list_with(make, sign_in):
    page = sign_in(make.account(Role.MANAGER)).get("/exports/new/figures").text
    assert 'name="name"' in page and 'name="shared"' not in page


@pytest.mark.parametrize("state", list(ReferralState))
def test_a_file_for_an_employer_holds_what_the_employer_may_read(client, make, state):
    person = make.job_seeker(
        name_latin="Shilan Barzani", phone="+9647509876543", case_reference="ERB-SECRET-1", host_country="LU",
        summary="I left because of my asylum case",
    )  # fmt: skip
    referral = make.referral(state=state, job_seeker=person)
    columns = [column.code for column in KINDS[ExportKind.REFERRALS].columns]
    url = f"/exports/new/referrals?state=all&employer={referral.vacancy.employer_id}"
    made = client.post(url, data={"columns": columns, "format": "csv", "purpose": "employer"})
    text = client.get(f"{made.location}/file").data.decode("utf-8-sig")
    for secret in ("ERB-SECRET-1", "LU", "asylum"):
        assert secret not in text.partition("\r\n")[2]
    level = employer_level(SimpleNamespace(role=Role.EMPLOYER, employer_id=referral.vacancy.employer_id), referral)
    assert ("Shilan" in text) == ("+9647509876543" in text) == (level is Level.SHARED)


@pytest.mark.parametrize(
    "code", [InvalidInput.code, NotAllowed.code, NotFound.code, CellTooLong.code, "disk_full", "stopped"]
)
def test_a_failure_has_words_of_its_own(code):
    assert code in ERRORS
