"""Every kind of export: a small file each."""

from collections.abc import Mapping

from jobmatch.errors import InvalidInput, NotAllowed, msg
from jobmatch.services.exports.columns import Kind
from jobmatch.services.exports.kinds import fairs, figures, for_employers, people, placements, referrals, vacancies
from models import Account, ExportKind, Role

KINDS: Mapping[ExportKind, Kind] = {
    kind.code: kind
    for kind in (
        people.KIND,
        vacancies.KIND,
        referrals.KIND,
        placements.KIND,
        fairs.GUESTS,
        fairs.INTERVIEWS,
        fairs.BOOTHS,
        figures.KIND,
    )
}


OWN: Mapping[Role, Mapping[ExportKind, Kind]] = {Role.EMPLOYER: {kind.code: kind for kind in for_employers.KINDS}}
"""Lists that are something else for a role."""


def kind_as(role: Role | None, code: ExportKind) -> Kind:
    """What a kind is for a role, whether that may export it or not."""
    return (OWN.get(role) or KINDS).get(code, KINDS[code]) if role else KINDS[code]


def kind_for(account: Account, code: ExportKind) -> Kind:
    """A kind that the account's role may export; `NotAllowed` for any other."""
    kind = kind_as(account.role, code)
    if account.role not in kind.roles:
        raise NotAllowed(code.value)
    return kind


def kinds_for(account: Account) -> list[Kind]:
    """Every kind that the account's role may export."""
    kinds = [kind_as(account.role, code) for code in KINDS]
    return [kind for kind in kinds if account.role in kind.roles]


def query_of(kind: Kind, arguments: Mapping[str, str]) -> dict[str, object]:
    """What an address of the list on screen asks for, as an export keeps it: known filters and a known sort only."""
    filters = {name: value for name, value in arguments.items() if name in kind.filters and value}
    filters = {name: value for name, value in kind.on_screen.items() if name not in filters} | filters
    sort = str(arguments.get("sort") or kind.default_sort)
    known = sort.removeprefix("-") in kind.sorts or (sort == "best" and "search" in filters)
    return {"filters": filters, "sort": sort if known else kind.default_sort}


def check_columns(kind: Kind, codes: list[str]) -> None:
    """Refuse no column at all, a column twice, and one that the kind does not have."""
    known = {column.code for column in kind.columns}
    if not codes:
        raise InvalidInput({"columns": [msg("Choose at least one column.")]})
    if len(set(codes)) < len(codes) or not set(codes) <= known:
        raise InvalidInput({"columns": [msg("A column is unknown or chosen twice.")]})
