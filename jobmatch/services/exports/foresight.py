"""What a file would hold, before it is asked for: rows, people left out, and columns that would be empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import not_
from sqlalchemy.orm import Session

from jobmatch.services.exports.columns import Column, Kind, Reader
from jobmatch.services.exports.purposes import RULES
from jobmatch.services.exports.reading import counted, matching, requirements
from models import ConsentPurpose, ExportKind, ExportPurpose


@dataclass(frozen=True)
class Foresight:
    """For one purpose: the rows of the file (None where they are counted only when it is made), who is left out by
    reason, whose consent it asks for, and the columns that nobody's row would show."""

    purpose: ExportPurpose
    rows: int | None
    left_out: Mapping[str, int]
    consent: ConsentPurpose | None
    hidden: Sequence[Column]


def foresee(session: Session, kind: Kind, reader: Reader, query: Mapping[str, Any]) -> Foresight:
    """What a file for the reader's purpose would hold.

    Raises
    ------
    InvalidInput
        For a filter that the kind does not have, or a value that nobody knows.
    """
    consent = RULES[reader.purpose].consent if kind.person else None
    hidden = [column for column in kind.columns if stays_empty(column, reader.purpose)] if kind.person else []
    if kind.code is ExportKind.FIGURES:
        return Foresight(reader.purpose, None, {}, consent, hidden)
    base = matching(session, kind, reader, dict(query.get("filters") or {}))
    left_out: dict[str, int] = {}
    for reason, wanted in requirements(kind, reader):
        missing = session.scalar(counted(base.where(not_(wanted)))) or 0
        if missing:
            left_out[reason] = missing
        base = base.where(wanted)
    return Foresight(reader.purpose, session.scalar(counted(base)) or 0, left_out, consent, hidden)


def stays_empty(column: Column, purpose: ExportPurpose) -> bool:
    """Whether a file for a purpose shows a column of nobody, whatever was agreed."""
    rule = RULES[purpose]
    return (column.identifies and not rule.names) or (column.level is not None and column.level > rule.ceiling)


def offered(kind: Kind) -> list[Column]:
    """The columns that a file for one of the kind's purposes may show."""
    return [c for c in kind.columns if not kind.person or not all(stays_empty(c, one) for one in kind.purposes)]
