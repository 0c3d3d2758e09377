"""What a file may have gained or lost when it comes back."""

import io
from collections import Counter

import openpyxl
import pytest
from flask_babel import force_locale
from sqlalchemy import select

from jobmatch import exporting, importing
from jobmatch.clock import today
from jobmatch.export_words import heading
from jobmatch.i18n import LANGUAGES
from jobmatch.services.exports import files
from jobmatch.services.exports.kinds import KINDS
from jobmatch.services.intake import saving
from models import ExportFormat, ExportKind, ExportPurpose, ImportKind, ImportRow, JobSeeker
from tests.reading_back.facts import CODES, edited


@pytest.mark.parametrize("kind", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_have_one_heading(app, kind, language):
    """CSV is known by its headings when it comes back."""
    with app.test_request_context(), force_locale(language):
        headings = Counter(heading(column).strip() for column in KINDS[kind].columns)
    assert [text for text, number in headings.items() if number > 1] == []


def test_a_column_that_somebody_added_is_kept_with_the_person(there_and_back, azad):
    def edit(content):
        book = openpyxl.load_workbook(io.BytesIO(content))
        page = book.worksheets[0]
        page.cell(1, page.max_column + 1, "Shoe size")
        page.cell(2, page.max_column, 43)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    (row,) = there_and_back(ExportKind.PEOPLE, [azad.id], format_=ExportFormat.XLSX, edit=edit, save=True)
    assert (row.outcome.value, set(row.before)) == ("updated", {"raw_intake"})
    assert azad.raw_intake == {"Shoe size": "43"}


def test_another_name_under_a_known_reference_is_still_refused(there_and_back, azad):
    rows = there_and_back(
        ExportKind.PEOPLE, [azad.id],
        edit=lambda content: edited("name_native", "")(edited("name_latin", "Shilan Barzani")(content)),
    )  # fmt: skip
    assert [row.problems[0]["code"] for row in rows] == ["reference_of_another"]


def test_a_hidden_column_erases_nothing(app, session, make, officer, azad):
    """A report leaves names and contacts out; what is then loaded has no reference, and changes nobody."""
    with app.test_request_context():
        export = exporting.ask(
            session, by=officer, kind=ExportKind.PEOPLE, format_=ExportFormat.CSV, purpose=ExportPurpose.REPORT,
            columns=CODES[ExportKind.PEOPLE], query={"filters": {"ids": str(azad.id)}}, language="en",
        )  # fmt: skip
        content = files.whole_path(exporting.instance_dir(), export).read_bytes()
        run = importing.take_file(
            session, content=content, file_name="back", office=officer.office, kind=ImportKind.JOB_SEEKERS,
            programme=make.once("programme", make.programme), by=officer,
        )  # fmt: skip
        importing.in_steps(session, importing.understand(session, run, today()))
        saving.save_run(session, run, by=officer, today=today())
    assert [row.outcome.value for row in session.scalars(select(ImportRow).where(ImportRow.run_id == run.id))] == [
        "rejected"
    ]
    assert len(session.scalars(select(JobSeeker)).all()) == 1
    assert azad.version == 1
