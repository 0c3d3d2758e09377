"""The file: protected, waited for, failed, stopped, damaged."""

import io
import random
import zipfile
from datetime import timedelta

import pytest
import pyzipper

from jobmatch import exporting
from jobmatch.errors import InvalidInput, NotAllowed, NotFound
from jobmatch.exports.words import ERRORS
from jobmatch.services.exports import files, protecting, records
from jobmatch.services.exports.writers.workbook import CellTooLong
from models import ExportState, utc_now
from tests.exports.answers import CHOICE, PASSWORD, csv_rows, latest


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


def test_a_large_protected_file_is_handed_over_while_it_is_made(client, make, monkeypatch):
    make.job_seeker(name_latin="Azad")
    made = client.post("/exports/new/people", data=CHOICE)
    monkeypatch.setattr(protecting, "AT_ONCE", 10)
    answer = client.post(f"{made.location}/protected", data={"password": PASSWORD})
    assert (answer.mimetype, answer.content_length) == ("application/zip", None)
    assert answer.headers["Content-Disposition"].endswith(".csv.zip")
    archive = pyzipper.AESZipFile(io.BytesIO(answer.data))
    name = next(name for name in archive.namelist() if name.endswith(".csv"))
    assert archive.read(name, pwd=PASSWORD.encode()) == client.get(f"{made.location}/file").data
    with pytest.raises(RuntimeError):
        archive.read(name, pwd=b"wrong password!")


def test_a_large_protected_file_begins_at_once_and_opens_only_when_it_is_whole(tmp_path):
    path = tmp_path / "large.csv"
    path.write_bytes(random.Random(1).randbytes(4 * protecting.BLOCK))
    parts = protecting.protect_on_the_way([(path, "large.csv")], PASSWORD)
    arrived = next(parts)
    assert 0 < len(arrived) < 2 * protecting.BLOCK
    path.unlink()  # as the file of an export that is taken back on the way
    *rest, last = parts
    whole = b"".join((arrived, *rest, last))
    assert len(pyzipper.AESZipFile(io.BytesIO(whole)).read("large.csv", pwd=PASSWORD.encode())) == 4 * protecting.BLOCK
    for cut in (len(arrived), len(whole) - len(last), len(whole) - 30):
        with pytest.raises(pyzipper.BadZipFile):
            pyzipper.AESZipFile(io.BytesIO(whole[:cut]))


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


@pytest.mark.parametrize(
    "code", [InvalidInput.code, NotAllowed.code, NotFound.code, CellTooLong.code, "disk_full", "stopped"]
)
def test_a_failure_has_words_of_its_own(code):
    assert code in ERRORS
