"""The rows of an export, from one unchanging view of the database, in chunks.

The ids come first, in their order: eight bytes a row, and the count of the file is known and is the count of the same
view. Then the rows by chunks of ids, with what hangs on them in one statement each.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, not_, select
from sqlalchemy.orm import Session

from jobmatch.access.identity import Level
from jobmatch.access.scope import scope_of
from jobmatch.errors import InvalidInput, msg
from jobmatch.services.consents import has_consent
from jobmatch.services.exports.columns import HIDDEN, Column, Kind, Reader
from jobmatch.services.exports.kinds import figures, people, referrals
from jobmatch.services.exports.levels import level_of, shows
from jobmatch.services.exports.purposes import RULES
from models import ExportKind, ExportPurpose, JobSeeker, Role
from models.sqlite import reading_only

CHUNK = 1_000
IDS_AT_ONCE = 10_000


@contextmanager
def snapshot(session: Session) -> Iterator[Session]:
    """A session beside this one that reads one state of the database until it is closed, whatever others write.

    PostgreSQL: a read-only transaction at REPEATABLE READ; SQLite: a read transaction on the write-ahead log. Inside a
    transaction that somebody else holds (tests), that one.
    """
    bind = session.get_bind()
    if isinstance(bind, Connection):
        with Session(bind, join_transaction_mode="rollback_only") as beside:  # a savepoint would go with another's
            yield beside
        return
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    engine = bind.execution_options(**options) if bind.dialect.name == "postgresql" else bind
    with engine.connect() as connection:
        token = reading_only.set(True)
        try:
            connection.begin()
        finally:
            reading_only.reset(token)
        with Session(connection) as beside:
            yield beside
        connection.rollback()


@dataclass
class Selection:
    """What will be in the file: ids in order, and how many rows are left out, by reason."""

    ids: Sequence[int]
    left_out: dict[str, int] = field(default_factory=dict)
    rows: list[dict[str, Any]] | None = None  # figures: counted at once

    def __len__(self) -> int:
        return len(self.ids)


def choose(session: Session, kind: Kind, reader: Reader, query: Mapping[str, Any]) -> Selection:
    """The rows that the reader may see, filtered and sorted, without those that lack the purpose's consent.

    Raises
    ------
    InvalidInput
        For a filter or a sort that the reader does not have, or a value that nobody knows.
    """
    if kind.code is ExportKind.FIGURES:
        rows = figures.rows_of_report(session, reader, filters_of(query))
        return Selection(range(len(rows)), rows=rows)
    base = matching(session, kind, reader, query)
    left_out: dict[str, int] = {}
    for reason, wanted in requirements(kind, reader):
        missing = session.scalar(counted(base.where(not_(wanted)))) or 0
        if missing:
            left_out[reason] = missing
        base = base.where(wanted)
    sort, search = sort_of(kind, reader, query), filters_of(query).get("search")
    if sort == "best" and search:
        return Selection(best_first(session, base, reader, search), left_out)
    return Selection(ids_of(session, base.order_by(*order(kind, sort))), left_out)


def count_rows(session: Session, kind: Kind, reader: Reader, query: Mapping[str, Any]) -> int:
    """How many rows a file would have, at most; quick, so that it can be asked before."""
    if kind.code is ExportKind.FIGURES:
        return 0
    base = matching(session, kind, reader, query)
    return session.scalar(counted(base.where(*(wanted for _, wanted in requirements(kind, reader))))) or 0


def counted(query: Select[Any]) -> Select[Any]:
    """How many rows a query has."""
    return select(func.count()).select_from(query.order_by(None).subquery())


def matching(session: Session, kind: Kind, reader: Reader, query: Mapping[str, Any]) -> Select[Any]:
    """Ids of the rows in the reader's scope that the filters let through; people who are erased are nobody's rows."""
    check_query(kind, reader, query)
    found = kind.joins(select(kind.model.id)).where(scope_of(kind.model, reader.account))
    for name, value in filters_of(query).items():
        found = found.where(kind.filters[name](str(value), reader, session))
    return found.where(JobSeeker.erased_on.is_(None)) if kind.person else found


def filters_of(query: Mapping[str, Any]) -> dict[str, str]:
    """The filters of a kept query, by name."""
    return dict(query.get("filters") or {})


def sort_of(kind: Kind, reader: Reader, query: Mapping[str, Any]) -> str:
    """The sort of a kept query; the usual one gives way to the first that the reader may have."""
    sort, role = str(query.get("sort") or kind.default_sort), reader.account.role
    if sort == kind.default_sort and not kind.open_to(sort.removeprefix("-"), role):
        return next(name for name in kind.sorts if kind.open_to(name, role))
    return sort


def check_query(kind: Kind, reader: Reader, query: Mapping[str, Any]) -> None:
    """Refuse a filter or a sort that the kind does not have, or that tells more than the reader may see."""
    role, filters, sort = reader.account.role, filters_of(query), sort_of(kind, reader, query)
    for name in filters:
        if name not in kind.filters or not kind.open_to(name, role):
            raise InvalidInput({"filter": [msg("This filter cannot be used: %(value)s.", value=name)]})
    name = sort.removeprefix("-")
    known = name in kind.sorts and kind.open_to(name, role)
    if not known and not (sort == "best" and filters.get("search")):
        raise InvalidInput({"sort": [msg("This filter cannot be used: %(value)s.", value=sort)]})


def requirements(kind: Kind, reader: Reader) -> list[tuple[str, ColumnElement[bool]]]:
    """What a row must fulfil to be in the file, with the reason that is given where it does not."""
    found: list[tuple[str, ColumnElement[bool]]] = []
    employer = reader.account.role is Role.EMPLOYER
    if kind.person:  # an employer is not told why somebody is not there
        reason = "not_available" if employer else "no_consent"
        found.append((reason, has_consent(RULES[reader.purpose].consent)))
    if kind.code is ExportKind.REFERRALS and reader.purpose is ExportPurpose.EMPLOYER and not employer:
        found.append(("not_sent", referrals.SENT))
    return found


def order(kind: Kind, sort: str) -> tuple[Any, Any]:
    """The sort of the list on screen: what is unknown last, equals by id."""
    column = kind.sorts[sort.removeprefix("-")]
    return (column.desc() if sort.startswith("-") else column.asc()).nulls_last(), kind.model.id


def ids_of(session: Session, query: Select[Any]) -> Sequence[int]:
    """The ids of a query, eight bytes each."""
    ids = array("q")
    for part in session.scalars(query).partitions(IDS_AT_ONCE):
        ids.extend(part)
    return ids


def best_first(session: Session, base: Select[Any], reader: Reader, token: str) -> Sequence[int]:
    """The people of a search, best found first, as the list on screen shows them."""
    wanted = set(ids_of(session, base))
    return [row_id for row_id in people.found_ids(token, reader, session) if row_id in wanted]


@dataclass
class Hiding:
    """Which rows were written at which level, and so how many cells of each column the level hid."""

    columns: Sequence[Column]
    reader: Reader
    rows: "defaultdict[Level, array[int]]" = field(default_factory=lambda: defaultdict(lambda: array("q")))

    def counts(self) -> dict[str, int]:
        """By column; columns that hid nothing are left out."""
        found = {
            column.code: sum(len(ids) for level, ids in self.rows.items() if not shows(column, level, self.reader))
            for column in self.columns
        }
        return {code: n for code, n in found.items() if n}


def read_rows(
    session: Session,
    kind: Kind,
    reader: Reader,
    codes: Sequence[str],
    chosen: Selection,
    *,
    hiding: Hiding | None = None,
) -> Iterator[list[list[Any]]]:
    """Chunks of rows, each row a list of values in the order of `codes`: None unknown, `HIDDEN` above the level."""
    columns = [kind.column(code) for code in codes]
    if chosen.rows is not None:
        yield [[row.get(code) for code in codes] for row in chosen.rows]
        return
    statement = kind.joins(selected(kind, columns))
    names = list(kind.keys)
    width = 1 + len(names)
    levels: dict[tuple[Any, ...], Level] = {}
    plans: dict[Level, list[tuple[bool, int, Any]]] = {}
    wanted = sorted({column.related for column in columns if column.related})
    for start in range(0, len(chosen.ids), CHUNK):
        ids = list(chosen.ids[start : start + CHUNK])
        rows = session.connection().execute(statement.where(kind.model.id.in_(ids))).all()
        found = {row[0]: row for row in rows}
        beside = {name: kind.related[name](session, ids) for name in wanted}
        chunk = []
        for row_id in ids:
            row = found[row_id]
            key = row[1:width]
            level = levels.get(key)
            if level is None:
                level = levels[key] = level_of(reader, dict(zip(names, key, strict=True))) if names else Level.FULL
            if level not in plans:
                plans[level] = plan(columns, level, reader, width)
            if hiding is not None:
                hiding.rows[level].append(row_id)
            chunk.append(values(row, plans[level], level, beside))
        yield chunk


def selected(kind: Kind, columns: Sequence[Column]) -> Select[Any]:
    """The id, what the level depends on, and the columns of the row itself."""
    keys = [expression.label(f"key_{name}") for name, expression in kind.keys.items()]
    own = [column.sql.label(column.code) for column in columns if not column.related]
    return select(kind.model.id, *keys, *own)


def plan(columns: Sequence[Column], level: Level, reader: Reader, width: int) -> list[tuple[bool, int, Any]]:
    """How each cell of a row at one level is got: (shown, where it stands in the row or -1, its column)."""
    found, at = [], width
    for column in columns:
        shown = shows(column, level, reader)
        found.append((shown, -1 if column.related else at, column))
        at += not column.related
    return found


def values(row: Any, steps: Sequence[tuple[bool, int, Any]], level: Level, beside: Mapping[str, Any]) -> list[Any]:
    """The cells of one row."""
    row_id = row[0]
    return [
        HIDDEN if not shown else row[at] if at >= 0 else column.show(beside[column.related].get(row_id, ()), level)
        for shown, at, column in steps
    ]
