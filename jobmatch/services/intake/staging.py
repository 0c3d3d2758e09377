"""The steps before anything is saved: rows are stored as they came, understood, coded and compared.

Each step is a generator that yields how many rows are done. Whoever drives it commits after each yield, so that no
other writer waits for a long file, and may stop after any of them: the next call goes on where the last one ended.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, msg
from jobmatch.services import taxonomy
from jobmatch.services.intake.cells import clean
from jobmatch.services.intake.comparing import compare_rows
from jobmatch.services.intake.echo import Records, came_from_us, cells_of, news_only
from jobmatch.services.intake.headings import is_field, recognise
from jobmatch.services.intake.people import understand_person
from jobmatch.services.intake.sheets import Row, Sheet
from jobmatch.services.intake.understanding import IGNORED, Context, Understood, heading_at, repeats_headings, skipped
from jobmatch.services.intake.vacancies import understand_vacancy
from models import Account, CodingKind, ImportKind, ImportRow, ImportRun, ImportState, Office, Programme, RowOutcome

BATCH = 500
UNDERSTAND = {ImportKind.JOB_SEEKERS: understand_person, ImportKind.VACANCIES: understand_vacancy}
HOME = "IQ"


def start_run(
    session: Session,
    sheet: Sheet,
    *,
    kind: ImportKind,
    file_name: str,
    content: bytes,
    office: Office | None,
    programme: Programme | None,
    by: Account | None,
    export: Mapping[str, Any] | None = None,
) -> ImportRun:
    """Begin a run with the file's headings and the fields that they seem to be. Flushes.

    Parameters
    ----------
    export : mapping or None
        For an export of this service: ``languages`` it may be in, ``codes`` and ``fields`` of its columns.
    """
    headings = distinct([heading_at(sheet.headings, at) for at in range(len(sheet.headings))])
    run = ImportRun(
        kind=kind,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        office=office,
        programme=programme,
        by_id=by.id if by else None,
        headings=headings,
        mapping=list(export["fields"]) if export else recognise(sheet.headings, kind),
        source=sheet.source | ({"export": {key: export[key] for key in ("languages", "codes")}} if export else {}),
    )
    session.add(run)
    session.flush()
    return run


def distinct(headings: Sequence[str]) -> list[str]:
    """Headings of which no two are the same: what is kept raw is kept under them."""
    met: dict[str, int] = {}
    found = []
    for heading in headings:
        plain = clean(heading).replace("\n", " ")[:200]
        met[plain] = met.get(plain, 0) + 1
        found.append(plain if met[plain] == 1 else f"{plain} ({met[plain]})")
    return found


def store_rows(session: Session, run: ImportRun, sheet: Sheet) -> Iterator[int]:
    """Store the file's rows as they came. Raises `UnreadableFile` where the file turns out to be broken."""
    for number, cells in sheet.before:
        add_rows(session, run, [(number, cells)], outcome=RowOutcome.SKIPPED, code="above_headings")
    rows = iter(sheet.rows)
    while batch := list(islice(rows, BATCH * 2)):
        add_rows(session, run, batch)
        yield run.row_count


def add_rows(
    session: Session, run: ImportRun, rows: Sequence[Row], outcome: RowOutcome | None = None, code: str | None = None
) -> None:
    """Insert rows into staging."""
    values = [
        {
            "run_id": run.id,
            "number": number,
            "cells": without_tail(cells),
            "fingerprint": "",
            "outcome": outcome,
            "problems": [{"column": "", "value": "", "code": code}] if code else [],
            "evidence": [],
        }
        for number, cells in rows
    ]
    session.execute(insert(ImportRow.metadata.tables[ImportRow.__tablename__]), values)
    run.row_count += len(values)
    session.flush()


def without_tail(cells: Sequence[str]) -> list[str]:
    """The cells up to the last filled one; PostgreSQL takes no NUL in a text."""
    kept = [cell.replace("\x00", "") for cell in cells]
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def change_mapping(session: Session, run: ImportRun, mapping: Sequence[str | None]) -> None:
    """Correct which column is which field; the rows are understood afresh. Flushes.

    Raises
    ------
    Conflict
        If the run is saved already.
    InvalidInput
        If a field is unknown.
    """
    if run.state is not ImportState.STAGED:
        raise Conflict(msg("This file was saved already."))
    if len(mapping) != len(run.headings) or any(name and not is_field(name, run.kind) for name in mapping):
        raise InvalidInput({"mapping": [msg("A column is mapped to a field that there is not.")]})
    run.mapping = [name or None for name in mapping]
    run.read_count = 0
    run.compared_at = None
    session.flush()


def context_of(run: ImportRun, today: date) -> Context:
    """What reading the rows of a run needs to know."""
    return Context(run.headings, run.mapping, run.office.country if run.office else HOME, today)


def prepare(session: Session, run: ImportRun, today: date, recorded: Records | None = None) -> Iterator[int]:
    """Understand the rows that are left, then compare them all. Yields how many are understood.

    Parameters
    ----------
    recorded : callable or None
        What an export would write for a record now; asked where the file is an export of this service.
    """
    if run.state is not ImportState.STAGED:
        raise Conflict(msg("This file was saved already."))
    context = context_of(run, today)
    while batch := next_rows(session, run):
        understand_rows(session, run, batch, context)
        run.read_count += len(batch)
        session.flush()
        yield run.read_count
    if not run.ready:
        again = partial(read_again, session, run, context, recorded) if recorded and came_from_us(run) else None
        compare_rows(session, run, again)
        session.flush()
        yield run.row_count


def read_again(
    session: Session, run: ImportRun, context: Context, recorded: Records, rows: Sequence[tuple[Any, dict[str, Any]]]
) -> dict[int, dict[str, Any]]:
    """Rows of known records as they read without the cells that say what is recorded; `parsed` and `problems` by id."""
    said = recorded(session, run, sorted({values["row_id"] for _, values in rows}))
    cells = cells_of(session, [row.id for row, _ in rows])
    found = {}
    for row, values in rows:
        if values["row_id"] in said:
            found[row.id] = UNDERSTAND[run.kind](news_only(run, cells[row.id], said[values["row_id"]]), context)
    code_batch(session, list(found.values()), context.country)
    return {row_id: {"parsed": read.as_json(), "problems": read.problems} for row_id, read in found.items()}


def next_rows(session: Session, run: ImportRun) -> list[Any]:
    """The rows that come after those understood so far."""
    query = select(ImportRow.id, ImportRow.cells, ImportRow.problems).where(ImportRow.run_id == run.id)
    return list(session.execute(query.order_by(ImportRow.number).offset(run.read_count).limit(BATCH)))


def understand_rows(session: Session, run: ImportRun, batch: Sequence[Any], context: Context) -> None:
    """Understand a batch, code its texts, and write both into staging."""
    reader = UNDERSTAND[run.kind]
    found: dict[int, Understood] = {}
    values = []
    for row_id, written, problems in batch:
        cells = [clean(cell) for cell in written]
        above = any(problem["code"] == "above_headings" for problem in problems)
        why = "above_headings" if above else skip_code(cells, context)
        if why:
            values.append(staged(row_id, RowOutcome.SKIPPED, None, [{"column": "", "value": "", "code": why}], ""))
            continue
        understood = reader(cells, context)
        found[row_id] = understood
        outcome = None
        if understood.rejected:
            outcome = RowOutcome.REJECTED
            understood.problems.insert(0, {"column": "", "value": "", "code": understood.rejected})
        values.append(staged(row_id, outcome, understood.as_json(), understood.problems, fingerprint(cells, context)))
    code_batch(session, list(found.values()), context.country)
    for value in values:
        if value["id"] in found:
            value["parsed"] = found[value["id"]].as_json()
    session.execute(update(ImportRow), values)


def skip_code(cells: Sequence[str], context: Context) -> str | None:
    """Why a row is no record."""
    return skipped(cells) or ("repeated_headings" if repeats_headings(cells, context.headings) else None)


def staged(row_id: int, outcome: RowOutcome | None, parsed: Any, problems: list[Any], mark: str) -> dict[str, Any]:
    """The columns of a staged row that understanding sets."""
    return {
        "id": row_id,
        "outcome": outcome,
        "parsed": parsed,
        "problems": problems,
        "fingerprint": mark,
        "row_id": None,
        "same_as": None,
        "evidence": [],
    }


def fingerprint(cells: Sequence[str], context: Context) -> str:
    """The same for the same cells under the same fields, in whatever order the columns stand."""
    names = [name or heading_at(context.headings, at) for at, name in enumerate(context.fields)]
    names += [heading_at(context.headings, at) for at in range(len(names), len(cells))]
    pairs = sorted((names[at], text) for at, text in enumerate(cells) if text and names[at] != IGNORED)
    return hashlib.blake2b(json.dumps(pairs, ensure_ascii=False).encode(), digest_size=16).hexdigest()


def code_batch(session: Session, rows: Sequence[Understood], country: str) -> None:
    """Code the texts of a batch, each distinct one once for all files; a sure place becomes a point at once."""
    taxonomy.code_texts(session, CodingKind.SKILL, (skill[0] for row in rows for skill in row.skills))
    jobs = [job[0] for row in rows for job in row.occupations]
    taxonomy.code_texts(session, CodingKind.OCCUPATION, jobs + [row.values.get("title", "") for row in rows])
    towns = {row.values["place_text"] for row in rows if row.values.get("place_text")}
    coded = taxonomy.code_places(session, towns, country)
    for row in rows:
        known = coded.get(row.values.get("place_text", ""))
        if known and known.concept:
            put_place(row, known.concept)


def put_place(row: Understood, key: str) -> None:
    """Set the point, and the governorate where its own column does not say another."""
    row.values["place_key"] = key
    area = taxonomy.governorate_of(key)
    if area and "governorate" not in row.values:
        row.values["governorate"] = area
        row.inferred.append("governorate")


def discard_run(session: Session, run: ImportRun) -> None:
    """Remove a run that was not saved, with its rows; nothing of it is left. Flushes."""
    if run.state is ImportState.SAVED:
        raise Conflict(msg("This file was saved already."))
    session.execute(delete(ImportRow).where(ImportRow.run_id == run.id))
    session.delete(run)
    session.flush()
