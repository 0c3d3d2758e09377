"""XLSX (and XLS, ODS) through calamine: typed cells become text without losing anything."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from jobmatch.services.intake.headings import recognise
from jobmatch.services.intake.sheets import LOOK_AT, MAX_COLUMNS, Row, UnreadableFile
from models import ImportKind

ABOUT = "jobmatch"
ABOUT_HEAD = ["code", "heading", "type", "read as"]
"""The sheet beside the list, in workbooks that this service wrote."""


def rows(content: bytes, kind: ImportKind, sheet_name: str | None) -> tuple[Iterator[Row], dict[str, Any]]:
    """The rows of one sheet, and which sheets there are besides."""
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        export = about_export(book)
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        if export:
            names.remove(ABOUT)
        name = sheet_name if sheet_name in names else best_sheet(book, names, kind)
        others = [other for other in names if other != name and (book.get_sheet_by_name(other).height or 0) > 1]
        source = {"format": "workbook", "sheet": name, "other_sheets": others}
        return read(book, name), source | ({"columns_of_export": export} if export else {})
    except PasswordError as error:
        raise UnreadableFile("encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("malformed", str(error)[:200]) from error


def about_export(book: CalamineWorkbook) -> dict[str, Any] | None:
    """What a workbook that this service wrote says of itself: codes by heading, and its language; None for others."""
    if ABOUT not in book.sheet_names or len(book.sheet_names) < 2:
        return None
    rows = [[text_of(cell) for cell in cells] for cells in book.get_sheet_by_name(ABOUT).to_python(nrows=MAX_COLUMNS)]
    if not rows or rows[0][: len(ABOUT_HEAD)] != ABOUT_HEAD:
        return None
    codes = {row[1]: row[0] for row in rows[1:] if len(row) > 3 and row[2]}
    language = next((row[1] for row in rows[1:] if row[0] == "language"), None)
    return {"codes": codes, "language": language}


def best_sheet(book: CalamineWorkbook, names: list[str], kind: ImportKind) -> str:
    """The sheet in whose first rows the most headings are known; the first that holds anything where none is."""
    if not names:
        raise UnreadableFile("empty")

    def known(name: str) -> int:
        if len(names) == 1:
            return 0
        head = book.get_sheet_by_name(name).to_python(nrows=LOOK_AT)
        counts = [sum(hit is not None for hit in recognise([text_of(c) for c in cells], kind)) for cells in head]
        return max(counts, default=-1)

    return max(names, key=known)


def read(book: CalamineWorkbook, name: str) -> Iterator[Row]:
    """Number and cells of every row of a sheet."""
    try:
        sheet = book.get_sheet_by_name(name)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [text_of(cell) for cell in cells]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("malformed", str(error)[:200]) from error


def text_of(value: Any) -> str:
    """A typed cell as text: whole numbers without a point, days as ISO dates, everything else as it is shown."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (int, timedelta)) else ""
