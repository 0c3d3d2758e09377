"""The figures of a programme, one row for the whole and one for each group of each breakdown.

They are what the pages of the report show: an officer's own office, or a whole programme with small counts suppressed.
"""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from jobmatch.services import figures
from jobmatch.services.exports.columns import CellType, Column, Kind, Reader
from models import ExportKind, ExportPurpose, Programme, Role

COLUMNS = (
    Column(code="programme", chosen=True),
    Column(code="breakdown", words="breakdown", chosen=True),
    Column(code="group", words="group", chosen=True),
    *(Column(code=key, type=CellType.NUMBER, words="figure", chosen=True) for key in figures.KEYS),
)


def rows_of_report(session: Session, reader: Reader, filters: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of a report by column; a figure that a group cannot have is None.

    Raises
    ------
    InvalidInput
        If no programme is named, or the period cannot be used.
    """
    programme = session.scalar(select(Programme).where(Programme.code == filters.get("programme")))
    if programme is None:
        raise InvalidInput({"programme": [msg("Choose a programme.")]})
    report = figures.outcomes_report(session, scope_for(reader, programme, filters))
    if reader.account.role is Role.MANAGER:
        report = figures.suppress_small_counts(report)
    common = {"programme": programme.code}
    rows = [common | {"breakdown": "total", "group": None} | report.figures]
    for breakdown, groups in report.groups.items():
        for group in groups:
            shown = {"breakdown": breakdown, "group": (breakdown, group["key"])}
            rows.append(common | shown | group["figures"])
    return rows


def scope_for(reader: Reader, programme: Programme, filters: dict[str, str]) -> figures.Scope:
    """The own office's period and host country for an officer, the whole programme for a manager."""
    if reader.account.role is Role.MANAGER:
        return figures.make_scope(programme, today=reader.today)
    try:
        dates = {name: date.fromisoformat(filters[name]) for name in ("first", "last") if filters.get(name)}
    except ValueError:
        raise InvalidInput({"filter": [msg("The period cannot be read.")]}) from None
    return figures.make_scope(
        programme,
        today=reader.today,
        host_country=filters.get("host_country"),
        office=reader.account.office,
        **dates,
    )


def passed_through(_value: str, _reader: Reader, _session: Session) -> Any:
    """The filters of a report are read where it is counted."""
    raise NotImplementedError


KIND = Kind(
    code=ExportKind.FIGURES,
    model=Programme,
    person=False,
    roles=frozenset({Role.OFFICER, Role.MANAGER}),
    purposes=(ExportPurpose.REPORT,),
    columns=COLUMNS,
    joins=lambda query: query,
    filters=dict.fromkeys(("programme", "host_country", "first", "last"), passed_through),
    sorts={"group": Programme.id},
    default_sort="group",
)
