"""Cells as text, for the formats that hold nothing else."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jobmatch.services.exports.columns import HIDDEN, Column
from jobmatch.services.exports.writers import Sheet

THOUSANDTHS = 3


def number_text(value: Any) -> str:
    """A number without separators and without empty decimals.

    Three decimals get a fourth: ``12.125`` would be read as twelve thousand where a point separates thousands.
    """
    text = f"{value:f}" if isinstance(value, Decimal) else repr(value)
    if "." in text and "e" not in text:
        text = text.rstrip("0").rstrip(".")
        if len(text.partition(".")[2]) == THOUSANDTHS:
            text += "0"
    return text


def cell_text(sheet: Sheet, column: Column, value: Any) -> str:
    """A cell as text: dates as ISO 8601, instants in the office's time, words in the reader's language."""
    if value is None or value is HIDDEN:
        return ""
    if column.words:
        value = sheet.words(column, value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return sheet.yes if value else sheet.no
    if isinstance(value, datetime):
        return f"{value.astimezone(sheet.zone):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return number_text(value) if isinstance(value, int | float | Decimal) else str(value)
