"""Texts whose meaning is unsure, settled by an officer once and remembered for every row that carries them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, union_all, update
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from jobmatch.services import taxonomy
from models import (
    Account,
    CodedText,
    CodingKind,
    CodingState,
    JobSeeker,
    JobSeekerOccupation,
    JobSeekerSkill,
    Noun,
    Vacancy,
    VacancySkill,
    utc_now,
)
from models.tracking import record_changes

CARRIERS: tuple[tuple[type[Any], str, Noun], ...] = (
    (JobSeekerSkill, "job_seeker_id", Noun.JOB_SEEKER),
    (JobSeekerOccupation, "job_seeker_id", Noun.JOB_SEEKER),
    (VacancySkill, "vacancy_id", Noun.VACANCY),
)


def carried() -> Any:
    """How many rows carry each coded text, as a subquery of `coded_text_id` and `carriers`."""
    parts = [select(model.coded_text_id) for model in (JobSeekerSkill, JobSeekerOccupation, VacancySkill, Vacancy)]
    every = union_all(*(part.where(part.selected_columns[0].is_not(None)) for part in parts)).subquery()
    return select(every.c.coded_text_id, func.count().label("carriers")).group_by(every.c.coded_text_id).subquery()


def is_carried_place() -> ColumnElement[bool]:
    """A condition on `CodedText`: a person's or a vacancy's place is written like this and is no point yet."""
    people = select(JobSeeker.id).where(JobSeeker.place_key.is_(None), JobSeeker.place_text == CodedText.text)
    vacancies = select(Vacancy.id).where(Vacancy.place_key.is_(None), Vacancy.place_text == CodedText.text)
    return (CodedText.kind == CodingKind.PLACE) & or_(people.exists(), vacancies.exists())


def texts_to_settle(query: Select[Any], state: CodingState = CodingState.UNSURE) -> Select[Any]:
    """Narrow a query of coded texts to those in a state that some row carries, the most frequent first."""
    counts = carried()
    query = query.outerjoin(counts, counts.c.coded_text_id == CodedText.id).where(CodedText.state == state)
    if state is CodingState.UNSURE:
        query = query.where(or_(counts.c.carriers > 0, is_carried_place()))
    return query.order_by(func.coalesce(counts.c.carriers, 0).desc(), CodedText.id)


def settle_text(session: Session, coded: CodedText, concept: str, *, by: Account) -> int:
    """Decide what a text means; every row that carries it follows, and it is remembered. Flushes.

    Returns
    -------
    int
        How many rows changed.

    Raises
    ------
    InvalidInput
        If there is no such concept.
    """
    if not taxonomy.is_concept(coded.kind, concept):
        raise InvalidInput({"concept": [msg("There is no such concept.")]})
    coded.concept = concept
    decide(session, coded, CodingState.SETTLED, by)
    return carry(session, coded)


def dismiss_text(session: Session, coded: CodedText, *, by: Account) -> int:
    """Decide that a text names nothing. The rows keep it as text. Flushes."""
    coded.concept = None
    decide(session, coded, CodingState.DISMISSED, by)
    return carry(session, coded)


def decide(session: Session, coded: CodedText, state: CodingState, by: Account) -> None:
    """Write down who decided and when."""
    coded.state = state
    coded.settled_by_id = by.id
    coded.settled_at = utc_now()
    session.flush()


def carry(session: Session, coded: CodedText) -> int:
    """Bring every row with this text in line with what it means now."""
    if coded.kind is CodingKind.PLACE:
        return carry_place(session, coded)
    changed = sum(carry_rows(session, coded, *carrier) for carrier in CARRIERS)
    return changed + carry_titles(session, coded)


def carry_rows(session: Session, coded: CodedText, model: type[Any], owner: str, noun: Noun) -> int:
    """Set the concept of the rows of one table. Who has the concept already keeps one row with both rows' facts."""
    owner_column = getattr(model, owner)
    rows = session.execute(select(model.id, owner_column).where(model.coded_text_id == coded.id)).all()
    if not rows:
        return 0
    owners = [row[1] for row in rows]
    merge_into_existing(session, coded, model, owner)
    values: dict[str, Any] = {"concept": coded.concept}
    if model is JobSeekerOccupation:
        values["isco"] = taxonomy.isco(coded.concept)
    session.execute(
        update(model)
        .where(model.coded_text_id == coded.id)
        .values(**values)
        .execution_options(synchronize_session="fetch")
    )
    record_changes(session, noun, owners)
    return len(rows)


def merge_into_existing(session: Session, coded: CodedText, model: type[Any], owner: str) -> None:
    """Where an owner has the concept already, or has the text twice, keep one row."""
    if coded.concept is None:
        return
    carrying = select(getattr(model, owner)).where(model.coded_text_id == coded.id)
    query = select(model).where(
        getattr(model, owner).in_(carrying), or_(model.coded_text_id == coded.id, model.concept == coded.concept)
    )
    kept: dict[int, Any] = {}
    for row in session.scalars(query.order_by((model.coded_text_id == coded.id), model.id)).all():
        first = kept.setdefault(getattr(row, owner), row)
        if first is row:
            continue
        for name in ("held", "wanted", "essential"):
            if getattr(row, name, False):
                setattr(first, name, True)
        for name in ("level", "years"):
            if getattr(first, name, 0) is None:
                setattr(first, name, getattr(row, name))
        session.execute(delete(model).where(model.id == row.id))
    session.flush()


def carry_titles(session: Session, coded: CodedText) -> int:
    """Set the occupation of the vacancies with this title."""
    vacancies = session.scalars(select(Vacancy).where(Vacancy.coded_text_id == coded.id)).all()
    for vacancy in vacancies:
        vacancy.occupation = coded.concept
        vacancy.isco = taxonomy.isco(coded.concept)
    session.flush()
    return len(vacancies)


def carry_place(session: Session, coded: CodedText) -> int:
    """Set the point of the people and vacancies whose place is written like this."""
    changed = 0
    models: tuple[type[Any], ...] = (JobSeeker, Vacancy)
    for model in models:
        texts = session.execute(select(model.id, model.place_text).where(model.place_text.is_not(None))).all()
        ids = [row_id for row_id, text in texts if taxonomy.fold(text or "") == coded.folded]
        for row in session.scalars(select(model).where(model.id.in_(ids))).all():
            row.place_key = coded.concept
            row.governorate = row.governorate or (taxonomy.governorate_of(coded.concept) if coded.concept else None)
            changed += 1
    session.flush()
    return changed


def search(kind: CodingKind, words: str, language: str) -> list[tuple[str, str]]:
    """(key, name) of what a few typed words may mean, for the kind of a text."""
    if kind is CodingKind.PLACE:
        return taxonomy.search_places(words, language)
    return taxonomy.search_concepts(taxonomy.KINDS_OF.get(kind, ()), words, language)


def name_of(kind: CodingKind, concept: str, language: str) -> str:
    """A concept's or a place's name, with the governorate where it helps."""
    if kind is CodingKind.PLACE:
        area = taxonomy.governorate_name(taxonomy.governorate_of(concept), language)
        name = taxonomy.place_name(concept, language)
        return f"{name} ({area})" if area and area != name else name
    return taxonomy.label(concept, language)
