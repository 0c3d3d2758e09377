"""What would bring a job seeker nearer to work: changes within their reach, and the offers that each opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from jobmatch.services.suggestions import LiveIndex, rows_by_id
from matching.changes import what_would_help
from matching.results import Change
from models import EmployerState, JobSeeker, Vacancy


@dataclass(frozen=True)
class Reachable:
    """One change and the vacancies that it would open."""

    change: Change
    vacancies: Sequence[Vacancy]


def within_reach(
    session: Session, live: LiveIndex, person: JobSeeker, *, k: int = 3, shown: int = 3
) -> list[Reachable]:
    """The changes that open the most vacancies to a person, each with some of these; nothing for the unranked."""
    index = live.catch_up(session)
    if person.id not in index:
        return []
    changes = [change for change in what_would_help(index, person.id, k=k * 2) if change.opens]
    rows = rows_by_id(session, Vacancy, {row_id for change in changes for row_id in change.opens[: shown * 2]})
    found = []
    for change in changes:
        opened = [rows[row_id] for row_id in change.opens[: shown * 2] if row_id in rows]
        verified = [row for row in opened if row.employer.state is EmployerState.VERIFIED]
        if verified:
            found.append(Reachable(change, verified[:shown]))
    return found[:k]
