"""What a file would hold, before it is asked for: rows, people left out, and columns that would be empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from jobmatch.services.exports.columns import Column, Kind, Reader
from jobmatch.services.exports.purposes import RULES
from jobmatch.services.exports.reading import counted, matching, requirements
from models import ConsentPurpose, ExportKind, ExportPurpose

Counts = dict[tuple[str, ...], int]
"""Rows by the requirements that they fulfil."""


@dataclass(frozen=True)
class Foresight:
    """For one purpose: the rows of the file (None where they are counted only when it is made), who is left out by
    reason, whose consent it asks for, and the columns that nobody's row would show."""

    purpose: ExportPurpose
    rows: int | None
    left_out: Mapping[str, int]
    consent: ConsentPurpose | None
    hidden: Sequence[Column]


def foresee(
    session: Session, kind: Kind, reader: Reader, query: Mapping[str, Any], counts: Counts | None = None
) -> Foresight:
    """What a file for the reader's purpose would hold.

    Parameters
    ----------
    counts : dict, optional
        What was counted for other purposes of the same list by the same reader; added to, so that nothing is counted
        twice.

    Raises
    ------
    InvalidInput
        For a filter or a sort that the reader does not have, or a value that nobody knows.
    """
    consent = RULES[reader.purpose].consent if kind.person else None
    hidden = [column for column in kind.columns if stays_empty(column, reader.purpose)] if kind.person else []
    if kind.code is ExportKind.FIGURES:
        return Foresight(reader.purpose, None, {}, consent, hidden)
    counts = {} if counts is None else counts
    base = matching(session, kind, reader, query)
    key: tuple[str, ...] = ()
    rows = count_once(session, counts, key, base)
    left_out: dict[str, int] = {}
    for reason, wanted in requirements(kind, reader):
        base, key = base.where(wanted), (*key, f"{reason}:{consent}")
        left = count_once(session, counts, key, base)
        if left < rows:
            left_out[reason] = rows - left
        rows = left
    return Foresight(reader.purpose, rows, left_out, consent, hidden)


def count_once(session: Session, counts: Counts, key: tuple[str, ...], query: Select[Any]) -> int:
    """The rows of a query, from `counts` where they were counted under the same key before."""
    if key not in counts:
        counts[key] = session.scalar(counted(query)) or 0
    return counts[key]


def stays_empty(column: Column, purpose: ExportPurpose) -> bool:
    """Whether a file for a purpose shows a column of nobody, whatever was agreed."""
    rule = RULES[purpose]
    return (column.identifies and not rule.names) or (column.level is not None and column.level > rule.ceiling)


def offered(kind: Kind) -> list[Column]:
    """The columns that a file for one of the kind's purposes may show."""
    return [c for c in kind.columns if not kind.person or not all(stays_empty(c, one) for one in kind.purposes)]
