"""Undo a run while nothing was built on it: what it made goes, what it replaced comes back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, msg
from jobmatch.services.intake import records
from jobmatch.services.intake.bulk import chunks
from jobmatch.services.intake.updating import load
from jobmatch.services.names import name_key
from jobmatch.services.transitions import move
from models import (
    Account,
    AuditAction,
    Base,
    Consent,
    DuplicateState,
    Employer,
    FormerReference,
    ImportKind,
    ImportRow,
    ImportRun,
    ImportState,
    JobSeeker,
    Noun,
    PossibleDuplicate,
    RowOutcome,
    Vacancy,
    utc_now,
)
from models.tracking import record_audit, record_changes

MADE = (RowOutcome.CREATED, RowOutcome.POSSIBLE_DUPLICATE)
OWN_PARTS = frozenset(
    {
        "job_seeker_skill",
        "job_seeker_occupation",
        "job_seeker_language",
        "consent",
        "vacancy_skill",
        "vacancy_language",
        "possible_duplicate",
        "import_row",
        "former_reference",
    }
)
"""Tables whose rows the import itself writes; a row of any other table was built on it."""


class BuiltUpon(Conflict):
    """Something was built on the run since; `blockers` counts the records by what stands in the way."""

    code = "built_upon"

    def __init__(self, blockers: dict[str, int]) -> None:
        super().__init__("built upon", blockers=blockers)
        self.blockers = blockers


def blockers(session: Session, run: ImportRun) -> dict[str, int]:
    """What was built on a run's records since it was saved, as counts by code; empty while it can be undone."""
    target: type[Any] = JobSeeker if run.kind is ImportKind.JOB_SEEKERS else Vacancy
    found: dict[str, int] = {}
    for batch in chunks(written_rows(session, run), 500):
        ids = {row.row_id for row in batch}
        stored = session.execute(select(target.id, target.version).where(target.id.in_(ids)))
        versions = {row_id: version for row_id, version in stored}  # noqa: C416 - rows, not pairs
        edited = {row.row_id for row in batch if versions.get(row.row_id) != row.version_after}
        count(found, "edited", len(edited))
        for table, column in references_to(target):
            count(found, table.name, len(session.execute(select(column).where(column.in_(ids))).all()))
        if target is JobSeeker:
            later = select(Consent.id).where(Consent.job_seeker_id.in_(ids), Consent.recorded_at > run.saved_at)
            ended = select(Consent.id).where(Consent.job_seeker_id.in_(ids), Consent.withdrawn_on.is_not(None))
            count(found, "consent", len(session.scalars(later).all()) + len(session.scalars(ended).all()))
            merged = select(FormerReference.id).where(FormerReference.job_seeker_id.in_(ids))
            count(found, "merged", len(session.scalars(merged).all()))
            count(found, "decided", decided_pairs(session, ids))
    return found


def count(found: dict[str, int], name: str, number: int) -> None:
    """Add to a count that is not zero."""
    if number:
        found[name] = found.get(name, 0) + number


def written_rows(session: Session, run: ImportRun) -> Sequence[Any]:
    """The rows that became or changed a record."""
    columns = (ImportRow.id, ImportRow.row_id, ImportRow.version_after, ImportRow.outcome)
    query = select(*columns).where(ImportRow.run_id == run.id, ImportRow.version_after.is_not(None))
    return session.execute(query.order_by(ImportRow.number)).all()


def references_to(target: type[Base]) -> list[tuple[Any, Any]]:
    """(table, column) of every foreign key to a table, but for those that the import writes itself."""
    return [
        (table, key.parent)
        for table in Base.metadata.sorted_tables
        if table.name not in OWN_PARTS
        for key in table.foreign_keys
        if key.column.table is target.__table__
    ]


def undo_run(session: Session, run: ImportRun, *, by: Account | None) -> None:
    """Take a saved run back. Flushes.

    Raises
    ------
    BuiltUpon
        If something was built on one of its records: an edit, a referral, a note, a consent, a merge.
    Conflict
        If the run is not saved.
    """
    if run.state is not ImportState.SAVED:
        raise Conflict(msg("This file was not saved."))
    standing = blockers(session, run)
    if standing:
        raise BuiltUpon(standing)
    made = [row.row_id for row in written_rows(session, run) if row.outcome in MADE]
    if run.kind is ImportKind.JOB_SEEKERS:
        restore_people(session, run, set(made))
        remove(session, JobSeeker, made)
        record_changes(session, Noun.JOB_SEEKER, made)
    else:
        restore_vacancies(session, run, set(made))
        remove(session, Vacancy, made)
        remove_new_employers(session, run)
        record_changes(session, Noun.VACANCY, made)
    at = utc_now()
    move(session, run, to=ImportState.UNDONE, by=by, at=at, undone_at=at)


def remove(session: Session, model: type[Any], ids: Sequence[int]) -> None:
    """Delete records; what hangs on them goes with them."""
    for batch in chunks(sorted(set(ids)), 500):
        session.execute(delete(model).where(model.id.in_(batch)).execution_options(synchronize_session=False))
    if ids:
        record_audit(session, AuditAction.DELETE, model.__tablename__, ids, purpose="import undone")
    session.expire_all()


def restore_people(session: Session, run: ImportRun, made: set[int]) -> None:
    """Give back what the rows of known people replaced, the last row first."""
    query = select(ImportRow).where(ImportRow.run_id == run.id, ImportRow.outcome == RowOutcome.UPDATED)
    rows = [row for row in session.scalars(query.order_by(ImportRow.number.desc())) if row.row_id not in made]
    for batch in chunks(rows, 300):
        people = load(session, [row.row_id for row in batch if row.row_id])
        for row in batch:
            restore(people[row.row_id or 0], row.before or {})
        session.flush()


def restore(person: JobSeeker, before: dict[str, Any]) -> None:
    """Give one person back what a row replaced or added."""
    for name, value in records.typed({k: v for k, v in before.items() if k not in ("added", "raw_intake")}).items():
        setattr(person, name, value)
    if "raw_intake" in before:
        person.raw_intake = before["raw_intake"]
    person.name_key = name_key(person.name_latin, person.name_native)
    added = before.get("added") or {}
    take_back(person.skills, added.get("skills", ()), lambda row: row.concept or f"={row.text}")
    take_back(person.occupations, added.get("occupations", ()), lambda row: row.concept or f"={row.text}")
    take_back(person.languages, added.get("languages", ()), lambda row: row.code)
    take_back(person.consents, added.get("consents", ()), lambda row: row.purpose.value)


def take_back(rows: list[Any], added: Sequence[str], key_of: Any) -> None:
    """Remove rows that were added, and figures that were set: ``key``, ``key:flag`` or ``key:column:before``."""
    for row in list(rows):
        key = key_of(row)
        if key in added:
            rows.remove(row)
            continue
        for change in added:
            if change.startswith(f"{key}:"):
                name, _, value = change[len(key) + 1 :].partition(":")
                setattr(row, name, {"": False, "None": None, "False": False}.get(value, value and int(value)))


def remove_new_employers(session: Session, run: ImportRun) -> None:
    """Delete the employers that the run registered and nobody has used since."""
    wanted = [int(row_id) for row_id in run.counts.get("employers", ())]
    used = set(session.scalars(select(Vacancy.employer_id).where(Vacancy.employer_id.in_(wanted))))
    for table, column in references_to(Employer):
        used.update(
            session.scalars(select(column).where(column.in_(wanted))) if table.name != "employer_contact" else ()
        )
    remove(session, Employer, [row_id for row_id in wanted if row_id not in used])


def decided_pairs(session: Session, ids: set[int]) -> int:
    """How many pairs with these people an officer has decided."""
    query = select(PossibleDuplicate.id).where(
        PossibleDuplicate.state != DuplicateState.OPEN,
        PossibleDuplicate.first_id.in_(ids) | PossibleDuplicate.second_id.in_(ids),
    )
    return len(session.scalars(query).all())


def restore_vacancies(session: Session, run: ImportRun, made: set[int]) -> None:
    """Give back what the rows of known drafts replaced, the last row first."""
    query = select(ImportRow).where(ImportRow.run_id == run.id, ImportRow.outcome == RowOutcome.UPDATED)
    for row in session.scalars(query.order_by(ImportRow.number.desc())).all():
        vacancy = session.get(Vacancy, row.row_id)
        if vacancy is None or vacancy.id in made:
            continue
        before = row.before or {}
        for name, value in records.typed({k: v for k, v in before.items() if k not in ("added", "raw_intake")}).items():
            setattr(vacancy, name, value)
        if "raw_intake" in before:
            vacancy.raw_intake = before["raw_intake"]
        added = before.get("added") or {}
        take_back(vacancy.skills, added.get("skills", ()), lambda skill: skill.concept or f"={skill.text}")
        take_back(vacancy.languages, added.get("languages", ()), lambda language: language.code)
    session.flush()
