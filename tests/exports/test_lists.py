"""Lists that are kept, and the history of what was exported."""

import pytest
from sqlalchemy import select

from models import ExportFormat, ExportPurpose, Role, SavedList
from tests.exports.answers import CHOICE, PASSWORD, latest


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
