"""What would bring a job seeker nearer to work: changes within their reach, and the offers that each opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.vacancy_approval import offerable
from matching.changes import what_would_help
from matching.results import Change
from models import JobSeeker, Vacancy


@dataclass(frozen=True)
class Reachable:
    """One change and the vacancies that it would open."""

    change: Change
    vacancies: Sequence[Vacancy]


def within_reach(
    session: Session, live: LiveIndex, person: JobSeeker, *, today: date, k: int = 3, shown: int = 3
) -> list[Reachable]:
    """The changes that open the most vacancies to a person, each with some of these; nothing for the unranked."""
    index = live.catch_up(session)
    if person.id not in index:
        return []
    changes = [change for change in what_would_help(index, person.id, k=k * 2) if change.opens]
    wanted = {row_id for change in changes for row_id in change.opens[: shown * 2]}
    open_now = session.scalars(select(Vacancy).where(Vacancy.id.in_(wanted), offerable(today)))
    rows = {row.id: row for row in open_now}
    found = []
    for change in changes:
        opened = [rows[row_id] for row_id in change.opens[: shown * 2] if row_id in rows]
        if opened:
            found.append(Reachable(change, opened[:shown]))
    return found[:k]
