"""A file becomes a sheet: headings and rows of plain text, numbered as the file numbers them."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jobmatch.errors import JobmatchError
from jobmatch.services.intake.headings import recognise
from models import ImportKind

MAX_BYTES = 200 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_ROWS = 250_000
MAX_COLUMNS = 300
LONGEST_CELL = 32_767
LOOK_AT = 20
"""Headings are looked for in so many rows."""

Row = tuple[int, list[str]]


class UnreadableFile(JobmatchError):
    """The file cannot be read; `reason` is a code: empty, encrypted, malformed, too_large, no_headings, not_a_sheet."""

    status = 422
    code = "invalid_input"

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(WHY[reason] + (f" ({detail})" if detail else ""))
        self.reason = reason


WHY = {
    "empty": "The file holds no rows.",
    "encrypted": "The file is protected by a password. Save it without one and load it again.",
    "malformed": "The file is damaged or is not what its name says. Save it afresh as XLSX or CSV and load it again.",
    "too_large": "The file is too large. Split it and load the parts one by one.",
    "no_headings": "No row of headings was found. The first row has to say what each column holds.",
    "not_a_sheet": "This is not a table. CSV and XLSX files can be read.",
}


@dataclass(frozen=True)
class Sheet:
    """A sheet that is ready to be read once: `before` are rows above the headings, `rows` those below."""

    headings: list[str]
    before: list[Row]
    rows: Iterator[Row]
    source: dict[str, Any] = field(default_factory=dict)


def open_sheet(content: bytes, kind: ImportKind, sheet_name: str | None = None) -> Sheet:
    """Find out what a file is and where its headings are.

    Parameters
    ----------
    sheet_name : str or None
        The sheet of a workbook; the one with the most known headings unless said otherwise.

    Raises
    ------
    UnreadableFile
        If it is empty, encrypted, damaged, too large or no table. Reading on may raise it as well.
    """
    from jobmatch.services.intake import delimited, workbooks

    if len(content) > MAX_BYTES:
        raise UnreadableFile("too_large")
    if not content.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("empty")
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"):
        check_package(content)
        rows, source = workbooks.rows(content, kind, sheet_name)
    else:
        rows, source = delimited.rows(content)
    return with_headings(guarded(rows), kind, source)


def check_package(content: bytes) -> None:
    """Refuse workbooks that are encrypted, damaged, or would unpack to more than memory should hold."""
    if content[:4] == b"\xd0\xcf\x11\xe0":
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableFile("encrypted")
        return
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableFile("malformed") from error
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("encrypted")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableFile("too_large")


def guarded(rows: Iterator[Row]) -> Iterator[Row]:
    """Pass rows on within the limits; cells that are longer than any spreadsheet allows mean a broken file."""
    for count, (number, cells) in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise UnreadableFile("too_large", f"more than {MAX_ROWS} rows")
        if len(cells) > MAX_COLUMNS or any(len(cell) > LONGEST_CELL for cell in cells):
            raise UnreadableFile("malformed", f"row {number}")
        yield number, cells


def with_headings(rows: Iterator[Row], kind: ImportKind, source: dict[str, Any]) -> Sheet:
    """Find the row of headings: the one with the most known ones, else the first with two filled cells."""
    first = [row for _, row in zip(range(LOOK_AT), rows, strict=False)]
    if not any(any(cells) for _, cells in first):
        raise UnreadableFile("empty")
    known = [sum(column is not None for column in recognise(cells, kind)) for _, cells in first]
    at = max(range(len(first)), key=lambda i: (known[i], -i))
    if known[at] < 2:
        at = next((i for i, (_, cells) in enumerate(first) if sum(map(bool, cells)) >= 2), None)  # type: ignore[assignment]
        if at is None and known[0] < 1:
            raise UnreadableFile("no_headings")
        at = at or 0
    number, headings = first[at]
    while headings and not headings[-1]:
        headings.pop()
    return Sheet(headings, first[:at], chained(first[at + 1 :], rows), {**source, "headings_in_row": number})


def chained(first: list[Row], rest: Iterator[Row]) -> Iterator[Row]:
    """The rows that were looked at, then the others."""
    yield from first
    yield from rest
