"""What guests are told of a job fair. Each takes many guests at once and writes with a fixed number of queries.

Load `FairGuest.job_seeker` and `FairGuest.fair` with the guests. Only who agreed to take part in fairs may be told;
the caller's query says so (`may_take_part`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.services.fairs.slots import instant
from jobmatch.services.telling.letters import Letter, parts, write_letters
from models import FairGuest, FairInterview, GuestState, Notice

ABOUT_TIMES = ("fair_schedule", "fair_no_times")


def fair_invitation(session: Session, guests: Iterable[FairGuest], *, at: datetime | None = None) -> int:
    """Tell people that they are invited, once each. Flushes.

    Returns
    -------
    int
        How many messages were written.
    """
    return len(write_letters(session, [letter(guest, "fair_invitation") for guest in guests], at=at))


def fair_schedule(
    session: Session, schedules: Mapping[FairGuest, Sequence[FairInterview]], *, at: datetime | None = None
) -> int:
    """Tell guests their times: how many interviews, and when the first begins. Flushes.

    Times are told again as soon as they are not those that were told last, also where they are what they were before.
    A guest without a time is told so where times were told before, else nothing.

    Returns
    -------
    int
        How many messages were written.
    """
    letters, told = [], schedules_told(session, schedules)
    for guest, interviews in schedules.items():
        times = sorted((row.starts_at, row.booth_id) for row in interviews if row.starts_at is not None)
        said = sha256(repr([(start.timestamp(), booth) for start, booth in times]).encode()).hexdigest()[:16]
        before = told[guest.id]
        if before and before[-1].split(":")[2] == said:
            continue
        if times:
            once = f"fair_schedule:{guest.id}:{said}:{len(before)}"
            letters.append(letter(guest, "fair_schedule", once, count=len(times), when=times[0][0]))
        elif before:
            letters.append(letter(guest, "fair_no_times", f"fair_no_times:{guest.id}:{said}:{len(before)}"))
    return len(write_letters(session, letters, at=at))


def schedules_told(session: Session, guests: Iterable[FairGuest]) -> Mapping[int, list[str]]:
    """The keys under which each guest, by id, was told times or that there are none, the latest last."""
    found: dict[int, list[str]] = defaultdict(list)
    for part in parts([guest.job_seeker_id for guest in guests]):
        keys = select(Notice.once).where(
            Notice.job_seeker_id.in_(part), Notice.kind.in_(("fair_schedule", "fair_no_times"))
        )
        for key in session.scalars(keys.order_by(Notice.id)):
            if key:
                found[int(key.split(":")[1])].append(key)
    return found


def fair_reminder(session: Session, guests: Iterable[FairGuest], *, at: datetime | None = None) -> int:
    """Remind guests who said yes that the fair is near, once for each day it is held on. Flushes.

    Returns
    -------
    int
        How many messages were written.
    """
    coming = [guest for guest in guests if guest.state is GuestState.YES]
    letters = [
        letter(guest, "fair_reminder", f"fair_reminder:{guest.id}:{guest.fair.starts_on.isoformat()}")
        for guest in coming
    ]
    return len(write_letters(session, letters, at=at))


def fair_cancelled(session: Session, guests: Iterable[FairGuest], *, at: datetime | None = None) -> int:
    """Tell guests who did not say no that a fair is not held, once for each day it was to begin on. Flushes.

    Returns
    -------
    int
        How many messages were written.
    """
    letters = [
        letter(guest, "fair_cancelled", f"fair_cancelled:{guest.id}:{guest.fair.starts_on.isoformat()}")
        for guest in guests
        if guest.state is not GuestState.NO
    ]
    return len(write_letters(session, letters, at=at))


def letter(guest: FairGuest, kind: str, once: str | None = None, **facts: int | date | datetime) -> Letter:
    """A message about a fair; it names no other guest and no employer, and is of no use after the last day."""
    fair = guest.fair
    until = instant(fair.ends_on + timedelta(days=1), time())
    told = {"fair": fair.name, "venue": fair.venue or fair.office.name, "day": fair.starts_on, **facts}
    where = {"guest_id": guest.id, "key": guest.answer_key}
    return Letter(kind, guest.job_seeker, where, told, once or f"{kind}:{guest.id}", until)
