"""JSON lines: one object a row, its keys the codes of the columns, its values as the database holds them."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jobmatch.access.identity import ShownItem
from jobmatch.services.exports.columns import HIDDEN
from jobmatch.services.exports.writers import Sheet
from jobmatch.services.plain import plain


def told(value: Any) -> Any:
    """What JSON has no form for: enums, dates, instants and money as `plain` gives them, and what a profile shows."""
    if isinstance(value, ShownItem):
        return asdict(value)
    found = plain(value)
    if found is value:
        raise TypeError(f"no form for {value!r}")
    return found


class JsonLinesWriter:
    """Nothing but the rows: no heading, no end."""

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.keys = [column.code for column in sheet.columns]
        self.file = path.open("w", encoding="utf-8", newline="\n")
        self.encode = json.JSONEncoder(ensure_ascii=False, default=told).encode

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add a chunk of rows; unknown and hidden are null, the record tells which columns are hidden."""
        keys, encode = self.keys, self.encode
        for row in rows:
            cells = [None if value is HIDDEN else value for value in row]
            self.file.write(encode(dict(zip(keys, cells, strict=True))) + "\n")

    def close(self) -> None:
        """Have every line written."""
        self.file.close()

    def abandon(self) -> None:
        """Let go of the file."""
        self.file.close()
