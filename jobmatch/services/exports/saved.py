"""Named lists: columns in their order, filters and sort, for oneself or for the office. Flushes, never commits."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, NotAllowed, msg
from jobmatch.services.exports.kinds import check_columns, kind_for
from jobmatch.services.transitions import check_version
from models import Account, ExportFormat, ExportKind, ExportPurpose, SavedList


def save_list(
    session: Session,
    *,
    by: Account,
    kind: ExportKind,
    name: str,
    columns: Sequence[str],
    query: Mapping[str, Any],
    shared: bool = False,
    known: SavedList | None = None,
    version: int | None = None,
    format_: ExportFormat = ExportFormat.XLSX,
    purpose: ExportPurpose | None = None,
) -> SavedList:
    """Keep a list under a name, with the format and the purpose it is usually made for, or change the owner's own one.

    The token of a search is left out: it finds people by name for its owner alone.

    Raises
    ------
    InvalidInput
        Without a name, for a name that the owner has already, and for columns or a purpose that cannot be.
    NotAllowed
        If the list is somebody else's.
    StaleVersion
        If it was changed since the form was opened.
    """
    if known is not None and known.owner_id != by.id:
        raise NotAllowed("saved_list")
    asked = kind_for(by, kind)
    check_columns(asked, list(columns))
    purpose = purpose or asked.purposes[0]
    if purpose not in asked.purposes:
        raise InvalidInput({"purpose": [msg("This list is not made for that.")]})
    name = free_name(session, by, kind, name, known)
    row = known or SavedList(owner_id=by.id, office_id=by.office_id, kind=kind)
    if known is not None:
        check_version(known, version)
    filters = {key: value for key, value in (query.get("filters") or {}).items() if key != "search"}
    sort = query.get("sort")
    row.name, row.columns, row.shared = name, list(columns), shared and by.office_id is not None
    row.query = {
        "filters": filters,
        "sort": asked.default_sort if sort in (None, "best") else sort,
        "format": format_.value,
        "purpose": purpose.value,
    }
    session.add(row)
    session.flush()
    return row


def free_name(session: Session, by: Account, kind: ExportKind, typed: str, known: SavedList | None) -> str:
    """A name as it is kept; `InvalidInput` for none, and for one that another list of the owner has."""
    name = " ".join(typed.split())[:100]
    if not name:
        raise InvalidInput({"name": [msg("Give the list a name.")]})
    same = select(SavedList.id).where(SavedList.owner_id == by.id, SavedList.kind == kind, SavedList.name == name)
    if session.scalar(same) not in (None, known.id if known else None):
        raise InvalidInput({"name": [msg("You have a list of that name already.")]})
    return name


def delete_list(session: Session, row: SavedList, *, by: Account) -> None:
    """Forget a list of one's own; `NotAllowed` for somebody else's. Flushes."""
    if row.owner_id != by.id:
        raise NotAllowed("saved_list")
    session.delete(row)
    session.flush()
