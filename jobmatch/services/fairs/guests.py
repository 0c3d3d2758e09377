"""Inviting people to a fair, and their answers. Only people who agreed to take part in fairs are ever asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from jobmatch.errors import Conflict, InvalidInput, msg
from jobmatch.services.consents import has_consent
from jobmatch.services.fairs.changes import cancel_interviews
from jobmatch.services.telling.about_fairs import fair_invitation
from jobmatch.services.transitions import move, record_event
from models import (
    Account,
    Actor,
    BoothState,
    ConsentPurpose,
    FairEmployer,
    FairGuest,
    FairInterview,
    FairState,
    FairWish,
    GuestState,
    JobFair,
    JobSeeker,
    JobSeekerState,
    utc_now,
)

MAY_COME = (JobSeekerState.ACTIVE, JobSeekerState.PLACED)


def may_take_part() -> ColumnElement[bool]:
    """A condition on `JobSeeker`: registered, and the consent to take part in fairs is in force."""
    return JobSeeker.state.in_(MAY_COME) & has_consent(ConsentPurpose.FAIRS)


def guests_of(fair: JobFair, *conditions: ColumnElement[bool]):
    """Select a fair's guests whose consent stands, by name; who took it back is on no list."""
    return (
        select(FairGuest)
        .join(FairGuest.job_seeker)
        .where(FairGuest.fair_id == fair.id, may_take_part(), *conditions)
        .options(selectinload(FairGuest.job_seeker), selectinload(FairGuest.wishes))
        .order_by(JobSeeker.name_latin, FairGuest.id)
    )


def invite_people(session: Session, fair: JobFair, people: Iterable[JobSeeker], *, by: Account) -> tuple[int, int]:
    """Invite people and tell them; who is invited already is left as they are, who may not be asked is left out.
    Flushes.

    Returns
    -------
    (int, int)
        How many were invited now, and how many were left out for want of consent.
    """
    rows = {person.id: person for person in people}
    guests = []
    allowed = set(session.scalars(select(JobSeeker.id).where(JobSeeker.id.in_(rows), may_take_part())))
    known = set(session.scalars(select(FairGuest.job_seeker_id).where(FairGuest.fair_id == fair.id)))
    for row_id, person in rows.items():
        if row_id in allowed and row_id not in known:
            guest = FairGuest(fair=fair, job_seeker=person)
            session.add(guest)
            record_event(session, guest, was=None, by=by)
            guests.append(guest)
    fair_invitation(session, guests)
    return len(guests), len(rows.keys() - allowed)


def places_left(session: Session, fair: JobFair) -> int | None:
    """How many more people can come; None without a limit."""
    if fair.places is None:
        return None
    taken = select(func.count()).where(FairGuest.fair_id == fair.id, FairGuest.state == GuestState.YES)
    return max(fair.places - (session.scalar(taken) or 0), 0)


def answer_invitation(
    session: Session,
    guest: FairGuest,
    *,
    comes: bool,
    by: Account | None,
    actor: Actor | None = None,
    wishes: Sequence[int] = (),
    here_from: time | None = None,
    here_until: time | None = None,
    needs_access: bool = False,
    needs_childcare: bool = False,
) -> GuestState:
    """Record yes or no with the wishes; a yes when all places are given waits, a no lets the next one in. Flushes.

    Raises
    ------
    InvalidInput
        If a wish is for a booth that is not at this fair.
    """
    if here_from and here_until and here_until <= here_from:
        raise InvalidInput({"here_until": [msg("This is before the time of arrival.")]})
    came = guest.state is GuestState.YES
    to = GuestState.NO
    if comes:
        full = not came and places_left(session, guest.fair) == 0
        to = GuestState.WAITING if full else GuestState.YES
    if to is not guest.state:
        move(session, guest, to=to, by=by, actor=actor)
    guest.answered_at = utc_now()
    guest.here_from, guest.here_until = here_from, here_until
    guest.needs_access, guest.needs_childcare = (needs_access, needs_childcare) if comes else (False, False)
    set_wishes(session, guest, wishes if comes else ())
    if not comes:
        cancel_interviews(session, FairInterview.guest_id == guest.id, by=by)
        if came:
            fill_places(session, guest.fair)
    session.flush()
    return guest.state


def answerable() -> ColumnElement[bool]:
    """A condition on `FairGuest`: the fair is to come or held, and the person's consent to fairs stands."""
    open_fair = FairGuest.fair.has(JobFair.state.in_((FairState.PLANNED, FairState.RUNNING)))
    return open_fair & FairGuest.job_seeker.has(may_take_part())


def answer_by_link(session: Session, guest: FairGuest, *, comes: bool) -> GuestState:
    """A yes or a no by the link of a message; wishes, hours and needs stay as they were said before. Flushes."""
    return answer_invitation(
        session,
        guest,
        comes=comes,
        by=None,
        actor=Actor.JOB_SEEKER,
        wishes=[wish.booth_id for wish in guest.wishes if wish.booth.state is BoothState.ACCEPTED],
        here_from=guest.here_from,
        here_until=guest.here_until,
        needs_access=guest.needs_access,
        needs_childcare=guest.needs_childcare,
    )


def set_wishes(session: Session, guest: FairGuest, booths: Sequence[int]) -> None:
    """The booths that a guest would like to talk to."""
    open_booths = select(FairEmployer.id).where(
        FairEmployer.fair_id == guest.fair_id, FairEmployer.state == BoothState.ACCEPTED
    )
    if set(booths) - set(session.scalars(open_booths)):
        raise InvalidInput({"wishes": [msg("This employer does not come to this fair.")]})
    kept = {wish.booth_id: wish for wish in guest.wishes}
    guest.wishes[:] = [kept.get(booth) or FairWish(booth_id=booth) for booth in dict.fromkeys(booths)]


def fill_places(session: Session, fair: JobFair) -> int:
    """Let in who waits, first come first served, while there are places; returns how many. Flushes."""
    left = places_left(session, fair)
    waiting = guests_of(fair, FairGuest.state == GuestState.WAITING).order_by(None).order_by(FairGuest.answered_at)
    rows = session.scalars(waiting if left is None else waiting.limit(left)).all()
    for guest in rows:
        move(session, guest, to=GuestState.YES, by=None, actor=Actor.SYSTEM)
    return len(rows)


@dataclass(frozen=True)
class Needs:
    """How many guests need something. Never who."""

    access: int
    childcare: int


def count_needs(session: Session, fair: JobFair) -> Needs:
    """What the people who said yes will need on the day."""

    def count(column: InstrumentedAttribute[bool]) -> int:
        coming = guests_of(fair, FairGuest.state == GuestState.YES, column.is_(True)).order_by(None)
        return session.scalar(select(func.count()).select_from(coming.subquery())) or 0

    return Needs(count(FairGuest.needs_access), count(FairGuest.needs_childcare))


def rate_fair(session: Session, guest: FairGuest | FairEmployer, *, rating: int, note: str | None = None) -> None:
    """What a guest or an employer thinks of the fair, 0..10. Flushes.

    Raises
    ------
    Conflict
        If the fair has not begun.
    """
    if guest.fair.state not in ("running", "over"):
        raise Conflict(msg("The fair has not begun."))
    guest.rating, guest.rating_note = rating, note
    session.flush()
