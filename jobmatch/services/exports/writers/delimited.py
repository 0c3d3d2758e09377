"""CSV as RFC 4180 has it: commas, CRLF, quotes where needed; UTF-8 with the mark that spreadsheets look for."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jobmatch.services.exports.columns import CellType
from jobmatch.services.exports.guard import guarded
from jobmatch.services.exports.writers import Sheet
from jobmatch.services.exports.writers.plain import cell_text

BARE = frozenset({CellType.NUMBER, CellType.MONEY, CellType.DATE, CellType.MOMENT})
"""What this service itself writes as digits is no formula, below zero neither; a phone's + is text and guarded."""


class CsvWriter:
    """One line of headings, then one a row."""

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.sheet = sheet
        self.file = path.open("w", encoding="utf-8-sig", newline="")
        self.csv = csv.writer(self.file, lineterminator="\r\n")
        self.csv.writerow([guarded(heading) for heading in sheet.headings])

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add a chunk of rows."""
        self.csv.writerows([self.cells(row) for row in rows])

    def cells(self, row: Sequence[Any]) -> list[str]:
        """One row as text, with formulas made harmless."""
        texts = []
        for column, value in zip(self.sheet.columns, row, strict=True):
            text = cell_text(self.sheet, column, value)
            bare = column.type in BARE and not isinstance(value, str)
            texts.append(text if bare else guarded(text))
        return texts

    def close(self) -> None:
        """Have every line written."""
        self.file.close()

    def abandon(self) -> None:
        """Let go of the file."""
        self.file.close()
