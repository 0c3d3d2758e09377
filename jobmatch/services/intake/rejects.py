"""The rows to correct, as a file in the columns that they came in, with the reasons beside."""

import csv
import io
from collections.abc import Callable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.services.exports.guard import guarded
from jobmatch.services.intake.headings import ADDED
from models import ImportRow, ImportRun, RowOutcome


def write_rejects(
    session: Session, run: ImportRun, why: Callable[[str], str], *, problems: bool = False
) -> Iterator[str]:
    """The rejected rows as lines of CSV; with `problems` also the rows of which a cell could not be used.

    Cells that a spreadsheet would run as a formula are made harmless, and read as they were. The two added columns
    are ignored when the corrected file is loaded.

    Parameters
    ----------
    why : callable
        From a problem's code to its words.
    """
    query = select(ImportRow).where(ImportRow.run_id == run.id).order_by(ImportRow.number)
    if not problems:
        query = query.where(ImportRow.outcome == RowOutcome.REJECTED)
    headings = [name for name, field in zip(run.headings, run.mapping, strict=True) if field != "ignored"]
    yield "\ufeff" + line([*headings, *ADDED])
    for row in session.scalars(query.execution_options(yield_per=500)):
        if not row.problems or row.outcome is RowOutcome.SKIPPED:
            continue
        cells = [str(cell) for cell in row.cells][: len(headings)]
        cells += [""] * (len(headings) - len(cells))
        yield line([*cells, str(row.number), reasons(row, why)])


def reasons(row: ImportRow, why: Callable[[str], str]) -> str:
    """Every problem of a row in one cell: column, value and reason."""
    told = []
    for problem in row.problems:
        where = f"{problem['column']}: " if problem["column"] else ""
        value = f"“{problem['value']}” - " if problem["value"] else ""
        told.append(f"{where}{value}{why(problem['code'])}")
    return " | ".join(told)


def line(cells: list[str]) -> str:
    """One line of CSV."""
    out = io.StringIO()
    csv.writer(out).writerow([guarded(cell) for cell in cells])
    return out.getvalue()
