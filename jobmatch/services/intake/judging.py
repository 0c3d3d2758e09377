"""What is judged of a row before anything is saved: its outcome, whose it is, and whether it says anything new."""

from collections.abc import Sequence
from typing import Any

from models import RowOutcome

NAMES = frozenset({"name_latin", "name_native"})
Judged = tuple[Any, dict[str, Any]]
"""A staged row, and the columns that comparing sets."""


def judged(outcome: RowOutcome, problems: Sequence[Any] = (), **more: Any) -> dict[str, Any]:
    """The columns that comparing sets."""
    return {"outcome": outcome, "row_id": None, "same_as": None, "evidence": [], "problems": list(problems), **more}


def known_rows(batch: Sequence[Any], changed: dict[int, dict[str, Any]]) -> list[Any]:
    """The rows that name a record of the database, be it with another name than the record's."""
    return [
        row
        for row in batch
        if row.id in changed
        and changed[row.id]["row_id"]
        and (changed[row.id]["outcome"] is RowOutcome.UPDATED or "other_name" in changed[row.id]["evidence"])
    ]


def settle(values: dict[str, Any], read: dict[str, Any]) -> None:
    """Keep what a row says that is new; a name that only seemed to be another one, as papers write it, is none."""
    if values["outcome"] is RowOutcome.REJECTED:
        if NAMES & set(read["parsed"].get("values") or {}):
            return
        values.update(outcome=RowOutcome.UPDATED, evidence=["same_reference"])
    values.update(read)


def first_of_each(judged_rows: Sequence[Judged], changing: set[int]) -> dict[int, Judged]:
    """From a record's id to the first row that may change it; a later row is compared when that one is written."""
    found: dict[int, Judged] = {}
    for row, values in judged_rows:
        row_id = values["row_id"]
        if values["outcome"] is RowOutcome.UPDATED and row_id and row_id not in changing:
            changing.add(row_id)
            found[row_id] = (row, values)
    return found


def parsed_of(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """What a row says, or what it says that is new where it was read again."""
    parsed: dict[str, Any] = values.get("parsed", row.parsed)
    return parsed


def nothing_new(values: dict[str, Any]) -> None:
    """The row changes nothing."""
    values.update(outcome=RowOutcome.UNCHANGED, evidence=[*values["evidence"], "nothing_new"])
