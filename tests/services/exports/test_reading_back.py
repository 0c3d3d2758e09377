"""What stands in a file, opened by another library, is what stands in the database."""

import csv
import json
from datetime import date
from decimal import Decimal

import openpyxl

from jobmatch.services.exports import files
from models import (
    DatePrecision,
    ExportFormat,
    ExportState,
    Gender,
    JobSeekerLanguage,
    JobSeekerSkill,
)


def read_csv(path):
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_small_export_is_whole_and_says_so(make, export):
    for name in ("Azad", "=Berivan", "'s Hertogenbosch"):
        make.job_seeker(name_latin=name)
    record, path = export(["name_latin", "registered_on"], query={"sort": "name"})
    assert (record.state, record.error) == (ExportState.DONE, None)
    assert record.row_count == 3
    rows = read_csv(path)
    assert rows[0] == ["Name (Latin)", "Registration date"]
    assert sorted(row[0] for row in rows[1:]) == sorted(["Azad", "'=Berivan", "'s Hertogenbosch"])
    told = json.loads(files.sidecar_path(path).read_text())
    assert told["sha256"] == record.sha256 == files.digest(path)
    assert told["rows"] == 3 and told["columns"] == ["name_latin", "registered_on"]


def test_who_did_not_agree_is_left_out_and_counted(make, export):
    make.job_seeker(name_latin="Azad")
    make.job_seeker(consents=False, name_latin="Rojin")
    record, path = export(["name_latin"])
    assert record.left_out == {"no_consent": 1}
    assert [row[0] for row in read_csv(path)[1:]] == ["Azad"]


def test_a_workbook_holds_typed_cells(make, export):
    make.job_seeker(
        birth_on=date(1990, 7, 1), birth_precision=DatePrecision.YEAR, available_on=date(2026, 5, 3),
        pay_floor=Decimal("350000.50"), pay_currency="IQD", pay_period="month", remote=True, gender=Gender.FEMALE,
        name_native="ئازاد", experience_years=2.5,
    )  # fmt: skip
    columns = ["name_native", "birth_on", "available_on", "pay", "remote", "gender", "experience_years", "abroad"]
    record, path = export(columns, ExportFormat.XLSX, language="ckb")
    assert record.state is ExportState.DONE, record.error
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    assert page.sheet_view.rightToLeft and page.freeze_panes == "A2"
    cells = [cell.value for cell in page[2]]
    assert cells[:2] == ["ئازاد", "1990"]
    assert cells[2].date() == date(2026, 5, 3) and page["C2"].is_date
    assert cells[3] == 350000.5 and cells[4] is True and cells[6] == 2.5 and cells[7] is None
    assert [row[0].value for row in book["jobmatch"].iter_rows(min_row=2, max_row=9)] == columns


def test_json_lines_hold_codes(make, session, export):
    person = make.job_seeker(governorate="IQ-AR")
    person.languages.append(JobSeekerLanguage(code="eng", level=4))
    person.skills.append(JobSeekerSkill(text="patience", level=3))
    session.flush()
    _record, path = export(["governorate", "languages", "skills"], ExportFormat.JSONL)
    assert [json.loads(line) for line in path.read_text("utf-8").splitlines()] == [
        {
            "governorate": "IQ-AR",
            "languages": [{"code": "eng", "level": 4, "mother_tongue": False}],
            "skills": [{"concept": None, "text": "patience", "level": 3, "years": None}],
        }
    ]
