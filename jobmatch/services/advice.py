"""What would bring a job seeker nearer to work: answers nobody has, and changes within reach with what they open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.vacancy_approval import offerable
from matching.advice import questions
from matching.changes import what_would_help
from matching.results import Change, Question
from models import JobSeeker, Vacancy


@dataclass(frozen=True)
class Reachable:
    """One change and the vacancies that it would open."""

    change: Change
    vacancies: Sequence[Vacancy]


def what_to_ask(session: Session, live: LiveIndex, person: JobSeeker, *, k: int = 4) -> list[Question]:
    """What nobody knows of a person and open vacancies ask for, what could move the most first; none for the unranked.

    An answer "no" moves as much as a "yes": a person nobody asked about English is not a person without English.
    """
    index = live.catch_up(session)
    return questions(index, person.id)[:k] if person.id in index else []


def within_reach(
    session: Session, live: LiveIndex, person: JobSeeker, *, today: date, k: int = 3, shown: int = 3
) -> list[Reachable]:
    """The changes that open the most vacancies to a person, each with some of these; nothing for the unranked."""
    index = live.catch_up(session)
    if person.id not in index:
        return []
    changes = [change for change in what_would_help(index, person.id, k=k * 2) if change.opens]
    wanted = {row_id for change in changes for row_id in change.opens[: shown * 2]}
    open_now = select(Vacancy).where(Vacancy.id.in_(wanted), offerable(today)).options(joinedload(Vacancy.employer))
    rows = {row.id: row for row in session.scalars(open_now)}
    found = []
    for change in changes:
        opened = [rows[row_id] for row_id in change.opens[: shown * 2] if row_id in rows]
        if opened:
            found.append(Reachable(change, opened[:shown]))
    return found[:k]
