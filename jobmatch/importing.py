"""Drive an import step by step, with a commit after each, for the browser and the command line alike."""

from collections.abc import Callable, Iterator
from datetime import date
from time import monotonic

from sqlalchemy.orm import Session

from jobmatch.reading_back import known_export, recorded_texts
from jobmatch.services.intake import staging
from jobmatch.services.intake.sheets import open_sheet
from models import Account, ImportKind, ImportRun, Office, Programme

Show = Callable[[int], None]


def in_steps(session: Session, steps: Iterator[int], *, show: Show | None = None, seconds: float | None = None) -> bool:
    """Commit after each step, so that nobody waits for all of them; False if time was over before the last one."""
    started = monotonic()
    for done in steps:
        session.commit()
        if show:
            show(done)
        if seconds is not None and monotonic() - started > seconds:
            return False
    session.commit()
    return True


def understand(session: Session, run: ImportRun, today: date) -> Iterator[int]:
    """The steps that understand and compare the rows; of an export that comes back, what differs from the records."""
    return staging.prepare(session, run, today, recorded_texts)


def take_file(
    session: Session,
    *,
    kind: ImportKind,
    content: bytes,
    file_name: str,
    office: Office | None,
    programme: Programme | None,
    by: Account | None,
    sheet_name: str | None = None,
    show: Show | None = None,
) -> ImportRun:
    """Store a file's rows in staging. Commits.

    Raises
    ------
    UnreadableFile
        If the file cannot be read, be it at its very end. Nothing of it is left then.
    """
    sheet = open_sheet(content, kind, sheet_name)
    run = staging.start_run(
        session,
        sheet,
        kind=kind,
        file_name=file_name,
        content=content,
        office=office,
        programme=programme,
        by=by,
        export=known_export(sheet, kind),
    )
    session.commit()
    try:
        in_steps(session, staging.store_rows(session, run, sheet), show=show)
    except BaseException:
        session.rollback()
        staging.discard_run(session, run)
        session.commit()
        raise
    return run
