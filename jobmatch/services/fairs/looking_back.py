"""What a fair brought: attendance, interviews, outcomes and ratings, in figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from jobmatch.services.fairs.day import attendance
from models import (
    BoothState,
    FairEmployer,
    FairGuest,
    FairInterview,
    GuestState,
    InterviewOutcome,
    InterviewState,
    JobFair,
)


@dataclass(frozen=True)
class FairFigures:
    """Counts of distinct people and employers; ratings are means of 0..10, None where nobody rated."""

    invited: int
    coming: int
    waiting: int
    came: int
    walk_ins: int
    employers: int
    employers_came: int
    interviews: int
    outcomes: Mapping[InterviewOutcome, int]
    people_rating: float | None
    employer_rating: float | None


def fair_figures(session: Session, fair: JobFair) -> FairFigures:
    """Count one fair."""

    def guests(*conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(FairGuest).where(FairGuest.fair_id == fair.id, *conditions)
        return session.scalar(query) or 0

    def booths(*conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(FairEmployer).where(FairEmployer.fair_id == fair.id, *conditions)
        return session.scalar(query) or 0

    outcomes = dict(
        session.execute(
            select(FairInterview.outcome, func.count())
            .join(FairInterview.guest)
            .where(FairGuest.fair_id == fair.id, FairInterview.state == InterviewState.DONE)
            .group_by(FairInterview.outcome)
        ).all()
    )
    return FairFigures(
        invited=guests(FairGuest.walk_in.is_(False)),
        coming=guests(FairGuest.state == GuestState.YES),
        waiting=guests(FairGuest.state == GuestState.WAITING),
        came=attendance(session, fair),
        walk_ins=guests(FairGuest.walk_in.is_(True)),
        employers=booths(FairEmployer.state == BoothState.ACCEPTED),
        employers_came=booths(FairEmployer.attended.is_(True)),
        interviews=sum(number for outcome, number in outcomes.items() if outcome is not InterviewOutcome.NO_SHOW),
        outcomes={outcome: outcomes.get(outcome, 0) for outcome in InterviewOutcome},
        people_rating=mean(session, FairGuest.rating, FairGuest.fair_id == fair.id),
        employer_rating=mean(session, FairEmployer.rating, FairEmployer.fair_id == fair.id),
    )


def mean(session: Session, column: InstrumentedAttribute[int | None], condition: ColumnElement[bool]) -> float | None:
    """The mean of what was rated."""
    value = session.scalar(select(func.avg(column)).where(condition))
    return None if value is None else float(value)
