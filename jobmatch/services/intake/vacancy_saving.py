"""The vacancies of a run: drafts, each with its employer, who is registered to be verified where nobody knows them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from jobmatch.services import taxonomy
from jobmatch.services.intake import records
from jobmatch.services.intake.bulk import chunks, insert_rows, reserve_ids
from jobmatch.services.intake.news import Change, add, column_change, known_as, news_of_columns, news_of_raw
from models import (
    Account,
    AuditAction,
    CodingKind,
    Employer,
    EmployerContact,
    EmployerState,
    ImportRow,
    ImportRun,
    Noun,
    RowOutcome,
    StateEvent,
    Vacancy,
    VacancyKind,
    VacancyLanguage,
    VacancySkill,
    VacancyState,
    utc_now,
)
from models.tracking import record_audit, record_changes

ESSENTIAL, OPTIONAL = 100, 40
DEFAULTS = {"licences": [], "openings": 1, "remote": False, "abroad": False, "hazardous": False}
SET_BY_SERVICE = ("id", "created_at", "updated_at", "version", "reference", "state")
COLUMNS = tuple(column.key for column in Vacancy.__table__.columns if column.key not in SET_BY_SERVICE)


def save_vacancies(session: Session, run: ImportRun, *, by: Account | None, at: datetime) -> None:
    """Write the vacancies of a run. Flushes."""
    made: dict[int, int] = {}
    new_employers: list[int] = []
    for batch in batches(session, run, (RowOutcome.CREATED,)):
        employers, registered = employers_of(session, batch, by=by, at=at)
        new_employers += registered
        ids = reserve_ids(session, Vacancy, len(batch))
        made.update(zip((row.number for row in batch), ids, strict=True))
        insert_vacancies(session, run, batch, ids, employers, by=by, at=at)
        values = [{"id": row.id, "row_id": i, "version_after": 1} for row, i in zip(batch, ids, strict=True)]
        session.execute(update(ImportRow), values)
    record_changes(session, Noun.VACANCY, made.values())
    if made:
        record_audit(session, AuditAction.CREATE, "vacancy", made.values(), purpose=f"import {run.id}")
    run.counts = {**run.counts, "employers": new_employers}
    update_vacancies(session, run, made)


def batches(session: Session, run: ImportRun, outcomes: Sequence[RowOutcome]) -> Iterator[Sequence[ImportRow]]:
    """Rows with some outcomes, in the file's order."""
    ids = session.scalars(
        select(ImportRow.id)
        .where(ImportRow.run_id == run.id, ImportRow.outcome.in_(outcomes))
        .order_by(ImportRow.number)
    ).all()
    for batch in chunks(ids, 500):
        yield session.scalars(select(ImportRow).where(ImportRow.id.in_(batch)).order_by(ImportRow.number)).all()


def employers_of(
    session: Session, batch: Sequence[ImportRow], *, by: Account | None, at: datetime
) -> tuple[dict[str, int], list[int]]:
    """From an employer's folded name to its id, and the ids of those that had to be registered."""
    told: dict[str, dict[str, Any]] = {}
    for row in batch:
        said = (row.parsed or {})["employer"]
        held = told.setdefault(employer_key(said["name"]), {})
        held.update({name: value for name, value in said.items() if name not in held})
    query = select(Employer.name_key, Employer.id).where(Employer.name_key.in_(told))
    known: dict[str, int] = {key: row_id for key, row_id in session.execute(query)}  # noqa: C416 - rows, not pairs
    missing = [key for key in told if key not in known]
    ids = reserve_ids(session, Employer, len(missing))
    known.update(zip(missing, ids, strict=True))
    insert_rows(session, Employer, [employer_row(told[key], key, known[key], at) for key in missing])
    events = [event("employer", known[key], EmployerState.PENDING.value, by, at) for key in missing]
    insert_rows(session, StateEvent, events)
    contacts = [
        {"employer_id": known[key], "name": told[key]["contact_name"], "phone": told[key].get("phone"),
         "email": told[key].get("email"), "position": None, "language": None}
        for key in missing if told[key].get("contact_name")
    ]  # fmt: skip
    insert_rows(session, EmployerContact, contacts)
    return known, ids


def employer_key(name: str) -> str:
    """The form under which a business is known again."""
    return taxonomy.fold(name) or name


def employer_row(told: dict[str, Any], key: str, row_id: int, at: datetime) -> dict[str, Any]:
    """A business that nobody knew, to be verified."""
    return {
        "id": row_id, "name": told["name"], "name_key": key[:300], "state": EmployerState.PENDING,
        "phone": told.get("phone"), "email": told.get("email"), "country": "IQ",
        "version": 1, "created_at": at, "updated_at": at,
    }  # fmt: skip


def event(noun: str, row_id: int, state: str, by: Account | None, at: datetime) -> dict[str, Any]:
    """The beginning of a history."""
    return {
        "noun": noun, "row_id": row_id, "from_state": None, "to_state": state, "at": at,
        "by_id": by.id if by else None, "actor": "officer" if by else "system", "reason": None, "note": None,
    }  # fmt: skip


def insert_vacancies(
    session: Session,
    run: ImportRun,
    batch: Sequence[ImportRow],
    ids: Sequence[int],
    employers: dict[str, int],
    *,
    by: Account | None,
    at: datetime,
) -> None:
    """Insert one batch of drafts with what they ask for."""
    parsed = [row.parsed or {} for row in batch]
    titles = taxonomy.code_texts(session, CodingKind.OCCUPATION, [row["values"]["title"] for row in parsed])
    skills = taxonomy.code_texts(session, CodingKind.SKILL, [s[0] for row in parsed for s in row.get("skills", ())])
    rows, wanted, languages, events = [], [], [], []
    for row, row_id in zip(parsed, ids, strict=True):
        employer_id = employers[employer_key(row["employer"]["name"])]
        rows.append(vacancy_row(run, row, row_id, employer_id, titles, at=at))
        wanted += skill_rows(row_id, row.get("skills", ()), skills)
        languages += language_rows(row_id, row.get("languages", ()))
        events.append(event("vacancy", row_id, VacancyState.DRAFT.value, by, at))
    for model, values in ((Vacancy, rows), (VacancySkill, wanted), (VacancyLanguage, languages), (StateEvent, events)):
        insert_rows(session, model, values)


def vacancy_row(
    run: ImportRun, row: dict[str, Any], row_id: int, employer_id: int, titles: records.Coded, *, at: datetime
) -> dict[str, Any]:
    """Every column of a new draft."""
    values = records.typed(row.get("values") or {})
    concept, coding = records.concept_of(titles, values["title"])
    country = run.office.country if run.office else "IQ"
    return {
        **dict.fromkeys(COLUMNS),
        **DEFAULTS,
        "kind": VacancyKind.JOB,
        "country": country,
        **values,
        "filled": 0,
        "occupation": concept,
        "isco": taxonomy.isco(concept),
        "coded_text_id": coding,
        "raw_intake": {**row.get("raw", {}), **contacts_of(row)} or None,
        "employer_id": employer_id,
        "programme_id": run.programme_id,
        "id": row_id,
        "reference": values.get("reference") or f"V-{row_id:05}",
        "state": VacancyState.DRAFT,
        "version": 1,
        "created_at": at,
        "updated_at": at,
    }


def contacts_of(row: dict[str, Any]) -> dict[str, str]:
    """Whom to speak to about this vacancy, as the row says it; the employer may have other contacts already."""
    return {f"employer {name}".replace("_", " "): value for name, value in row["employer"].items() if name != "name"}


def skill_rows(vacancy: int, skills: Sequence[list[Any]], coded: records.Coded) -> list[dict[str, Any]]:
    """The skills asked for, a concept once; essential wins over optional."""
    found: dict[str, dict[str, Any]] = {}
    for text, level, _years, essential in skills:
        concept, coding = records.concept_of(coded, text)
        row = found.setdefault(
            concept or f"={text}",
            {"vacancy_id": vacancy, "concept": concept, "text": text[:300], "coded_text_id": coding, "level": level,
             "essential": essential, "weight": OPTIONAL},
        )  # fmt: skip
        row["essential"] = row["essential"] or essential
        row["weight"] = ESSENTIAL if row["essential"] else OPTIONAL
    return list(found.values())


def language_rows(vacancy: int, languages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The languages asked for; one without a level is asked for at B1, one that is known not asked for is left out."""
    return [
        {"vacancy_id": vacancy, "code": language["code"], "level": level}
        for language in languages
        if (level := language.get("level", 3))
    ]


def load(session: Session, ids: Sequence[int]) -> dict[int, Vacancy]:
    """Vacancies with what they ask for, in few queries."""
    query = select(Vacancy).where(Vacancy.id.in_(set(ids)))
    query = query.options(selectinload(Vacancy.skills), selectinload(Vacancy.languages))
    return {vacancy.id: vacancy for vacancy in session.scalars(query)}


def update_vacancies(session: Session, run: ImportRun, made: dict[int, int]) -> None:
    """Correct drafts that are there already; what is published is left alone and its row says so. Flushes."""
    became = dict(made)
    for batch in batches(session, run, (RowOutcome.UPDATED, RowOutcome.UNCHANGED)):
        for row in batch:
            row.row_id = became.get(row.same_as, row.row_id) if row.same_as is not None else row.row_id
            became[row.number] = row.row_id or 0
        known = load(session, [row.row_id for row in batch if row.row_id])
        texts = [skill[0] for row in batch for skill in (row.parsed or {}).get("skills", ())]
        skills = taxonomy.code_texts(session, CodingKind.SKILL, texts)
        for row in batch:
            vacancy = known.get(row.row_id or 0)
            if row.outcome is RowOutcome.UPDATED and vacancy is not None:
                update_vacancy(row, vacancy, skills)
        session.flush()
        for row in batch:
            if row.before:
                row.version_after = known[row.row_id or 0].version
        session.flush()


def news_of_vacancy(vacancy: Vacancy, parsed: dict[str, Any], skills: records.Coded) -> list[Change]:
    """Every difference between an understood row and a draft. The title stays: another one is kept raw."""
    raw = dict(parsed.get("raw") or {})
    changes: list[Change] = []
    for name, value in news_of_columns(vacancy, parsed):
        if name == "title":
            raw["title"] = value
        elif name != "reference":
            changes.append(column_change(vacancy, name, value))
    changes += news_of_raw(vacancy, raw)
    return [*changes, *news_of_skills(vacancy, parsed, skills), *news_of_languages(vacancy, parsed)]


def news_of_skills(vacancy: Vacancy, parsed: dict[str, Any], coded: records.Coded) -> Iterator[Change]:
    """Skills that the draft does not ask for yet."""
    known = known_as(vacancy.skills)
    for row in skill_rows(vacancy.id, parsed.get("skills", ()), coded):
        if known(row) is None:
            new = partial(add, vacancy.skills, VacancySkill, row)
            yield Change("skills", "skills", row["concept"] or f"={row['text']}", new)


def news_of_languages(vacancy: Vacancy, parsed: dict[str, Any]) -> Iterator[Change]:
    """Languages that the draft does not ask for yet."""
    held = {row.code for row in vacancy.languages}
    for row in language_rows(vacancy.id, parsed.get("languages", ())):
        if row["code"] not in held:
            yield Change("languages", "languages", row["code"], partial(add, vacancy.languages, VacancyLanguage, row))


def update_vacancy(row: ImportRow, vacancy: Vacancy, skills: records.Coded) -> None:
    """Write what a row says that is new into a draft; a published vacancy is left alone and the row says so."""
    changes = news_of_vacancy(vacancy, row.parsed or {}, skills)
    if changes and vacancy.state is not VacancyState.DRAFT:
        row.problems = [*row.problems, published(vacancy)]
        changes = []
    before: dict[str, Any] = {}
    for change in changes:
        change.write()
        if change.part:
            before.setdefault("added", {}).setdefault(change.part, []).append(change.note)
            vacancy.updated_at = utc_now()
        else:
            before[change.name] = change.note
    row.before = before or None
    row.outcome = RowOutcome.UPDATED if before else RowOutcome.UNCHANGED


def published(vacancy: Vacancy) -> dict[str, str]:
    """The problem of a row that would change what everybody can read already."""
    return {"column": "", "value": vacancy.reference, "code": "vacancy_published"}
