"""What a column of an export is, and what a kind of export is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from jobmatch.access.identity import Level
from models import Account, ExportKind, ExportPurpose, Role


class CellType(StrEnum):
    """How a cell is written: typed in a workbook, plainly elsewhere."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    MONEY = "money"
    BOOLEAN = "boolean"


class Hidden:
    """What stands in a cell that the reader's level does not show. An unknown fact is None instead."""

    def __repr__(self) -> str:
        return "HIDDEN"


HIDDEN = Hidden()


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its code never changes, its heading is in the reader's language (``jobmatch.export_words``).

    `level` is the lowest level of identity at which it is shown; None tells nothing of a person. `identifies` marks
    names, contacts and free text, which a file without names does not hold. `sql` is selected with the row; `related`
    names what is loaded in bulk, and `show` makes a value of it at a level. `words` says which words stand for its
    codes, and `intake` the field that an import reads the column as; without one an import passes it over.
    """

    code: str
    type: CellType = CellType.TEXT
    level: Level | None = None
    identifies: bool = False
    sql: Any = None
    related: str | None = None
    show: Callable[[Sequence[Any], Level], Any] | None = None
    words: str | None = None
    intake: str | None = None
    chosen: bool = False  # whether a new list begins with it


def facts_of(model: Any, level: Level | None = None) -> Callable[..., Column]:
    """``fact(code, type, level, ...)``: a column of a row's own, at `level` where it says no other."""

    def fact(code: str, type_: CellType = CellType.TEXT, level: Level | None = level, **more: Any) -> Column:
        return Column(code=code, type=type_, level=level, **{"sql": getattr(model, code, None), **more})

    return fact


@dataclass(frozen=True)
class Reader:
    """For whom and what for a file is made."""

    account: Account
    purpose: ExportPurpose
    today: date
    language: str = "en"


Filter = Callable[[str, Reader, Session], ColumnElement[bool]]
"""A filter's value as a condition; `InvalidInput` for a value that nobody knows."""

Load = Callable[[Session, Sequence[int]], Mapping[int, Sequence[Any]]]
"""Everything of one sort that hangs on some rows, by the row's id, in one statement."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A table of rows that can be exported.

    `joins` adds what columns, filters and sorts need; `keys` are expressions that the level of a row depends on, by the
    names that `jobmatch.services.exports.levels` knows; `person` says that a row tells of a job seeker, who is joined.
    `case_facts` are the filters and sorts by what only the *full* level shows: whoever never sees it may not narrow or
    order a list by it either, for that would tell it.
    """

    code: ExportKind
    model: Any
    person: bool
    roles: frozenset[Role]
    purposes: tuple[ExportPurpose, ...]
    columns: tuple[Column, ...]
    joins: Callable[[Select[Any]], Select[Any]]
    filters: Mapping[str, Filter]
    sorts: Mapping[str, Any]
    default_sort: str
    case_facts: frozenset[str] = frozenset()
    keys: Mapping[str, Any] = field(default_factory=dict)
    related: Mapping[str, Load] = field(default_factory=dict)
    on_screen: Mapping[str, str] = field(default_factory=dict)  # what the list shows where its address does not say

    def column(self, code: str) -> Column:
        """The column of a code; KeyError for one that the kind does not have."""
        return next(column for column in self.columns if column.code == code)

    def open_to(self, name: str, role: Role) -> bool:
        """Whether a role may filter or sort by a name: an officer by every one, others not by the facts of a case."""
        return role is Role.OFFICER or name not in self.case_facts
