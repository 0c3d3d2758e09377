"""Writers: one a format, all with one interface. Rows come in chunks and go out at once; nothing is kept.

A writer is opened on a path in the worker's folder, gets chunks of rows, and is closed; only then is the file whole.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import Any, Protocol

from jobmatch.services.exports.columns import Column

Words = Callable[[Column, Any], Any]


@dataclass(frozen=True)
class Sheet:
    """What a file is told about itself: columns with headings, a title, the reader's language and its words."""

    title: str
    columns: Sequence[Column]
    headings: Sequence[str]
    language: str
    rtl: bool
    words: Words
    yes: str
    no: str
    hidden: str
    zone: tzinfo
    rows: int
    facts: Mapping[str, Any] = field(default_factory=dict)


class Writer(Protocol):
    """What every format does."""

    def __init__(self, path: Path, sheet: Sheet) -> None: ...

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add a chunk of rows."""

    def close(self) -> None:
        """Write what comes after the last row. OSError where it cannot be written."""

    def abandon(self) -> None:
        """Let go of the file without finishing it."""
