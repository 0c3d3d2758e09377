"""The lists of a profile, each replaced as a whole: skills, occupations, languages, and jobs held.

A row whose words stay the same keeps what they were coded to; new words are coded, each distinct text once.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from jobmatch.services import taxonomy
from models import (
    CodedText,
    CodingKind,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    WorkExperience,
)

Row = Mapping[str, Any]


def concepts_of(
    session: Session, kind: CodingKind, rows: Sequence[Row], held: Iterable[JobSeekerSkill | JobSeekerOccupation]
) -> list[tuple[str | None, CodedText | None]]:
    """(concept, coded text) of each row's words: as the row that had the same words before, else coded anew.

    A concept comes from a form, and anything can be sent: one that the vocabulary does not have is passed over.
    """
    known = {row.text: (row.concept, row.coded_text) for row in held if row.text and (row.coded_text or row.concept)}
    named = ((row["text"], row.get("concept") or "") for row in rows)
    chosen = {words: concept for words, concept in named if taxonomy.is_concept(kind, concept)}
    new = [row["text"] for row in rows if row["text"] not in known and row["text"] not in chosen]
    coded = taxonomy.code_texts(session, kind, new)
    found: list[tuple[str | None, CodedText | None]] = []
    for row in rows:
        words = row["text"]
        if words in known:
            found.append(known[words])
        elif words in chosen:
            found.append((chosen[words], None))
        else:
            text = coded.get(words)
            found.append((text.concept if text else None, text))
    return found


def replace_skills(session: Session, person: JobSeeker, rows: Sequence[Row]) -> None:
    """Set the skills. Two texts that mean one skill become one row, the first that says a level. Flushes.

    Parameters
    ----------
    rows : sequence of mapping
        `text`, and where known `concept`, `level` (1..5), `years`, `evidence`.
    """
    meanings = concepts_of(session, CodingKind.SKILL, rows, person.skills)
    person.skills[:] = []
    session.flush()
    kept: dict[str, JobSeekerSkill] = {}
    for row, (concept, coded) in zip(rows, meanings, strict=True):
        same = kept.get(concept or row["text"])
        if same is not None:
            same.level = same.level if same.level is not None else row.get("level")
            same.years = same.years if same.years is not None else row.get("years")
            continue
        skill = JobSeekerSkill(
            text=row["text"], concept=concept, coded_text=coded, level=row.get("level"), years=row.get("years")
        )
        if row.get("evidence"):
            skill.evidence = row["evidence"]
        kept[concept or row["text"]] = skill
    person.skills.extend(kept.values())
    session.flush()


def replace_occupations(session: Session, person: JobSeeker, rows: Sequence[Row]) -> None:
    """Set the occupations held and wanted. Two texts that mean one occupation become one row. Flushes.

    Parameters
    ----------
    rows : sequence of mapping
        `text`, `held`, `wanted`, and where known `concept` and `years`.
    """
    meanings = concepts_of(session, CodingKind.OCCUPATION, rows, person.occupations)
    person.occupations[:] = []
    session.flush()
    kept: dict[str, JobSeekerOccupation] = {}
    for row, (concept, coded) in zip(rows, meanings, strict=True):
        same = kept.get(concept or row["text"])
        if same is not None:
            same.held, same.wanted = same.held or row["held"], same.wanted or row["wanted"]
            same.years = same.years if same.years is not None else row.get("years")
            continue
        kept[concept or row["text"]] = JobSeekerOccupation(
            text=row["text"],
            concept=concept,
            isco=taxonomy.isco(concept),
            coded_text=coded,
            years=row.get("years"),
            held=row["held"],
            wanted=row["wanted"],
        )
    person.occupations.extend(kept.values())
    session.flush()


def replace_languages(session: Session, person: JobSeeker, rows: Sequence[Row]) -> None:
    """Set the languages; a later row for the same language replaces the earlier one. Flushes.

    Parameters
    ----------
    rows : sequence of mapping
        `code` (ISO 639-3), `mother_tongue`, and CEFR 0..6 or None as `level`, `listening`, `reading`, `speaking`,
        `writing`; 0 says that it was asked and is not held.
    """
    person.languages[:] = []
    session.flush()
    by_code = {row["code"]: row for row in rows}
    person.languages.extend(JobSeekerLanguage(**row) for row in by_code.values())
    session.flush()


def replace_work(session: Session, person: JobSeeker, rows: Sequence[Row]) -> None:
    """Set the jobs of the person's history. Flushes.

    Parameters
    ----------
    rows : sequence of mapping
        `title`, and where known `employer_name`, `country`, `started_on`, `ended_on`, `description`.
    """
    person.experiences[:] = [WorkExperience(**row) for row in rows]
    session.flush()
