"""Filters that several kinds of export share: the ones of the lists on screen, by the names in their addresses."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from jobmatch.services.exports.columns import Filter, Reader

Condition = ColumnElement[bool]


def member(column: Any, enum: type[StrEnum], **more: Callable[[Reader], Condition]) -> Filter:
    """One value of an enum, or a named condition beside it."""

    def condition(value: str, reader: Reader, _session: Session) -> Condition:
        if value in more:
            return more[value](reader)
        if value not in set(enum):
            raise InvalidInput({"filter": [msg("This filter cannot be used: %(value)s.", value=value)]})
        return column == value

    return condition


def equal(column: Any) -> Filter:
    """A code that must be the same."""
    return lambda value, _reader, _session: column == value


def number(column: Any) -> Filter:
    """The number of a row."""
    return lambda value, _reader, _session: column == whole(value)


def numbers(column: Any) -> Filter:
    """Numbers of rows with commas between: the rows that were ticked."""
    return lambda value, _reader, _session: column.in_([whole(part) for part in value.split(",") if part.strip()])


def one_of(**known: Callable[[Reader], Condition]) -> Filter:
    """One of some named conditions."""

    def condition(value: str, reader: Reader, _session: Session) -> Condition:
        if value not in known:
            raise InvalidInput({"filter": [msg("This filter cannot be used: %(value)s.", value=value)]})
        return known[value](reader)

    return condition


def whole(text: str) -> int:
    """The number of a row; InvalidInput for anything else."""
    if not re.fullmatch(r"[0-9]{1,9}", text.strip()):
        raise InvalidInput({"filter": [msg("This filter cannot be used: %(value)s.", value=text)]})
    return int(text)
