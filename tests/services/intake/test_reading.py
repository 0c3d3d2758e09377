"""Files become rows of text, whatever their form; what cannot be read says why."""

import codecs
import io
import zipfile
from datetime import date

import pytest

from jobmatch.services.intake.cells import ascii_digits
from jobmatch.services.intake.headings import recognise
from jobmatch.services.intake.sheets import MAX_COLUMNS, UnreadableFile, open_sheet
from models import ImportKind
from tests.services.intake.sheets_of_words import FIELDS, HEADINGS, ROWS, csv_bytes, xlsx_bytes

PEOPLE = ImportKind.JOB_SEEKERS


def rows_of(content, **more):
    sheet = open_sheet(content, PEOPLE, **more)
    return sheet, [cells for _, cells in sheet.rows]


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_are_recognised_in_every_language(language):
    assert recognise(HEADINGS[language], PEOPLE) == FIELDS


def test_misspelt_headings_are_recognised_and_strange_ones_are_left():
    fields = recognise(["Fulll name", "Telephon number", "Date of brith", "Shoe size", "", "Phone"], PEOPLE)
    assert fields == ["name", "other_phone", "birth_on", None, None, "phone"]


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("en", "ascii"), ("fr", "cp1252"), ("fr", "mac_roman"), ("nl", "cp1252"), ("ar", "cp1256"), ("kmr", "cp1254"),
        ("ckb", "utf-16"), ("ar", "utf-8-sig"), ("ckb", "utf-8"), ("fr", "utf-16-le"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_encoding_and_delimiter_is_read(language, encoding, delimiter):
    row = [cell.replace("\u200f", "") for cell in ROWS[language]]
    if encoding == "ascii":
        row = [cell.replace("ê", "e") for cell in row]
    if encoding == "cp1256":
        row = [ascii_digits(cell) for cell in row]
    written = [HEADINGS[language], row]
    sheet, rows = rows_of(csv_bytes(written, encoding, delimiter))
    assert sheet.headings == HEADINGS[language]
    assert rows == [row]


def test_line_breaks_and_quotes_inside_cells_survive():
    _, rows = rows_of(csv_bytes([["Name", "Skills"], ["Azad", 'welding\n"MIG", cooking']]))
    assert rows == [["Azad", 'welding\n"MIG", cooking']]


def test_a_workbook_keeps_what_excel_made_of_the_cells():
    content = xlsx_bytes([["Name", "Phone", "Birth date", "No"], ["Azad", 7501234567.0, date(1988, 7, 1), 1.5]])
    _, rows = rows_of(content)
    assert rows == [["Azad", "7501234567", "1988-07-01", "1.5"]]


def test_titles_above_the_headings_are_kept_and_numbers_are_those_of_the_sheet():
    sheet = open_sheet(xlsx_bytes([["Intake list Erbil"], [], ["Name", "Phone"], ["Azad", "0750"]]), PEOPLE)
    assert [number for number, _ in sheet.before] == [1, 2]
    assert list(sheet.rows) == [(4, ["Azad", "0750"])]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"PK\x03\x04 and then nothing of a workbook", "malformed"),
        (bytes(range(256)) * 40, "not_a_sheet"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0 damaged", "malformed"),
        (xlsx_bytes([]), "empty"),
        (b"one lonely cell\n", "no_headings"),
    ],
)
def test_what_cannot_be_read_says_why(content, reason):
    with pytest.raises(UnreadableFile) as error:
        rows_of(content)
    assert error.value.reason == reason


def test_a_workbook_that_would_fill_the_memory_is_refused():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        for part in range(12):
            package.writestr(f"xl/{part}.xml", b"\0" * (100 * 1024 * 1024))
    with pytest.raises(UnreadableFile) as error:
        open_sheet(bomb.getvalue(), PEOPLE)
    assert error.value.reason == "too_large"


def test_a_file_with_endless_columns_is_refused():
    with pytest.raises(UnreadableFile) as error:
        rows_of(csv_bytes([["Name", "Phone"], ["x"] * (MAX_COLUMNS + 1)]))
    assert error.value.reason == "malformed"


def test_utf16_without_a_mark_is_recognised():
    content = csv_bytes([["Name", "Phone"], ["Azad", "0750"]], "utf-16-be")
    assert not content.startswith(codecs.BOM_UTF16_BE)
    assert rows_of(content)[1] == [["Azad", "0750"]]
