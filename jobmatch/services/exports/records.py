"""The record of an export, from the wish to the finished file or to what went wrong. Flushes, never commits."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, NotAllowed, msg
from jobmatch.services.exports.columns import Kind, Reader
from jobmatch.services.exports.kinds import check_columns, kind_as, kind_for
from jobmatch.services.exports.purposes import RULES
from jobmatch.services.exports.reading import count_rows
from jobmatch.services.telling.about_cases import export_ready
from jobmatch.services.transitions import move, record_event
from models import Account, AuditAction, Export, ExportFormat, ExportKind, ExportPurpose, ExportState, Role, utc_now
from models.tracking import record_audit

AT_ONCE = 2_000
"""So many rows are written while the reader waits; more are a job."""

AT_ONCE_ON_PAPER = 200
"""So many of a print list, whose lines have to be set."""

MOST_ROWS: Mapping[ExportFormat, int] = {ExportFormat.PDF: 3_000, ExportFormat.XLSX: 1_048_575}
"""A print list of more is refused, and a workbook's sheet holds no more."""

LEASE = timedelta(minutes=5)
"""A running export that says nothing for so long was killed. A large workbook is put together in silence."""

LOST = timedelta(hours=12)
"""An export that nobody began for so long is given up."""

IDS_A_ENTRY = 10_000


def request_export(
    session: Session,
    *,
    by: Account,
    kind: ExportKind,
    format_: ExportFormat,
    purpose: ExportPurpose,
    columns: Sequence[str],
    query: Mapping[str, Any],
    language: str,
    today: date,
) -> Export:
    """Ask for a file; nothing is written yet. Flushes.

    Raises
    ------
    NotAllowed
        If the account's role may not export this kind.
    InvalidInput
        For columns, filters, a sort or a purpose that cannot be, and for more rows than the format holds.
    """
    asked = kind_for(by, kind)
    check_columns(asked, list(columns))
    if purpose not in asked.purposes:
        raise InvalidInput({"purpose": [msg("This list is not made for that.")]})
    filters = query.get("filters") or {}
    for_one = by.role is Role.EMPLOYER or filters.get("employer")
    if purpose is ExportPurpose.EMPLOYER and kind is ExportKind.REFERRALS and not for_one:
        raise InvalidInput({"purpose": [msg("Choose one employer first: a file for an employer holds no other's.")]})
    rows = count_rows(session, asked, Reader(by, purpose, today, language), query)
    check_size(format_, rows)
    export = Export(
        kind=kind,
        format=format_,
        purpose=purpose,
        state=ExportState.QUEUED,
        by_id=by.id,
        office_id=by.office_id,
        columns=list(columns),
        query={"filters": dict(filters), "sort": query.get("sort") or asked.default_sort},
        level=RULES[purpose].ceiling.name.lower() if asked.person else None,
        language=language,
        rows_expected=rows,
    )
    session.add(export)
    record_event(session, export, was=None, by=by)
    return export


def check_size(format_: ExportFormat, rows: int) -> None:
    """Refuse what a format cannot hold; nothing is ever cut off."""
    most = MOST_ROWS.get(format_)
    if most is not None and rows > most:
        raise InvalidInput(
            {"format": [msg("%(rows)s rows are too many: this format holds %(most)s.", rows=rows, most=most)]}
        )


def is_small(export: Export) -> bool:
    """Whether it is written while the reader waits."""
    most = AT_ONCE_ON_PAPER if export.format is ExportFormat.PDF else AT_ONCE
    return (export.rows_expected or 0) <= most


def reader_of(export: Export, today: date) -> Reader:
    """For whom and what for; `NotAllowed` where the account is gone, closed or may not export this any more."""
    if export.by is None or not export.by.active or export.by.role not in kind_of(export).roles:
        raise NotAllowed("account")
    if export.by.office_id != export.office_id:
        raise NotAllowed("office")
    return Reader(export.by, export.purpose, today, export.language)


def kind_of(export: Export) -> Kind:
    """What is listed, for the role of whoever asked for it."""
    return kind_as(export.by.role if export.by else None, export.kind)


def locked(session: Session, export_id: int) -> Export | None:
    """The record as it is now, held until the end of the transaction."""
    return session.get(Export, export_id, with_for_update=True, populate_existing=True)


def take(session: Session, export_id: int) -> Export | None:
    """Begin an export; None where it is not waiting: taken by another worker, cancelled, or gone."""
    export = locked(session, export_id)
    if export is None or export.state is not ExportState.QUEUED:
        return None
    now = utc_now()
    worker = token_hex(8)
    move(session, export, to=ExportState.RUNNING, by=None, started_at=now, heartbeat_at=now, worker=worker)
    return export


def own(session: Session, export_id: int, worker: str) -> Export | None:
    """The record, held, if it is still this worker's."""
    current = locked(session, export_id)
    mine = current is not None and current.state is ExportState.RUNNING and current.worker == worker
    return current if mine else None


def still_wanted(session: Session, export_id: int, worker: str, rows: int) -> bool:
    """Write the progress, and say whether to go on: not after a cancellation, nor when it was given up meanwhile."""
    current = own(session, export_id, worker)
    if current is None:
        return False
    current.rows_written, current.heartbeat_at = rows, utc_now()
    session.flush()
    return not current.cancel_wanted


def finish(
    session: Session,
    export_id: int,
    worker: str,
    *,
    ids: Sequence[int],
    rows: int,
    left_out: Mapping[str, int],
    hidden: Mapping[str, int],
    size_bytes: int,
    sha256: str,
    file_name: str,
    expires_on: date,
) -> bool:
    """The whole file is there: say what is in it, and write down for the audit whose rows.

    False if it came too late: it was cancelled, or given up for dead.
    """
    current = own(session, export_id, worker)
    if current is None or current.cancel_wanted:
        return False
    move(
        session,
        current,
        to=ExportState.DONE,
        by=None,
        finished_at=utc_now(),
        rows_written=rows,
        row_count=rows,
        left_out=dict(left_out),
        hidden=dict(hidden),
        size_bytes=size_bytes,
        sha256=sha256,
        file_name=file_name,
        expires_on=expires_on,
    )
    audit(session, current, ids)
    if current.by is not None and not is_small(current):  # whoever waits for a small one is looking at it
        page, key = f"/exports/{current.id}", f"export:{current.id}"
        export_ready(session, current.by, page=page, until=expires_on, key=key)
    return True


def audit(session: Session, export: Export, ids: Sequence[int]) -> None:
    """Who exported which rows and columns, for which purpose; one entry, in parts where there are very many rows."""
    kept = session.info.get("account_id")
    session.info["account_id"] = export.by_id
    table = str(kind_of(export).model.__tablename__)
    listed = export.kind is not ExportKind.FIGURES
    purpose = f"export {export.id}: {export.purpose.value}"
    try:
        for start in range(0, max(len(ids), 1), IDS_A_ENTRY):
            part = list(ids[start : start + IDS_A_ENTRY]) if listed else []
            record_audit(session, AuditAction.EXPORT, table, part, export.columns, purpose=purpose)
    finally:
        session.info["account_id"] = kept


def give_up(session: Session, export_id: int, worker: str, code: str) -> None:
    """It ends without a file: cancelled where somebody wanted that, else failed with a code."""
    current = own(session, export_id, worker)
    if current is not None:
        end_without_file(session, current, code)


def end_without_file(session: Session, export: Export, code: str) -> None:
    """Cancelled or failed."""
    if export.cancel_wanted:
        move(session, export, to=ExportState.CANCELLED, by=None, finished_at=utc_now())
    else:
        move(session, export, to=ExportState.FAILED, by=None, finished_at=utc_now(), error=code[:60])


def cancel_export(session: Session, export: Export, *, by: Account) -> None:
    """Stop an export: at once where nobody has begun, else as soon as its worker looks. Flushes."""
    current = locked(session, export.id)
    if current is None or current.state not in (ExportState.QUEUED, ExportState.RUNNING):
        return
    current.cancel_wanted = True
    if current.state is ExportState.QUEUED:
        move(session, current, to=ExportState.CANCELLED, by=by, finished_at=utc_now())
    session.flush()


def give_up_dead(session: Session, now: datetime) -> list[Export]:
    """Exports whose worker was killed become failed, and those that nobody ever began. Returns them. Flushes."""
    silent = (Export.state == ExportState.RUNNING) & (Export.heartbeat_at < now - LEASE)
    lost = (Export.state == ExportState.QUEUED) & (Export.created_at < now - LOST)
    found = []
    for export_id in session.scalars(select(Export.id).where(silent | lost)).all():
        export = locked(session, export_id)
        if export is None:
            continue
        dead = export.state is ExportState.RUNNING and export.heartbeat_at and export.heartbeat_at < now - LEASE
        if dead or export.state is ExportState.QUEUED:
            end_without_file(session, export, "stopped" if dead else "never_begun")
            found.append(export)
    return found


def outdated(session: Session, today: date) -> list[Export]:
    """Exports whose file is to be deleted; the record stays."""
    return list(
        session.scalars(
            select(Export).where(
                Export.state == ExportState.DONE, Export.deleted_at.is_(None), Export.expires_on <= today
            )
        )
    )


def take_back(session: Session, export: Export) -> None:
    """A file is handed over no more, for somebody in it may be so no longer; its record stays and says so. Flushes."""
    current = locked(session, export.id)
    if current is not None and current.available:
        current.deleted_at, current.taken_back = utc_now(), True
        session.flush()


def may_download(export: Export, account: Account) -> bool:
    """Only who asked for a file gets it, and only while they are still of that office and may export this."""
    return (
        export.available
        and export.by_id == account.id
        and export.office_id == account.office_id
        and account.role in kind_as(account.role, export.kind).roles
    )
