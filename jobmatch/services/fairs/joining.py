"""Two records of one person were merged: what both had at one fair becomes one guest."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobmatch.services.fairs.interviews import live_interviews
from jobmatch.services.transitions import move
from models import (
    Account,
    FairCheckIn,
    FairGuest,
    FairInterview,
    FairWish,
    GuestState,
    InterviewState,
)

TO_COME = (InterviewState.PLANNED, InterviewState.CONFIRMED, InterviewState.QUEUED)


def join_guests(session: Session, kept_id: int, other_id: int, *, by: Account) -> None:
    """Make one guest of two at every fair where both people are, so that whoever came counts once. Flushes.

    Check-ins, wishes and interviews of the other are the kept one's; an interview that the kept one has as well, with
    the same booth or at the same time, is taken off.
    """
    both = session.scalars(select(FairGuest).where(FairGuest.job_seeker_id.in_((kept_id, other_id)))).all()
    by_fair: dict[int, dict[int, FairGuest]] = {}
    for guest in both:
        by_fair.setdefault(guest.fair_id, {})[guest.job_seeker_id] = guest
    for pair in by_fair.values():
        if len(pair) == 2:
            join_two(session, pair[kept_id], pair[other_id], by=by)


def join_two(session: Session, kept: FairGuest, other: FairGuest, *, by: Account) -> None:
    """Hang everything of one guest on the other. Flushes."""
    if other.state is GuestState.YES and kept.state is not GuestState.YES:
        move(session, kept, to=GuestState.YES, by=by)
    kept.needs_access |= other.needs_access
    kept.needs_childcare |= other.needs_childcare
    wished = {wish.booth_id for wish in kept.wishes}
    kept.wishes.extend(FairWish(booth_id=one.booth_id) for one in other.wishes if one.booth_id not in wished)
    own = live_interviews(session, FairInterview.guest_id == kept.id)
    pairs, times = {row.booth_id for row in own}, {row.starts_at for row in own if row.starts_at}
    for row in live_interviews(session, FairInterview.guest_id == other.id):
        twice = row.booth_id in pairs or row.starts_at in times
        if twice and row.state in TO_COME:
            move(session, row, to=InterviewState.CANCELLED, by=by, note="Two records of one person were merged.")
        elif twice:
            first = next(one for one in own if one.booth_id == row.booth_id or one.starts_at == row.starts_at)
            if first.state in TO_COME:
                move(session, first, to=InterviewState.CANCELLED, by=by, note="Two records of one person were merged.")
            else:  # both were held: one stays in the figures of the fair
                row.state, row.outcome, row.outcome_at = InterviewState.CANCELLED, None, None
    session.flush()
    for model in (FairInterview, FairCheckIn):
        moved = update(model).where(model.guest_id == other.id).values(guest_id=kept.id)
        session.execute(moved.execution_options(synchronize_session=False))
    session.expire(other)
    session.delete(other)
    session.flush()
