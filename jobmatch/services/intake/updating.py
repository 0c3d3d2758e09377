"""A row of somebody known: what it adds or corrects is written, what it replaced is kept for the undo."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session, selectinload

from jobmatch.services import taxonomy
from jobmatch.services.intake import records
from jobmatch.services.intake.bulk import chunks
from jobmatch.services.intake.news import news_of
from jobmatch.services.names import name_key
from models import (
    Account,
    CodingKind,
    ImportRow,
    ImportRun,
    JobSeeker,
    RowOutcome,
)

BATCH = 300


def rows_to_update(session: Session, run: ImportRun) -> Iterator[Sequence[Any]]:
    """The rows of people who are there already, in batches."""
    again = and_(ImportRow.outcome == RowOutcome.UNCHANGED, ImportRow.same_as.is_not(None))
    wanted = or_(ImportRow.outcome == RowOutcome.UPDATED, again)
    numbers = session.execute(
        select(ImportRow.id).where(ImportRow.run_id == run.id, wanted).order_by(ImportRow.number)
    ).all()
    for batch in chunks(numbers, BATCH):
        query = select(ImportRow).where(ImportRow.id.in_([row.id for row in batch])).order_by(ImportRow.number)
        yield session.scalars(query).all()


def update_people(
    session: Session, run: ImportRun, made: Mapping[int, int], *, by: Account | None, at: datetime
) -> None:
    """Bring the people who are there already up to date with their rows. Flushes.

    Parameters
    ----------
    made : mapping
        From row number to the id that the row became, for rows that are the same person as an earlier row.
    """
    became = dict(made)
    for batch in rows_to_update(session, run):
        for row in batch:
            if row.same_as is not None:
                row.row_id = became.get(row.same_as, row.row_id)
            became[row.number] = row.row_id or 0
        changing = [row for row in batch if row.outcome is RowOutcome.UPDATED]
        people = load(session, [row.row_id for row in changing if row.row_id])
        coded = code(session, [row.parsed or {} for row in changing])
        changed: set[int] = set()
        for row in changing:
            person = people.get(row.row_id or 0)
            if person is None:
                row.outcome = RowOutcome.UNCHANGED
                continue
            before = write_news(person, row.parsed or {}, coded, by_id=by.id if by else None, at=at)
            row.outcome = RowOutcome.UPDATED if before else RowOutcome.UNCHANGED
            row.before = before or None
            if before:
                person.updated_at = at  # counts as an edit of the person even where only a skill was added
                changed.add(person.id)
        session.flush()
        remember_versions(session, run, [people[person_id] for person_id in changed])
        for row in batch:
            session.expunge(row)


def remember_versions(session: Session, run: ImportRun, people: Sequence[JobSeeker]) -> None:
    """Note the version that an undo must find; where one person had several rows, all of them get the last one."""
    for person in people:
        session.execute(
            update(ImportRow)
            .where(ImportRow.run_id == run.id, ImportRow.row_id == person.id)
            .values(version_after=person.version)
            .execution_options(synchronize_session=False)
        )


def load(session: Session, ids: Sequence[int]) -> dict[int, JobSeeker]:
    """People with what hangs on them, in few queries."""
    query = (
        select(JobSeeker)
        .where(JobSeeker.id.in_(set(ids)))
        .options(
            selectinload(JobSeeker.skills),
            selectinload(JobSeeker.occupations),
            selectinload(JobSeeker.languages),
            selectinload(JobSeeker.consents),
        )
    )
    return {person.id: person for person in session.scalars(query)}


def code(session: Session, parsed: Sequence[Mapping[str, Any]]) -> tuple[records.Coded, records.Coded]:
    """The codings of the skills and of the occupations of some understood rows."""
    return (
        taxonomy.code_texts(session, CodingKind.SKILL, [s[0] for row in parsed for s in row.get("skills", ())]),
        taxonomy.code_texts(
            session, CodingKind.OCCUPATION, [j[0] for row in parsed for j in row.get("occupations", ())]
        ),
    )


def write_news(
    person: JobSeeker,
    parsed: Mapping[str, Any],
    coded: tuple[records.Coded, records.Coded],
    *,
    by_id: int | None,
    at: datetime,
) -> dict[str, Any]:
    """Write what a row says that is new. Returns what it replaced by column, and what it added under ``added``."""
    before: dict[str, Any] = {}
    for change in news_of(person, parsed, coded, by_id=by_id, at=at):
        change.write()
        if change.part:
            before.setdefault("added", {}).setdefault(change.part, []).append(change.note)
        else:
            before[change.name] = change.note
    if {"name_latin", "name_native"} & set(before):
        person.name_key = name_key(person.name_latin, person.name_native)
    return before
