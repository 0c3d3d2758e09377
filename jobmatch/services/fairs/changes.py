"""What a change of a fair or a booth would leave without a place: shown first, taken off only when agreed to."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from jobmatch.errors import Conflict, msg
from jobmatch.services.fairs.hours import Hours
from jobmatch.services.fairs.slots import booth_is_open, starts_of_day
from jobmatch.services.transitions import move
from models import (
    Account,
    BoothState,
    FairDay,
    FairEmployer,
    FairGuest,
    FairInterview,
    InterviewState,
    JobFair,
)

TO_COME = (InterviewState.PLANNED, InterviewState.CONFIRMED)


@dataclass(frozen=True)
class Effects:
    """What no longer fits: `interviews` would be taken off, booths of `moved` lose their hall, those of `closed` would
    have no slot left in their own hours."""

    interviews: Sequence[FairInterview] = ()
    moved: Sequence[FairEmployer] = ()
    closed: Sequence[FairEmployer] = ()

    def __bool__(self) -> bool:
        return bool(self.interviews or self.moved or self.closed)

    @property
    def mark(self) -> str:
        """A short text that is another one as soon as anything else is affected, or at another time."""
        rows = [("i", row.id, row.starts_at.isoformat() if row.starts_at else "") for row in self.interviews]
        rows += [("m", row.id, "") for row in self.moved] + [("c", row.id, "") for row in self.closed]
        return hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()[:16]


def effects_on_fair(
    session: Session, fair: JobFair, *, hours: Mapping[date, Hours], slot_minutes: int, halls: Sequence[str]
) -> Effects:
    """What these days, hours, halls and this length of an interview would leave without a place. Changes nothing."""
    starts = {
        start
        for on, one in hours.items()
        for start in starts_of_day(FairDay(on=on, opens=one.opens, closes=one.closes, breaks=one.breaks), slot_minutes)
    }
    coming = [booth for booth in fair.employers if booth.state is BoothState.ACCEPTED]
    interviews = [
        row
        for row in interviews_to_come(session, FairEmployer.fair_id == fair.id)
        if row.starts_at not in starts or not booth_is_open(row.booth, row.starts_at, slot_minutes)
    ]
    return Effects(
        interviews,
        moved=[booth for booth in coming if booth.hall is not None and booth.hall.name not in halls],
        closed=[
            booth
            for booth in coming
            if (booth.opens or booth.closes or booth.breaks)
            and not any(booth_is_open(booth, start, slot_minutes) for start in starts)
        ],
    )


def effects_on_booth(
    session: Session,
    booth: FairEmployer,
    *,
    opens: time | None,
    closes: time | None,
    breaks: list[list[str]],
    interviewers: int,
) -> Effects:
    """The interviews that a booth's new hours, or fewer interviewers, would leave without a place. Changes nothing."""
    minutes = booth.fair.slot_minutes
    planned = FairEmployer(opens=opens, closes=closes, breaks=breaks)
    beside: dict[object, int] = {}
    found = []
    for row in interviews_to_come(session, FairEmployer.id == booth.id):
        beside[row.starts_at] = beside.get(row.starts_at, 0) + 1
        assert row.starts_at is not None  # noqa: S101 - the query says so
        if beside[row.starts_at] > interviewers or not booth_is_open(planned, row.starts_at, minutes):
            found.append(row)
    return Effects(found)


def interviews_to_come(session: Session, condition: ColumnElement[bool]) -> Sequence[FairInterview]:
    """Interviews at a time that are still to come; confirmed ones first, so that they keep their place longest."""
    return session.scalars(
        select(FairInterview)
        .join(FairInterview.booth)
        .where(condition, FairInterview.state.in_(TO_COME), FairInterview.starts_at.is_not(None))
        .options(
            joinedload(FairInterview.booth).joinedload(FairEmployer.employer),
            joinedload(FairInterview.guest).joinedload(FairGuest.job_seeker),
        )
        .order_by(FairInterview.starts_at, FairInterview.state == InterviewState.PLANNED, FairInterview.id)
    ).all()


def settle(session: Session, effects: Effects, *, agreed: str | None, by: Account) -> None:
    """Take off what no longer fits, if just this was agreed to; each interview keeps its history. Flushes.

    Raises
    ------
    Conflict
        If something is affected and `agreed` is not its mark. Facts: `effects`.
    """
    if effects and agreed != effects.mark:
        raise Conflict(msg("Interviews or booths no longer fit."), effects=effects)
    for row in effects.interviews:
        move(session, row, to=InterviewState.CANCELLED, by=by, note="The fair's hours were changed.")
    session.flush()


def cancel_interviews(session: Session, condition: ColumnElement[bool], *, by: Account | None) -> int:
    """Cancel the interviews that are still to come and fit `condition`; returns how many."""
    coming = (InterviewState.PLANNED, InterviewState.CONFIRMED, InterviewState.QUEUED)
    rows = session.scalars(select(FairInterview).where(condition, FairInterview.state.in_(coming))).all()
    for row in rows:
        move(session, row, to=InterviewState.CANCELLED, by=by)
    return len(rows)
