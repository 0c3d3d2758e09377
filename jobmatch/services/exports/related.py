"""What hangs on a chunk of rows, each sort in one statement."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from jobmatch.access.identity import Level, ShownItem, shown_items


def loader(query: Any, key: Any) -> Callable[[Session, Sequence[int]], Mapping[int, Sequence[Any]]]:
    """Load the rows of `query` by `key`, the first column that it selects."""

    def load(session: Session, ids: Sequence[int]) -> Mapping[int, Sequence[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in session.connection().execute(query.where(key.in_(ids))).all():
            found[row[0]].append(row)
        return found

    return load


def items(rows: Sequence[Any], level: Level) -> tuple[ShownItem, ...]:
    """Skills or occupations by the rule of identity: what has no concept is free text and needs a name's level."""
    return shown_items(rows, level >= Level.SHARED)


def languages(rows: Sequence[Any], _level: Level) -> list[dict[str, Any]]:
    """Languages, the mother tongue first, then the best known."""
    ordered = sorted(rows, key=lambda row: (not row.mother_tongue, -(row.level or 0), row.code))
    return [{"code": row.code, "level": row.level, "mother_tongue": row.mother_tongue} for row in ordered]


def texts(rows: Sequence[Any], _level: Level) -> list[str]:
    """The second column of each row."""
    return [row[1] for row in rows]


def first(rows: Sequence[Any], _level: Level) -> Any:
    """The second column of the only row, if there is one."""
    return rows[0][1] if rows else None
