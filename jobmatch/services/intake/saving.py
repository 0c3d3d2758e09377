"""The final write: one transaction, whatever it takes, and every row of the file says what became of it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, msg
from jobmatch.services import taxonomy
from jobmatch.services.case_references import next_references
from jobmatch.services.intake import records, updating, vacancy_saving
from jobmatch.services.intake.bulk import chunks, insert_rows, reserve_ids
from jobmatch.services.intake.comparing import compare_rows
from jobmatch.services.transitions import move
from models import (
    Account,
    Actor,
    AuditAction,
    CodingKind,
    Consent,
    DuplicateState,
    ImportKind,
    ImportRow,
    ImportRun,
    ImportState,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    JobSeekerState,
    Noun,
    Office,
    PossibleDuplicate,
    RowOutcome,
    StateEvent,
    utc_now,
)
from models.tracking import record_audit, record_changes

NEW = (RowOutcome.CREATED, RowOutcome.POSSIBLE_DUPLICATE)
MARGIN = timedelta(minutes=10)
"""What was written by others so shortly before the comparison may have been committed after it."""


def save_run(session: Session, run: ImportRun, *, by: Account | None, today: date) -> None:
    """Write every understood row. Flushes; the caller commits the one transaction.

    Raises
    ------
    Conflict
        If the run is not ready, or saved already.
    """
    if run.state is not ImportState.STAGED or not run.ready:
        raise Conflict(msg("This file is not ready to be saved."))
    session.execute(select(Office.id).where(Office.id == run.office_id).with_for_update())
    if changed_since(session, run):
        compare_rows(session, run)
    at = utc_now()
    if run.kind is ImportKind.JOB_SEEKERS:
        pairs = likely_pairs(session, run)
        made = create_people(session, run, by=by, today=today, at=at)
        queue_duplicates(session, pairs, made)
        updating.update_people(session, run, made, by=by, at=at)
    else:
        vacancy_saving.save_vacancies(session, run, by=by, at=at)
    run.counts = {**run.counts, "outcomes": count_outcomes(session, run)}
    move(session, run, to=ImportState.SAVED, by=by, at=at, saved_at=at)


def changed_since(session: Session, run: ImportRun) -> bool:
    """Whether somebody came or changed in the office since the rows were compared."""
    if run.kind is ImportKind.VACANCIES or run.compared_at is None:
        return True
    since = run.compared_at - MARGIN
    return bool(
        session.scalar(
            select(
                exists().where(
                    JobSeeker.office_id == run.office_id,
                    or_(JobSeeker.created_at > since, JobSeeker.updated_at > since),
                )
            )
        )
    )


def rows_to_create(session: Session, run: ImportRun) -> Iterator[Sequence[Any]]:
    """The rows that become new people, in the file's order, in batches."""
    query = select(ImportRow.id, ImportRow.number).where(ImportRow.run_id == run.id, ImportRow.outcome.in_(NEW))
    numbers = session.execute(query.order_by(ImportRow.number)).all()
    for batch in chunks(numbers):
        ids = [row.id for row in batch]
        parsed = select(ImportRow.id, ImportRow.number, ImportRow.parsed).where(ImportRow.id.in_(ids))
        yield session.execute(parsed.order_by(ImportRow.number)).all()


def create_people(session: Session, run: ImportRun, *, by: Account | None, today: date, at: datetime) -> dict[int, int]:
    """Insert the new people with what hangs on them; returns from row number to id."""
    made: dict[int, int] = {}
    for batch in rows_to_create(session, run):
        ids = reserve_ids(session, JobSeeker, len(batch))
        made.update(zip((row.number for row in batch), ids, strict=True))
        references = references_for(session, run, [row.parsed for row in batch], today)
        insert_people(session, run, batch, ids, references, by=by, today=today, at=at)
        session.execute(
            update(ImportRow),
            [{"id": row.id, "row_id": row_id, "version_after": 1} for row, row_id in zip(batch, ids, strict=True)],
        )
    record_changes(session, Noun.JOB_SEEKER, made.values())
    if made:
        record_audit(session, AuditAction.CREATE, "job_seeker", made.values(), purpose=f"import {run.id}")
    return made


def references_for(session: Session, run: ImportRun, parsed: Sequence[Any], today: date) -> list[str]:
    """The reference of each new person: the sheet's own where it is free, else the next of the office."""
    wanted = [(row.get("values") or {}).get("case_reference") for row in parsed]
    asked = [reference for reference in wanted if reference]
    taken = set(session.scalars(select(JobSeeker.case_reference).where(JobSeeker.case_reference.in_(asked))))
    free: list[str | None] = []
    for reference in wanted:
        free.append(reference if reference and reference not in taken else None)
        taken.add(reference or "")
    assert run.office is not None  # noqa: S101 - a CHECK of the table
    missing = sum(reference is None for reference in free)
    given = iter(next_references(session, run.office, today.year, missing) if missing else [])
    return [reference or next(given) for reference in free]


def insert_people(
    session: Session,
    run: ImportRun,
    batch: Sequence[Any],
    ids: Sequence[int],
    references: Sequence[str],
    *,
    by: Account | None,
    today: date,
    at: datetime,
) -> None:
    """Insert one batch of people, their skills, occupations, languages, consents and first events."""
    parsed = [row.parsed for row in batch]
    skills = taxonomy.code_texts(session, CodingKind.SKILL, (s[0] for row in parsed for s in row.get("skills", ())))
    jobs = taxonomy.code_texts(
        session, CodingKind.OCCUPATION, (job[0] for row in parsed for job in row.get("occupations", ()))
    )
    by_id = by.id if by else None
    children: dict[Any, list[dict[str, Any]]] = {
        JobSeeker: [], JobSeekerSkill: [], JobSeekerOccupation: [], JobSeekerLanguage: [], Consent: [], StateEvent: [],
    }  # fmt: skip
    for row, person, reference in zip(parsed, ids, references, strict=True):
        children[JobSeeker].append(records.person_columns(run, row, person, reference, today=today, at=at))
        children[JobSeekerSkill] += records.skill_rows(person, row.get("skills", ()), skills)
        children[JobSeekerOccupation] += records.occupation_rows(person, row.get("occupations", ()), jobs)
        children[JobSeekerLanguage] += records.language_rows(person, row.get("languages", ()))
        children[Consent] += records.consent_rows(person, row.get("consents", ()), by_id=by_id, at=at)
        children[StateEvent].append(first_event("job_seeker", person, JobSeekerState.ACTIVE, by_id, at))
    for model, rows in children.items():
        insert_rows(session, model, rows)


def first_event(noun: str, row_id: int, state: Any, by_id: int | None, at: datetime) -> dict[str, Any]:
    """The beginning of a history."""
    return {
        "noun": noun,
        "row_id": row_id,
        "from_state": None,
        "to_state": state.value,
        "at": at,
        "by_id": by_id,
        "actor": Actor.OFFICER if by_id else Actor.SYSTEM,
        "reason": None,
        "note": None,
    }


def likely_pairs(session: Session, run: ImportRun) -> list[Any]:
    """The rows that may be somebody known: number, id or row number of the other one, and why."""
    columns = (ImportRow.number, ImportRow.row_id, ImportRow.same_as, ImportRow.evidence)
    query = select(*columns).where(ImportRow.run_id == run.id, ImportRow.outcome == RowOutcome.POSSIBLE_DUPLICATE)
    return list(session.execute(query.order_by(ImportRow.number)))


def queue_duplicates(session: Session, pairs: Sequence[Any], made: dict[int, int]) -> None:
    """Put the pairs that may be one person before an officer."""
    at = utc_now()
    found = {}
    for number, known, earlier, evidence in pairs:
        new, other = made[number], made.get(earlier, known)
        found[min(new, other), max(new, other)] = {
            "first_id": min(new, other),
            "second_id": max(new, other),
            "state": DuplicateState.OPEN,
            "score": next(value for value in evidence if isinstance(value, float)),
            "evidence": [code for code in evidence if isinstance(code, str)],
            "settled_by_id": None,
            "settled_at": None,
            "version": 1,
            "created_at": at,
            "updated_at": at,
        }
    insert_rows(session, PossibleDuplicate, list(found.values()))


def count_outcomes(session: Session, run: ImportRun) -> dict[str, int]:
    """How many rows ended how."""
    query = select(ImportRow.outcome, func.count()).where(ImportRow.run_id == run.id).group_by(ImportRow.outcome)
    return {outcome.value: number for outcome, number in session.execute(query) if outcome}
