"""A row of somebody known: what it adds or corrects is written, what it replaced is kept for the undo."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session, selectinload

from jobmatch.services import taxonomy
from jobmatch.services.intake import records
from jobmatch.services.intake.bulk import chunks
from jobmatch.services.names import name_key
from models import (
    Account,
    CodingKind,
    Consent,
    ImportRow,
    ImportRun,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    RowOutcome,
)

KEPT = frozenset({"name_latin", "name_native", "case_reference", "registered_on"})
"""Facts that a sheet may add but not replace: another spelling of the name is kept raw."""
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
        coded = code(session, changing)
        changed: set[int] = set()
        for row in changing:
            person = people.get(row.row_id or 0)
            if person is None:
                row.outcome = RowOutcome.UNCHANGED
                continue
            before = apply(person, row.parsed or {}, coded, by_id=by.id if by else None, at=at)
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


def code(session: Session, rows: Sequence[ImportRow]) -> tuple[records.Coded, records.Coded]:
    """The codings of the skills and of the occupations of some rows."""
    parsed = [row.parsed or {} for row in rows]
    return (
        taxonomy.code_texts(session, CodingKind.SKILL, [s[0] for row in parsed for s in row.get("skills", ())]),
        taxonomy.code_texts(
            session, CodingKind.OCCUPATION, [j[0] for row in parsed for j in row.get("occupations", ())]
        ),
    )


def apply(
    person: JobSeeker,
    parsed: Mapping[str, Any],
    coded: tuple[records.Coded, records.Coded],
    *,
    by_id: int | None,
    at: datetime,
) -> dict[str, Any]:
    """Write a row into a person. Returns what it replaced: columns under their names, additions under ``added``."""
    before: dict[str, Any] = {}
    raw = dict(parsed.get("raw") or {})
    for name, value in records.typed(parsed.get("values") or {}).items():
        held = getattr(person, name)
        if held == value or value is None:
            continue
        if held is not None and name in KEPT:
            raw.setdefault(name.replace("_", " "), str(value))
        else:
            before[name] = storable(held)
            setattr(person, name, value)
    keep_raw(person, raw, before)
    added = {
        "skills": add_skills(person, parsed, coded[0]),
        "occupations": add_occupations(person, parsed, coded[1]),
        "languages": add_languages(person, parsed),
        "consents": add_consents(person, parsed, by_id=by_id, at=at),
    }
    added = {name: keys for name, keys in added.items() if keys}
    if added:
        before["added"] = added
    if {"name_latin", "name_native"} & set(before):
        person.name_key = name_key(person.name_latin, person.name_native)
    return before


def storable(value: Any) -> Any:
    """A column's value as JSON."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value


def keep_raw(person: Any, raw: Mapping[str, str], before: dict[str, Any]) -> None:
    """Add cells that no field takes; another value under the same heading stands beside the one that is there."""
    held = dict(person.raw_intake or {})
    merged = dict(held)
    for heading, text in raw.items():
        name, number = heading, 2
        while name in merged and merged[name] != text:
            name, number = f"{heading} ({number})", number + 1
        merged[name] = text
    if merged != held:
        before["raw_intake"] = person.raw_intake
        person.raw_intake = merged


def add_skills(person: JobSeeker, parsed: Mapping[str, Any], coded: records.Coded) -> list[str]:
    """Add skills that are new, and levels and years where none was known."""
    held = {row.concept or f"={row.text}": row for row in person.skills}
    added = []
    for row in records.skill_rows(person.id, parsed.get("skills", ()), coded):
        key = row["concept"] or f"={row['text']}"
        if key not in held:
            person.skills.append(JobSeekerSkill(**row))
            added.append(key)
        else:
            added += fill(held[key], row, ("level", "years"), key)
    return added


def add_occupations(person: JobSeeker, parsed: Mapping[str, Any], coded: records.Coded) -> list[str]:
    """Add occupations that are new; what was only held or only wanted may become both."""
    held = {row.concept or f"={row.text}": row for row in person.occupations}
    added = []
    for row in records.occupation_rows(person.id, parsed.get("occupations", ()), coded):
        key = row["concept"] or f"={row['text']}"
        if key not in held:
            person.occupations.append(JobSeekerOccupation(**row))
            added.append(key)
            continue
        known = held[key]
        for flag in ("held", "wanted"):
            if row[flag] and not getattr(known, flag):
                setattr(known, flag, True)
                added.append(f"{key}:{flag}")
        added += fill(known, row, ("years",), key)
    return added


def add_languages(person: JobSeeker, parsed: Mapping[str, Any]) -> list[str]:
    """Add languages; a level in the sheet replaces the one that is there."""
    held = {row.code: row for row in person.languages}
    added = []
    for row in records.language_rows(person.id, parsed.get("languages", ())):
        known = held.get(row["code"])
        if known is None:
            person.languages.append(JobSeekerLanguage(**row))
            added.append(row["code"])
            continue
        for name in records.LEVELS:
            if row[name] is not None and row[name] != getattr(known, name):
                added.append(f"{row['code']}:{name}:{getattr(known, name)}")
                setattr(known, name, row[name])
        if row["mother_tongue"] and not known.mother_tongue:
            known.mother_tongue = True
            added.append(f"{row['code']}:mother_tongue:False")
    return added


def add_consents(person: JobSeeker, parsed: Mapping[str, Any], *, by_id: int | None, at: datetime) -> list[str]:
    """Record consents for purposes that have none in force; one that was withdrawn on or after that day stays so."""
    known = {
        (row.purpose, row.given_on if row.withdrawn_on is None else row.withdrawn_on): row for row in person.consents
    }
    in_force = {row.purpose for row in person.consents if row.withdrawn_on is None}
    withdrawn = {purpose: day for (purpose, day), row in known.items() if row.withdrawn_on is not None}
    added = []
    for row in records.consent_rows(person.id, parsed.get("consents", ()), by_id=by_id, at=at):
        if row["purpose"] in in_force or withdrawn.get(row["purpose"], date.min) >= row["given_on"]:
            continue
        person.consents.append(Consent(**row))
        added.append(row["purpose"].value)
    return added


def fill(known: Any, row: Mapping[str, Any], names: Sequence[str], key: str) -> list[str]:
    """Set figures that nobody knew."""
    added = []
    for name in names:
        if row[name] is not None and getattr(known, name) is None:
            setattr(known, name, row[name])
            added.append(f"{key}:{name}:None")
    return added
