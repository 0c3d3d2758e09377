"""A row becomes values, what stays raw, and problems. Every filled cell is found again in one of the three."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jobmatch.services.intake.cells import Unreadable, is_total, says_nothing


@dataclass(frozen=True)
class Context:
    """What reading a row needs to know besides the row."""

    headings: Sequence[str]
    fields: Sequence[str | None]
    country: str
    today: date


@dataclass
class Understood:
    """One row as understood. Everything in it can be stored as JSON.

    `values` are columns of the record, `inferred` those of them that no cell gives; `skills` and `occupations` texts
    to be coded; `raw` the cells that no field took, by heading; `problems` dicts of column, value and code; `rejected`
    the code of why there can be no record.
    """

    values: dict[str, Any] = field(default_factory=dict)
    skills: list[list[Any]] = field(default_factory=list)  # [text, level, years] or [text, level, years, essential]
    occupations: list[list[Any]] = field(default_factory=list)  # [text, years, held, wanted]
    languages: list[dict[str, Any]] = field(default_factory=list)
    consents: list[list[str]] = field(default_factory=list)  # [purpose, ISO date, how given]
    employer: dict[str, Any] = field(default_factory=dict)
    inferred: list[str] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)
    rejected: str | None = None

    def problem(self, column: str, value: str, code: str, *, kept: bool = True) -> None:
        """Write down why a cell could not be used; the cell itself is kept raw."""
        self.problems.append({"column": column, "value": value[:500], "code": code})
        if kept and column:
            self.raw[column] = value

    def as_json(self) -> dict[str, Any]:
        """What is staged; problems have a column of their own."""
        kept = ("values", "skills", "occupations", "languages", "consents", "employer", "inferred", "raw", "rejected")
        return {name: getattr(self, name) for name in kept if getattr(self, name)}


IGNORED = "ignored"
"""The field of columns that this service added itself, when it gave rows back to be corrected."""

Cell = tuple[str, str]
"""Heading and cleaned text."""
Reader = Callable[[Understood, list[Cell], "Row", Context], None]


@dataclass(frozen=True)
class Row:
    """The filled cells of a row, by field; `loose` are those that no field takes."""

    by_field: dict[str, list[Cell]]
    loose: list[Cell]

    def text(self, name: str) -> str | None:
        """The one cell of a field."""
        cells = self.by_field.get(name)
        return cells[0][1] if cells else None


def heading_at(headings: Sequence[str], at: int) -> str:
    """The heading of a column; a column without one is named by its place."""
    return headings[at] if at < len(headings) and headings[at] else f"column {at + 1}"


def gather(cells: Sequence[str], context: Context) -> Row:
    """Sort the filled cells of a row by the field of their column."""
    by_field: dict[str, list[Cell]] = {}
    loose: list[Cell] = []
    for at, text in enumerate(cells):
        name = context.fields[at] if at < len(context.fields) else None
        if not text or name == IGNORED:
            continue
        if name is None or not any(letter.isalnum() for letter in text):
            loose.append((heading_at(context.headings, at), text))
        elif not says_nothing(text) or keeps_nothing(name):
            by_field.setdefault(name, []).append((heading_at(context.headings, at), text))
    return Row(by_field, loose)


def keeps_nothing(name: str) -> bool:
    """Whether "none" is an answer in this field: no English, no licence."""
    return name.startswith("language:") or name == "licences"


def skipped(cells: Sequence[str]) -> str | None:
    """Why a row of cleaned cells is no record: ``blank_row``, ``total_row``; None where it is one."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return "blank_row"
    if is_total(filled[0]) and all(is_amount(cell) for cell in filled[1:]):
        return "total_row"
    return None


def is_amount(text: str) -> bool:
    """Whether a cell holds a figure and nothing else, as in a row of totals."""
    return not any(letter.isalpha() for letter in text) or is_total(text)


def repeats_headings(cells: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a row is the headings again, as on every printed page."""
    pairs = [(cell, heading) for cell, heading in zip(cells, headings, strict=False) if cell]
    return len(pairs) > 1 and all(cell == heading for cell, heading in pairs)


def understand(cells: Sequence[str], context: Context, readers: dict[str, Reader]) -> Understood:
    """Read every cell of a row whose cells are cleaned.

    Parameters
    ----------
    readers : dict
        For each field what to do with its cells. A reader that raises `Unreadable` leaves the cells raw.
    """
    row = gather(cells, context)
    found = Understood()
    for heading, text in row.loose:
        found.raw[heading] = text
    for name, several in row.by_field.items():
        reader = readers[name.split(":", 1)[0]]
        try:
            reader(found, several, row, context)
        except Unreadable as error:
            for heading, text in several:
                found.problem(heading, text, error.code)
    return found
