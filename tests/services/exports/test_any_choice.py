"""Whatever columns, filters, order and format are chosen: the file, opened by another library, equals the database."""

import csv
import json
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobmatch.services.exports.guard import unguarded
from models import ExportFormat, ExportState, Gender, JobSeekerState, PayPeriod

WORDS = {"female": "Female", "male": "Male", "active": "Active", "placed": "Placed", "month": "per month"}
PLACES = {"IQ-AR": "Erbil Governorate", "IQ-DA": "Duhok Governorate"}
PLAIN = (
    "case_reference", "name_latin", "name_native", "phone", "email", "address", "returned_on", "household_size",
    "remote", "abroad", "experience_years", "education_text", "available_on", "pay_currency", "summary",
    "registered_on", "confirmed_on", "updated_at",
)  # fmt: skip
NAMES = (
    "=1+1",
    "'=1",
    "'s Hertogenbosch",
    "Azad, Karim",
    'the "old"',
    "two\nlines",
    "ئازاد کەریم",
    "-5",
    "@home",
    "+9",
)


def facts(number):
    """The person of a number: nearly every fact is unknown of somebody."""
    known = number % 3
    return {
        "case_reference": f"X-{number:03}",
        "name_latin": NAMES[number % len(NAMES)],
        "name_native": "ئازاد" if known else None,
        "phone": "+9647501234567" if known else None,
        "email": f"p{number}@example.org" if number % 2 else None,
        "gender": (Gender.FEMALE, Gender.MALE, None)[known],
        "governorate": ("IQ-AR", "IQ-DA", None)[known],
        "household_size": number or None,
        "remote": (True, False, None)[known],
        "abroad": (None, True, False)[known],
        "experience_years": (0.5, 12.125, None)[known],
        "pay_floor": (Decimal("350000.50"), None, Decimal("12"))[known],
        "pay_currency": (None if known == 1 else "IQD"),
        "pay_period": (None if known == 1 else PayPeriod.MONTH),
        "available_on": date(2026, 1, 31) + timedelta(days=number) if known else None,
        "state": JobSeekerState.PLACED if number % 4 == 0 else JobSeekerState.ACTIVE,
        "registered_on": date(2026, 2, 1) + timedelta(days=number % 5),
    }


@pytest.fixture
def people(make):
    """A dozen people who agreed, and one who did not."""
    made = [make.job_seeker(**facts(number)) for number in range(12)]
    make.job_seeker(consents=False, **(facts(13)))
    return made


def expected(person, code):
    """What a column holds, from the record itself."""
    if code in PLAIN:
        return getattr(person, code)
    if code == "pay":
        return person.pay_floor
    if code == "governorate":
        return PLACES.get(person.governorate)
    value = getattr(person, code)
    return WORDS[value.value] if value else None


def as_json(person, code):
    """What a line of JSON holds: codes, ISO 8601, and money as exact text."""
    value = getattr(person, "pay_floor" if code == "pay" else code)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def in_order(people, sort):
    """The order of the list on screen: what is unknown last, equals by number."""
    column = {"registered": "registered_on", "reference": "case_reference"}[sort.removeprefix("-")]
    by_id = sorted(people, key=lambda person: person.id)
    return sorted(by_id, key=lambda person: getattr(person, column), reverse=sort.startswith("-"))


def as_text(value):
    """A value as CSV holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo('Asia/Baghdad')):%Y-%m-%d %H:%M}"
    if isinstance(value, float | Decimal):
        return {350000.5: "350000.5", 12.0: "12", 0.5: "0.5", 12.125: "12.1250"}[float(value)]
    return str(value)


def rows_of_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[unguarded(cell) for cell in row] for row in csv.reader(file)][1:]


def rows_of_workbook(path):
    page = openpyxl.load_workbook(path).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]


def as_cell(value):
    """A value as a workbook holds it."""
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo("Asia/Baghdad")).replace(tzinfo=None)
        return (local + timedelta(milliseconds=0.5)).replace(microsecond=0)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a workbook knows no zones
    return float(value) if isinstance(value, Decimal) else value


def same_cell(found, wanted):
    """Whether a cell is the value; a workbook keeps instants as fractions of a day."""
    if isinstance(wanted, datetime) and wanted.time() != datetime.min.time():
        return abs(found - wanted) < timedelta(seconds=2)
    return found == wanted and isinstance(found, bool) == isinstance(wanted, bool)


def check(format_, path, codes, wanted):
    """Compare a file with the values that it must hold."""
    if format_ is ExportFormat.CSV:
        assert rows_of_csv(path) == [[as_text(value) for value in row] for row in wanted]
    elif format_ is ExportFormat.JSONL:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        assert [list(line) for line in lines] == [codes] * len(wanted)
        assert [list(line.values()) for line in lines] == wanted
    else:
        found = rows_of_workbook(path)
        assert len(found) == len(wanted)
        for cells, values in zip(found, wanted, strict=True):
            assert len(cells) == len(codes)
            for cell, value in zip(cells, values, strict=True):
                assert same_cell(cell, as_cell(value)), (cell, value)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    codes=st.lists(
        st.sampled_from([*PLAIN, "gender", "governorate", "pay", "pay_period", "state"]), min_size=1, unique=True
    ),
    wanted=st.tuples(st.sampled_from([None, "active", "placed"]), st.sampled_from([None, "IQ-AR"])),
    sort=st.sampled_from(["registered", "-registered", "reference", "-reference"]),
    format_=st.sampled_from([ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.JSONL]),
)
def test_the_file_equals_the_database(people, export, *, codes, wanted, sort, format_):
    state, governorate = wanted
    filters = {"state": state, "governorate": governorate}
    filters = {name: value for name, value in filters.items() if value}
    record, path = export(codes, format_, query={"filters": filters, "sort": sort})
    assert record.state is ExportState.DONE, record.error
    listed = [
        person for person in in_order(people, sort)
        if state in (None, person.state.value) and governorate in (None, person.governorate)
    ]  # fmt: skip
    assert record.row_count == len(listed)
    value = as_json if format_ is ExportFormat.JSONL else expected
    check(format_, path, codes, [[value(person, code) for code in codes] for person in listed])


def test_a_print_list_holds_every_row_in_its_script_and_counts_them(make, export):
    import pypdf

    for number in range(70):
        make.job_seeker(case_reference=f"P-{number:03}", name_latin=f"Azad {number}", name_native="ئازاد کەریم")
    record, path = export(["case_reference", "name_native", "registered_on"], ExportFormat.PDF, language="en")
    assert record.state is ExportState.DONE, record.error
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    text = "\n".join(pages)
    assert len(pages) > 1 and all("Case reference" in page for page in pages[:-1])
    assert all(f"P-{number:03}" in text for number in range(70))
    arabic = "".join(re.findall("[\u0600-\u06ff]", text))
    assert arabic.count("ئازادکەریم") == 70
    assert "70 rows" in pages[-1] and "70 rows" not in pages[0]
