"""The columns of a list while they are being chosen: every step works as a posted form, without JavaScript."""

from collections.abc import Sequence

from jobmatch.services.exports.columns import Kind
from jobmatch.services.exports.foresight import offered


def usual(kind: Kind) -> list[str]:
    """The columns that a new list begins with."""
    columns = offered(kind)
    return [column.code for column in columns if column.chosen] or [column.code for column in columns]


def known_columns(kind: Kind, codes: Sequence[str]) -> list[str]:
    """The posted columns in their order, each once, without those that the kind does not have."""
    known = {column.code for column in kind.columns}
    return [code for code in dict.fromkeys(codes) if code in known]


def moved(kind: Kind, codes: Sequence[str], step: str) -> list[str]:
    """The columns after one step: ``up:phone``, ``down:phone``, ``add:phone``, ``remove:phone``, ``all:``, ``usual:``.

    A step that cannot be taken changes nothing.
    """
    verb, _, code = step.partition(":")
    order = list(codes)
    if verb == "all":
        return [*order, *(column.code for column in offered(kind) if column.code not in order)]
    if verb == "usual":
        return usual(kind)
    if verb == "none":
        return []
    if verb == "add" and code not in order:
        return known_columns(kind, [*order, code])
    if code not in order:
        return order
    at = order.index(code)
    if verb == "remove":
        order.remove(code)
    elif verb in ("up", "down"):
        to = at + (-1 if verb == "up" else 1)
        if 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
    return order
