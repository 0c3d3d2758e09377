"""ESCO in the database: imported from the official downloads, merged over languages, and taken out again."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select, union_all
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, NotFound
from matching.esco import EscoConcept, EscoError, EscoLabel, EscoRows, read_esco
from models import (
    JobSeekerOccupation,
    JobSeekerSkill,
    Vacancy,
    VacancySkill,
    VocabularyConcept,
    VocabularyImport,
    VocabularyLabel,
    VocabularyRelation,
)

SOURCE = "esco"
CHUNK = 2000
PAIRS = {"occupation_skill": "occupation_skills", "skill_skill": "skill_skills", "broader": "broader"}

Progress = Callable[[str, int], None]


def import_esco(session: Session, files: Sequence[Path], *, progress: Progress | None = None) -> VocabularyImport:
    """Read ESCO downloads and add what is new; loading the same files again adds nothing. Flushes.

    Raises
    ------
    InvalidInput
        If a file is no ESCO download, or is damaged; the message names it.
    """
    try:
        rows = read_esco(*files, progress=progress)
    except (EscoError, OSError) as error:
        raise InvalidInput({"": [str(error)]}) from error
    run = VocabularyImport(source=SOURCE, files=list(rows.files), languages=rows.languages)
    session.add(run)
    session.flush()
    run.counts = {
        "concepts": add_new(session, run, VocabularyConcept, concept_rows(rows), ("uri",)),
        "labels": add_new(session, run, VocabularyLabel, label_rows(rows), ("uri", "language", "text", "kind")),
        "relations": add_new(session, run, VocabularyRelation, relation_rows(rows), ("relation", "source", "target")),
    }
    if not any(run.counts.values()):
        session.delete(run)
    session.flush()
    return run


def concept_rows(rows: EscoRows) -> Iterable[dict[str, Any]]:
    """The concepts that were read, as columns."""
    return ({"uri": c.uri, "kind": c.kind, "isco": c.isco} for c in rows.concepts.values())


def label_rows(rows: EscoRows) -> Iterable[dict[str, Any]]:
    """The names that were read, as columns."""
    return (row._asdict() | {"text": row.text[:500]} for row in rows.labels)


def relation_rows(rows: EscoRows) -> Iterable[dict[str, Any]]:
    """The relations that were read, as columns."""
    for relation, attribute in PAIRS.items():
        for (source, target), kind in getattr(rows, attribute).items():
            yield {"relation": relation, "source": source, "target": target, "kind": kind}


def add_new(
    session: Session, run: VocabularyImport, model: Any, rows: Iterable[dict[str, Any]], key: tuple[str, ...]
) -> int:
    """Insert the rows whose key is not there yet; returns how many."""
    known = {tuple(row) for row in session.execute(select(*(getattr(model, name) for name in key)))}
    new = [row | {"import_id": run.id} for row in rows if tuple(row[name] for name in key) not in known]
    for chunk in batched_rows(new):
        session.execute(insert(model), chunk)
    return len(new)


def batched_rows(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """Chunks of rows that one statement takes."""
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def imports(session: Session) -> Sequence[VocabularyImport]:
    """The imports that are in, oldest first."""
    return session.scalars(select(VocabularyImport).order_by(VocabularyImport.id)).all()


def uses(session: Session, run: VocabularyImport) -> int:
    """How many facts of people and vacancies are coded to concepts that this import brought."""
    columns = (JobSeekerSkill.concept, JobSeekerOccupation.concept, VacancySkill.concept, Vacancy.occupation)
    brought = select(VocabularyConcept.uri).where(VocabularyConcept.import_id == run.id)
    counted = union_all(*(select(func.count().label("n")).where(column.in_(brought)) for column in columns)).subquery()
    return int(session.scalar(select(func.sum(counted.c.n))) or 0)


def remove_import(session: Session, import_id: int, *, even_if_used: bool = False) -> VocabularyImport:
    """Take an import out again, with everything that it added. Flushes.

    Raises
    ------
    NotFound
        If there is no such import.
    Conflict
        If facts are coded to its concepts: they would be left with a URI and no name.
    """
    run = session.get(VocabularyImport, import_id)
    if run is None:
        raise NotFound(f"There is no import {import_id}.")
    used = uses(session, run)
    if used and not even_if_used:
        raise Conflict(f"{used} facts of people and vacancies are coded to concepts of import {import_id}.")
    for model in (VocabularyRelation, VocabularyLabel, VocabularyConcept):
        session.execute(delete(model).where(model.import_id == run.id))
    session.delete(run)
    session.flush()
    return run


def stored_rows(session: Session) -> EscoRows:
    """All imports together, as the parser gives them."""
    rows = EscoRows()
    concepts = select(VocabularyConcept.uri, VocabularyConcept.kind, VocabularyConcept.isco)
    rows.concepts = {uri: EscoConcept(uri, kind, isco) for uri, kind, isco in session.execute(concepts)}
    labels = select(VocabularyLabel.uri, VocabularyLabel.language, VocabularyLabel.text, VocabularyLabel.kind)
    rows.labels = {
        EscoLabel(*row): None for row in session.execute(labels.order_by(VocabularyLabel.id)) if row[0] in rows.concepts
    }
    relations = select(
        VocabularyRelation.relation, VocabularyRelation.source, VocabularyRelation.target, VocabularyRelation.kind
    )
    for relation, source, target, kind in session.execute(relations):
        getattr(rows, PAIRS[relation])[source, target] = kind
    return rows
