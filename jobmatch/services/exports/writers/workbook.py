"""XLSX with typed cells and real dates, a frozen and filtered heading, and a sheet that reads from right to left.

A second sheet, ``jobmatch``, says what each column is by its code, so that an import knows it in any language.
"""

import contextlib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from jobmatch.errors import JobmatchError
from jobmatch.services.exports.columns import HIDDEN, CellType
from jobmatch.services.exports.writers import Sheet

LONGEST = 32_767
FIRST_DAY = date(1899, 12, 30)
"""A workbook counts days from here, from March 1900 on."""
WIDTHS = {CellType.TEXT: 24, CellType.MOMENT: 17, CellType.DATE: 12}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


class CellTooLong(JobmatchError):
    """A text is longer than a cell of a workbook holds; it is not cut off."""

    code = "cell_too_long"


class WorkbookWriter:
    """One row of headings, then the rows; what is hidden by the level is an empty grey cell."""

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.sheet, self.at = sheet, 0
        self.book = xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent)})
        self.page = self.book.add_worksheet(sheet_name(sheet.title))
        if sheet.rtl:
            self.page.right_to_left()
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = self.book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.empty = self.book.add_format({"num_format": "@"})
        self.grey = self.book.add_format({"bg_color": "#D9D9D9"})
        self.top = self.book.add_format({"bold": True, "bottom": 1})
        for at, column in enumerate(sheet.columns):
            self.page.set_column(at, at, WIDTHS.get(column.type, 12))
        self.page.freeze_panes(1, 0)
        self.page.autofilter(0, 0, sheet.rows, len(sheet.columns) - 1)
        for at, heading in enumerate(sheet.headings):
            self.page.write_string(0, at, heading, self.top)

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add a chunk of rows."""
        words, page = self.sheet.words, self.page
        columns = [(at, column, bool(column.words)) for at, column in enumerate(self.sheet.columns)]
        for row in rows:
            self.at += 1
            if all(cell is None for cell in row):
                page.write_blank(self.at, 0, None, self.empty)  # the row counts, whatever is known of it
            for (at, column, worded), cell in zip(columns, row, strict=True):
                if cell is None:
                    continue
                value = words(column, cell) if worded and cell is not HIDDEN else cell
                if value.__class__ is str and 0 < len(value) <= LONGEST:
                    page.write_string(self.at, at, value)
                else:
                    self.put(at, value)

    def put(self, at: int, value: Any) -> None:
        """One cell by the type of its value."""
        page, row = self.page, self.at
        if value is HIDDEN:
            page.write_blank(row, at, None, self.grey)
        elif isinstance(value, str):
            if len(value) > LONGEST:
                raise CellTooLong(self.sheet.columns[at].code)
            if value:
                page.write_string(row, at, value)
        elif isinstance(value, bool):
            page.write_boolean(row, at, value)
        elif isinstance(value, datetime):
            page.write_datetime(row, at, value.astimezone(self.sheet.zone).replace(tzinfo=None), self.moment)
        elif isinstance(value, date):
            page.write_number(row, at, (value - FIRST_DAY).days, self.day)
        elif isinstance(value, int | float | Decimal):
            page.write_number(row, at, value)
        else:
            page.write_string(row, at, str(value))

    def close(self) -> None:
        """Add what the columns are, and put the workbook together."""
        about = self.book.add_worksheet("jobmatch")
        for at, heading in enumerate(("code", "heading", "type", "read as")):
            about.write_string(0, at, heading, self.top)
        pairs = zip(self.sheet.columns, self.sheet.headings, strict=True)
        for row, (column, heading) in enumerate(pairs, start=1):
            for at, text in enumerate((column.code, heading, column.type.value, column.intake or "")):
                about.write_string(row, at, text)
        for row, (name, value) in enumerate(self.sheet.facts.items(), start=len(self.sheet.columns) + 2):
            about.write_string(row, 0, name)
            about.write_string(row, 1, str(value))
        try:
            self.book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] from error  # the OSError, which says whether the disk is full

    def abandon(self) -> None:
        """Let go of the files without putting the workbook together."""
        self.book.fileclosed = True
        for page in self.book.worksheets_objs:
            with contextlib.suppress(OSError, AttributeError, ValueError):
                page.row_data_fh.close()


def sheet_name(title: str) -> str:
    """A title as a name that a workbook's sheet may have: at most 31 characters, without ``[]:*?/\\``."""
    return "".join(" " if mark in "[]:*?/\\" else mark for mark in title)[:31].strip("' ") or "jobmatch 1"
