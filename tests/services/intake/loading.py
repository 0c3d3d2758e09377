"""Load a sheet in a test, from bytes to records."""

from datetime import date

from sqlalchemy import select

from jobmatch.services.intake import saving, staging
from jobmatch.services.intake.sheets import open_sheet
from models import ImportKind, ImportRow
from tests.services.intake.sheets_of_words import csv_bytes

TODAY = date(2026, 11, 23)


def stage(make, rows, *, kind=ImportKind.JOB_SEEKERS, content=None, by=None):
    """A run with its rows understood and compared."""
    session = make.session
    content = content or csv_bytes(rows)
    office, programme = make.once("office", make.office), make.once("programme", make.programme)
    sheet = open_sheet(content, kind)
    run = staging.start_run(
        session, sheet, kind=kind, file_name="sheet.csv", content=content, office=office, programme=programme, by=by
    )
    for steps in (staging.store_rows(session, run, sheet), staging.prepare(session, run, TODAY)):
        list(steps)
    return run


def load(make, rows, **more):
    """A run that is saved."""
    run = stage(make, rows, **more)
    saving.save_run(make.session, run, by=more.get("by"), today=TODAY)
    make.session.flush()
    return run


def rows_of(make, run):
    """The run's rows in order."""
    return make.session.scalars(
        select(ImportRow).where(ImportRow.run_id == run.id).order_by(ImportRow.number)
        .execution_options(populate_existing=True)
    ).all()  # fmt: skip


def outcomes(make, run):
    """How each row ended."""
    return [row.outcome.value for row in rows_of(make, run)]
