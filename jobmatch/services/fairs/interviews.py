"""Interviews changed by hand: moved, added, confirmed, cancelled; clashes are said, never made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, joinedload

from jobmatch.errors import Conflict, msg
from jobmatch.services.fairs.guests import guests_of, may_take_part
from jobmatch.services.fairs.slots import booth_is_open, guest_is_here, slot_starts
from jobmatch.services.telling.about_fairs import fair_schedule
from jobmatch.services.transitions import check_version, move, record_event
from models import (
    Account,
    FairEmployer,
    FairGuest,
    FairInterview,
    FairState,
    GuestState,
    InterviewState,
    JobFair,
    utc_now,
)


@dataclass(frozen=True)
class Clash:
    """Why an interview cannot be held then: a code, and the interview in the way where there is one."""

    code: str
    other: FairInterview | None = None


def interviews_of(session: Session, fair: JobFair, *conditions: ColumnElement[bool]) -> Sequence[FairInterview]:
    """A fair's interviews that are not cancelled, of guests whose consent stands, by time."""
    return session.scalars(
        select(FairInterview)
        .join(FairInterview.guest)
        .join(FairGuest.job_seeker)
        .where(
            FairGuest.fair_id == fair.id, FairInterview.state != InterviewState.CANCELLED, may_take_part(), *conditions
        )
        .options(
            joinedload(FairInterview.guest).joinedload(FairGuest.job_seeker),
            joinedload(FairInterview.booth).joinedload(FairEmployer.employer),
            joinedload(FairInterview.booth).joinedload(FairEmployer.hall),
            joinedload(FairInterview.vacancy),
        )
        .order_by(FairInterview.starts_at.is_(None), FairInterview.starts_at, FairInterview.queued_at)
    ).all()


def clashes(
    session: Session, guest: FairGuest, booth: FairEmployer, start: datetime, *, moving: FairInterview | None = None
) -> list[Clash]:
    """Everything that stands against this interview at this time; nothing when it can be held."""
    return clashes_beside(guest, booth, start, *held_already(session, guest, booth, moving))


def clashes_by_slot(
    session: Session, guest: FairGuest, booth: FairEmployer, *, moving: FairInterview | None = None
) -> list[tuple[datetime, list[Clash]]]:
    """Every slot of the fair with what stands against this interview then; two queries for all."""
    own, at_booth = held_already(session, guest, booth, moving)
    return [(start, clashes_beside(guest, booth, start, own, at_booth)) for start in slot_starts(booth.fair)]


def held_already(
    session: Session, guest: FairGuest, booth: FairEmployer, moving: FairInterview | None
) -> tuple[list[FairInterview], list[FairInterview]]:
    """The other interviews of the guest, and those of the booth."""
    own = live_interviews(session, FairInterview.guest_id == guest.id)
    at_booth = live_interviews(session, FairInterview.booth_id == booth.id)
    return [row for row in own if row is not moving], [row for row in at_booth if row is not moving]


def clashes_beside(
    guest: FairGuest,
    booth: FairEmployer,
    start: datetime,
    own: Sequence[FairInterview],
    at_booth: Sequence[FairInterview],
) -> list[Clash]:
    """What stands against an interview at this time, beside the guest's own and those of the booth."""
    fair = booth.fair
    length = timedelta(minutes=fair.slot_minutes)
    found = []
    if guest.state is not GuestState.YES:
        found.append(Clash("guest_does_not_come"))
    if start not in slot_starts(fair):
        found.append(Clash("no_slot"))
    if not booth_is_open(booth, start, fair.slot_minutes):
        found.append(Clash("booth_closed"))
    if not guest_is_here(guest, start, fair.slot_minutes):
        found.append(Clash("guest_away"))
    for row in own:
        if row.booth_id == booth.id:
            found.append(Clash("meets_already", row))
        elif row.starts_at is not None:
            way = timedelta(minutes=fair.way_minutes if row.booth.hall_id != booth.hall_id else 0)
            if abs(row.starts_at - start) < length:
                found.append(Clash("two_places", row))
            elif abs(row.starts_at - start) < length + way:
                found.append(Clash("way_too_long", row))
    if len(own) >= fair.at_most:
        found.append(Clash("too_many"))
    taken = [row for row in at_booth if row.starts_at == start]
    if len(taken) >= booth.interviewers:
        found.append(Clash("booth_full", taken[0]))
    return found


def live_interviews(session: Session, *conditions: ColumnElement[bool]) -> Sequence[FairInterview]:
    """Interviews that are not cancelled."""
    return session.scalars(
        select(FairInterview)
        .where(FairInterview.state != InterviewState.CANCELLED, *conditions)
        .options(joinedload(FairInterview.booth))
    ).all()


def put_interview(
    session: Session, guest: FairGuest, booth: FairEmployer, start: datetime, *, by: Account
) -> FairInterview:
    """Add an interview by hand; it is confirmed at once, so that no run moves it. Flushes.

    Raises
    ------
    Conflict
        If something stands against it; its facts name what.
    """
    refuse(clashes(session, guest, booth, start))
    row = FairInterview(guest=guest, booth=booth, starts_at=start, state=InterviewState.CONFIRMED)
    row.wished = any(wish.booth_id == booth.id for wish in guest.wishes)
    session.add(row)
    record_event(session, row, was=None, by=by)
    tell_times(session, booth.fair, guest)
    return row


def move_interview(
    session: Session, row: FairInterview, start: datetime, *, by: Account, version: int | None = None
) -> None:
    """Move an interview to another time; it is confirmed there. Flushes."""
    check_version(row, version)
    if row.state not in (InterviewState.PLANNED, InterviewState.CONFIRMED):
        raise Conflict(msg("This interview is not to come any more."))
    refuse(clashes(session, row.guest, row.booth, start, moving=row))
    row.starts_at = start
    if row.state is InterviewState.PLANNED:
        move(session, row, to=InterviewState.CONFIRMED, by=by)
    session.flush()
    tell_times(session, row.booth.fair, row.guest)


def refuse(found: list[Clash]) -> None:
    """Raise a conflict that names what stands against it."""
    if found:
        raise Conflict(", ".join(clash.code for clash in found), clashes=[clash.code for clash in found])


def cancel_interview(session: Session, row: FairInterview, *, by: Account) -> None:
    """Take an interview off. Flushes."""
    move(session, row, to=InterviewState.CANCELLED, by=by)
    tell_times(session, row.booth.fair, row.guest)


def confirm_all(session: Session, fair: JobFair, *, by: Account) -> int:
    """Confirm everything that is planned and tell everybody their times; from now on only a hand moves it.

    Returns how many.
    """
    rows = interviews_of(session, fair, FairInterview.state == InterviewState.PLANNED)
    for row in rows:
        move(session, row, to=InterviewState.CONFIRMED, by=by)
    tell_times(session, fair)
    return len(rows)


def tell_times(session: Session, fair: JobFair, guest: FairGuest | None = None) -> int:
    """Tell guests (or this one) the times that are confirmed, whenever they stand, change or are all gone. Flushes.

    Nobody is told the same twice, and nobody of a fair that is past.

    Returns
    -------
    int
        How many messages were written.
    """
    if fair.state not in (FairState.PLANNED, FairState.RUNNING):
        return 0
    conditions = [FairInterview.state == InterviewState.CONFIRMED, FairInterview.starts_at.is_not(None)]
    if guest is not None:
        conditions.append(FairInterview.guest_id == guest.id)
    by_guest: dict[FairGuest, list[FairInterview]] = {}
    for row in interviews_of(session, fair, *conditions):
        by_guest.setdefault(row.guest, []).append(row)
    by_guest |= {left: [] for left in without_interviews(session, fair, guest)}
    return fair_schedule(session, by_guest)


def without_interviews(session: Session, fair: JobFair, guest: FairGuest | None) -> Sequence[FairGuest]:
    """Guests who said yes (or this one) and whose interviews were all taken off."""
    theirs = FairInterview.guest_id == FairGuest.id
    query = guests_of(
        fair,
        FairGuest.state == GuestState.YES,
        exists().where(theirs, FairInterview.state == InterviewState.CANCELLED),
        ~exists().where(theirs, FairInterview.state != InterviewState.CANCELLED),
    )
    return session.scalars(query.where(FairGuest.id == guest.id) if guest else query).all()


def join_queue(session: Session, guest: FairGuest, booth: FairEmployer, *, by: Account) -> FairInterview:
    """Wait at a booth without a time; who has an interview there already keeps it. Flushes."""
    known = session.scalar(
        select(FairInterview).where(
            FairInterview.guest_id == guest.id,
            FairInterview.booth_id == booth.id,
            FairInterview.state != InterviewState.CANCELLED,
        )
    )
    if known:
        return known
    row = FairInterview(guest=guest, booth=booth, state=InterviewState.QUEUED, queued_at=utc_now())
    session.add(row)
    record_event(session, row, was=None, by=by)
    return row


def count_interviews(session: Session, fair: JobFair) -> dict[InterviewState, int]:
    """How many interviews of a fair are in each state."""
    rows = session.execute(
        select(FairInterview.state, func.count())
        .join(FairInterview.guest)
        .where(FairGuest.fair_id == fair.id)
        .group_by(FairInterview.state)
    )
    return {row.state: row[1] for row in rows}
