"""What an officer sees of a file before it is saved."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ImportRow, ImportRun, RowOutcome

FIRST = 10
SAMPLES = 3


def first_rows(session: Session, run: ImportRun, count: int = FIRST) -> Sequence[ImportRow]:
    """The first rows that would become records."""
    query = select(ImportRow).where(ImportRow.run_id == run.id, ImportRow.parsed.is_not(None))
    query = query.where(ImportRow.outcome.not_in((RowOutcome.SKIPPED, RowOutcome.REJECTED)))
    return session.scalars(query.order_by(ImportRow.number).limit(count)).all()


def samples(session: Session, run: ImportRun) -> list[list[str]]:
    """For each column its first values, so that its field can be judged."""
    query = select(ImportRow.cells).where(ImportRow.run_id == run.id, ImportRow.outcome.is_distinct_from("skipped"))
    found: list[list[str]] = [[] for _ in run.headings]
    for cells in session.scalars(query.order_by(ImportRow.number).limit(60)):
        for at, cell in enumerate(cells[: len(found)]):
            if cell and len(found[at]) < SAMPLES and cell not in found[at]:
                found[at].append(cell)
    return found
