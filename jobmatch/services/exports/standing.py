"""Whether a finished file may still be handed over.

It may while everybody in it could be in it today, and be shown as fully. A consent that was taken back, a profile that
was withdrawn, an erasure, a case that went to another office, a referral that is over: each takes somebody out of the
files that were made before. They are found by asking the rules anew, so that nobody who ends a consent has to know of
files.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobmatch.access.identity import Level
from jobmatch.services.exports.columns import Kind, Reader
from jobmatch.services.exports.levels import level_of
from jobmatch.services.exports.reading import IDS_AT_ONCE, matching, requirements


def still_stands(session: Session, kind: Kind, reader: Reader, held: Mapping[int, Sequence[int]] | None) -> bool:
    """Whether the reader's file of a kind may still be handed over.

    Parameters
    ----------
    held : mapping or None
        The numbers of the rows in it by the level that it shows them at. Where nobody wrote them down, nobody can say
        who is in it, and a file that tells of people does not stand.
    """
    if not kind.person:
        return True
    return held is not None and all(
        all_are_shown(session, kind, reader, Level(level), ids[start : start + IDS_AT_ONCE])
        for level, ids in held.items()
        for start in range(0, len(ids), IDS_AT_ONCE)
    )


def all_are_shown(session: Session, kind: Kind, reader: Reader, level: Level, ids: Sequence[int]) -> bool:
    """Whether each of these rows could be in a file for the reader now, at this level or a higher one."""
    allowed = matching(session, kind, reader, {}).where(*(wanted for _, wanted in requirements(kind, reader)))
    keys = [expression.label(f"key_{name}") for name, expression in kind.keys.items()]
    rows = allowed.where(kind.model.id.in_(ids)).add_columns(*keys).subquery()
    known = [rows.c[key.name] for key in keys]
    number = 0
    for several, *facts in session.execute(select(func.count(), *known).group_by(*known)):
        if level_of(reader, dict(zip(kind.keys, facts, strict=True))) < level:
            return False
        number += several
    return number == len(ids)
