"""A file that goes out and comes back, and somebody of whom everything is known."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from jobmatch import exporting, importing
from jobmatch.clock import today
from jobmatch.services.exports import files
from jobmatch.services.intake import saving
from models import DatePrecision, ExportFormat, ExportKind, ExportPurpose, ExportState, ImportKind, ImportRow, PayPeriod
from tests.reading_back.facts import CODES, FULL, FULL_ITEMS, FULL_TONGUES, a_person


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def there_and_back(app, session, officer, make):
    """``there_and_back(kind, ids, ...)`` exports rows and loads the file again; `edit` changes the file between."""

    def go(kind, ids, *, language="en", format_=ExportFormat.CSV, codes=None, edit=None, save=False):
        with app.test_request_context():
            export = exporting.ask(
                session, by=officer, kind=kind, format_=format_, purpose=ExportPurpose.BACKUP,
                columns=codes or CODES[kind], query={"filters": {"ids": ",".join(map(str, ids))}}, language=language,
            )  # fmt: skip
            assert (export.state, export.row_count) == (ExportState.DONE, len(ids)), export.error
            content = files.whole_path(exporting.instance_dir(), export).read_bytes()
            run = importing.take_file(
                session, content=edit(content) if edit else content, file_name="back", office=officer.office,
                kind=ImportKind.JOB_SEEKERS if kind is ExportKind.PEOPLE else ImportKind.VACANCIES,
                programme=make.once("programme", make.programme), by=officer,
            )  # fmt: skip
            importing.in_steps(session, importing.understand(session, run, today()))
            if save:
                saving.save_run(session, run, by=officer, today=today())
                session.commit()
        rows = select(ImportRow).where(ImportRow.run_id == run.id).order_by(ImportRow.number)
        return session.scalars(rows.execution_options(populate_existing=True)).all()

    return go


@pytest.fixture
def azad(make):
    return a_person(
        make, FULL, (Decimal("750000"), "IQD", PayPeriod.MONTH), FULL_ITEMS, FULL_TONGUES, DatePrecision.DAY
    )
