"""Drive an export: take it, read one state of the database, write, and hand over the whole file or none.

Commits as it goes: the progress must be seen by others, and nothing is locked while rows are written. Small exports
are driven by the request that asks for them, large ones by the job queue, both with `run_export`.
"""

import errno
import gc
import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.clock import OFFICE_TIME, today
from jobmatch.db import db
from jobmatch.errors import JobmatchError
from jobmatch.export_words import HIDDEN_WORD, Wording, heading
from jobmatch.i18n import RIGHT_TO_LEFT
from jobmatch.services.exports import files, reading, records
from jobmatch.services.exports.columns import Kind, Reader
from jobmatch.services.exports.reading import Hiding, Selection
from jobmatch.services.exports.writers import Sheet, Writer
from jobmatch.services.waking import wake
from jobmatch.wording import word
from models import Account, Export, ExportFormat, ExportState, utc_now

log = logging.getLogger(__name__)
REPORT_S = 1.0
FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT})


class Unwanted(Exception):
    """Somebody cancelled it, or it was given up for dead and is nobody's any more."""


def writer_of(format_: ExportFormat) -> Callable[[Path, Sheet], Writer]:
    """The writer of a format; each brings its library only when it is used."""
    if format_ is ExportFormat.PDF:
        from jobmatch.documents.list_paper import ListWriter

        return ListWriter
    if format_ is ExportFormat.XLSX:
        from jobmatch.services.exports.writers.workbook import WorkbookWriter

        return WorkbookWriter
    if format_ is ExportFormat.JSONL:
        from jobmatch.services.exports.writers.json_lines import JsonLinesWriter

        return JsonLinesWriter
    from jobmatch.services.exports.writers.delimited import CsvWriter

    return CsvWriter


def ask(session: Session, *, by: Account, **wanted: Any) -> Export:
    """Ask for an export and, where it is small, write it at once; a large one is left to a worker. Commits.

    Takes what `records.request_export` takes, and raises what it raises.
    """
    export = records.request_export(session, by=by, today=today(), **wanted)
    small = records.is_small(export)
    if not small:
        wake(session, "write_exports")
    session.commit()
    if small:
        run_export(session, export.id)
        session.refresh(export)
    return export


def write_exports() -> None:
    """Background job: give up what was killed, then write every export that waits."""
    tidy(db.session)
    waiting = select(Export.id).where(Export.state == ExportState.QUEUED).order_by(Export.id)
    for export_id in db.session.scalars(waiting).all():
        run_export(db.session, export_id)


def tidy(session: Session) -> None:
    """Give up exports whose worker was killed, with all they left; delete outdated files. Commits."""
    instance = instance_dir()
    for export in records.give_up_dead(session, utc_now()):
        files.clear(instance, export)
    for export in records.outdated(session, today()):
        files.clear(instance, export)
        export.deleted_at = utc_now()
    session.commit()
    for export_id in files.numbers(instance):
        known = session.get(Export, export_id)
        if known is not None and known.deleted_at is not None:  # taken back, as when somebody in it was erased
            files.clear(instance, known)
    session.rollback()


def instance_dir() -> Path:
    """The folder that the service may write to."""
    return Path(current_app.config["JOBMATCH"].instance_dir)


def run_export(session: Session, export_id: int) -> bool:
    """Write one export that waits, or end it without a file and say why. Commits.

    Returns
    -------
    bool
        False where it was not waiting: somebody else has taken it, or nobody wants it any more.
    """
    export = records.take(session, export_id)
    if export is None:
        session.rollback()
        return False
    run, place = Run(session, export_id, str(export.worker)), files.workplace(instance_dir(), export)
    session.commit()
    try:
        write_file(run, place)
    except Exception as error:
        session.rollback()
        code = code_of(error)
        if code == "error":
            log.exception("export %s failed", export_id)
        records.give_up(session, export_id, run.worker, code)
        session.commit()
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return True


def code_of(error: Exception) -> str:
    """Why there is no file, as the record keeps it."""
    if isinstance(error, Unwanted):
        return "cancelled"
    if isinstance(error, OSError):
        return "disk_full" if error.errno in FULL_DISK else "not_written"
    return error.code if isinstance(error, JobmatchError) else "error"


@dataclass
class Run:
    """One worker's hold on an export: it tells the record how far it is, and looks whether to go on."""

    session: Session
    export_id: int
    worker: str
    told: float = -REPORT_S

    def report(self, rows: int) -> None:
        """So many rows are written; raises `Unwanted` where nobody waits for more."""
        if monotonic() - self.told < REPORT_S:
            return
        self.told = monotonic()
        wanted = records.still_wanted(self.session, self.export_id, self.worker, rows)
        self.session.commit()
        if not wanted:
            raise Unwanted


@dataclass(frozen=True)
class Source:
    """Which rows and columns of which kind, for whom, from which state of the database."""

    view: Session
    kind: Kind
    reader: Reader
    codes: Sequence[str]
    chosen: Selection
    hiding: Hiding

    def chunks(self) -> Iterator[list[list[Any]]]:
        """The rows, a chunk at a time."""
        return reading.read_rows(self.view, self.kind, self.reader, self.codes, self.chosen, hiding=self.hiding)


@contextmanager
def old_objects_set_aside() -> Iterator[None]:
    """Keep the garbage collector from walking the vocabulary again and again, while rows come and go by the million."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def write_file(run: Run, place: Path) -> None:
    """Write the file of an export that this worker has taken, and record it as done; raises where it cannot be.

    Everything is read through the view, the record too: `run.session` is idle but for the progress, and holds no lock.
    """
    with reading.snapshot(run.session) as view, old_objects_set_aside():
        export = view.get_one(Export, run.export_id)
        reader, kind = records.reader_of(export, today()), records.kind_of(export)
        path = place / f"file.{export.format.value}"
        with force_locale(export.language):
            chosen = reading.choose(view, kind, reader, export.query)
            records.check_size(export.format, len(chosen))
            hiding = Hiding([kind.column(code) for code in export.columns], reader)
            source = Source(view, kind, reader, export.columns, chosen, hiding)
            writer = writer_of(export.format)(path, sheet_of(export, kind, len(chosen)))
            rows = pour(source, writer, run.report)
        if rows != len(chosen):
            raise RuntimeError(f"export {export.id}: {rows} rows written of {len(chosen)}")
        hand_over(run, export, path, chosen, hiding)


def pour(source: Source, writer: Writer, report: Callable[[int], None]) -> int:
    """Write every row of a source into a file; returns how many."""
    rows = 0
    try:
        report(rows)
        for chunk in source.chunks():
            writer.write(chunk)
            rows += len(chunk)
            report(rows)
    except BaseException:
        writer.abandon()
        raise
    writer.close()
    return rows


def sheet_of(export: Export, kind: Kind, rows: int) -> Sheet:
    """What the file is told about itself, in its reader's language."""
    columns = [kind.column(code) for code in export.columns]
    return Sheet(
        title=str(word(export.kind)),
        columns=columns,
        headings=[heading(column) for column in columns],
        language=export.language,
        rtl=export.language in RIGHT_TO_LEFT,
        words=Wording(export.language),
        yes=str(_("Yes")),
        no=str(_("No")),
        hidden=str(HIDDEN_WORD),
        zone=OFFICE_TIME,
        rows=rows,
        facts=about(export) | {"rows": rows},
    )


def about(export: Export) -> dict[str, Any]:
    """Who asked for what, when and what for; part of the sidecar and of a workbook's second sheet."""
    return {
        "export": export.id,
        "kind": export.kind.value,
        "format": export.format.value,
        "purpose": export.purpose.value,
        "by": export.by.name if export.by else None,
        "office": export.office.code if export.office else None,
        "asked_at": export.created_at.isoformat(),
        "language": export.language,
    }


def hand_over(run: Run, export: Export, path: Path, chosen: Selection, hiding: Hiding) -> None:
    """The file is complete: name it, record it, and take it away again where the record could not be written."""
    instance = instance_dir()
    name = f"{export.kind.value.replace('_', '-')}-{today():%Y-%m-%d}-{export.id}.{export.format.value}"
    whole: dict[str, Any] = {
        "rows": len(chosen),
        "left_out": chosen.left_out,
        "hidden": hiding.counts(),
        "size_bytes": path.stat().st_size,
        "sha256": files.digest(path),
    }
    files.put_whole(
        path,
        files.whole_path(instance, export),
        about(export) | {"columns": list(export.columns), "file_name": name} | whole,
        held=hiding.rows if records.kind_of(export).person else None,
    )
    try:
        until = today() + timedelta(days=current_app.config["JOBMATCH"].export_days)
        if not records.finish(
            run.session, run.export_id, run.worker, ids=chosen.ids, file_name=name, expires_on=until, **whole
        ):
            raise Unwanted
        run.session.commit()
    except BaseException:
        run.session.rollback()
        files.clear(instance, export)
        raise
