"""From guests, booths and rankings to the problem of a schedule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from jobmatch.errors import Conflict, msg
from jobmatch.services.eligibility import too_young
from jobmatch.services.fairs.guests import guests_of
from jobmatch.services.fairs.slots import booth_is_open, guest_is_here, slot_starts
from jobmatch.services.suggestions import scores_of
from jobmatch.services.suggestions_index import LiveIndex
from matching.schedule import Interviews, Problem, choose_candidates
from models import (
    BoothState,
    FairEmployer,
    FairGuest,
    FairInterview,
    FairVacancy,
    GuestState,
    InterviewState,
    JobFair,
    JobSeeker,
    Vacancy,
)

FIXED = (InterviewState.CONFIRMED, InterviewState.DONE)


@dataclass(frozen=True)
class FairProblem:
    """The arrays that `matching` works on, and the rows behind their indices."""

    problem: Problem
    guests: list[FairGuest]
    booths: list[FairEmployer]
    starts: list[datetime]
    scores: np.ndarray  # (n_guests, n_booths), NaN where the two cannot meet
    wishes: np.ndarray  # (n_guests, n_booths)


def booths_of(session: Session, fair: JobFair) -> list[FairEmployer]:
    """The booths that come, with what they bring and who staffs them."""
    return list(
        session.scalars(
            select(FairEmployer)
            .where(FairEmployer.fair_id == fair.id, FairEmployer.state == BoothState.ACCEPTED)
            .options(
                selectinload(FairEmployer.brought).selectinload(FairVacancy.vacancy).joinedload(Vacancy.employer),
                selectinload(FairEmployer.employer),
                selectinload(FairEmployer.hall),
                selectinload(FairEmployer.staff),
            )
            .order_by(FairEmployer.id)
        )
    )


def pose(session: Session, live: LiveIndex, fair: JobFair, *, today: date) -> FairProblem:
    """Read a fair into the arrays of the schedule. Confirmed and held interviews are fixed.

    Raises
    ------
    Conflict
        If there is nothing to schedule: no slot, no booth or nobody who said yes.
    """
    guests = list(session.scalars(guests_of(fair, FairGuest.state == GuestState.YES)))
    booths, starts = booths_of(session, fair), slot_starts(fair)
    if not (guests and booths and starts):
        raise Conflict(msg("A schedule needs opening hours, booths and people who said yes."))
    wishes = read_wishes(guests, booths)
    scores = read_scores(session, live, guests, booths, wishes=wishes, today=today)
    pairs = choose_candidates(scores, wishes)
    halls = {hall.id: number for number, hall in enumerate(fair.halls)}
    n_halls = max(len(halls), 1)
    first = starts[0]
    problem = Problem(
        person=pairs.person,
        booth=pairs.booth,
        value=pairs.value,
        capacity=np.array(
            [
                [booth.interviewers * booth_is_open(booth, start, fair.slot_minutes) for start in starts]
                for booth in booths
            ],
            dtype=np.int64,
        ),
        available=np.array(
            [[guest_is_here(guest, start, fair.slot_minutes) for start in starts] for guest in guests], dtype=bool
        ),
        starts=np.array([int((start - first).total_seconds() // 60) for start in starts], dtype=np.int64),
        slot_minutes=fair.slot_minutes,
        hall=np.array([halls.get(booth.hall_id or 0, 0) for booth in booths], dtype=np.int64),
        travel_minutes=np.where(np.eye(n_halls, dtype=bool), 0, fair.way_minutes).astype(np.int64),
        at_most=fair.at_most,
        at_least=fair.at_least,
        fixed=read_fixed(session, guests, booths, starts),
    )
    return FairProblem(problem, guests, booths, starts, scores, wishes)


def read_wishes(guests: list[FairGuest], booths: list[FairEmployer]) -> np.ndarray:
    """1 where the guest asked for the booth; shape (n_guests, n_booths)."""
    column = {booth.id: number for number, booth in enumerate(booths)}
    wishes = np.zeros((len(guests), len(booths)))
    for row, guest in enumerate(guests):
        for wish in guest.wishes:
            if wish.booth_id in column:
                wishes[row, column[wish.booth_id]] = 1.0
    return wishes


def read_scores(
    session: Session,
    live: LiveIndex,
    guests: list[FairGuest],
    booths: list[FairEmployer],
    *,
    wishes: np.ndarray,
    today: date,
) -> np.ndarray:
    """The best match of each guest among a booth's vacancies; shape (n_guests, n_booths).

    NaN where a hard rule keeps the guest out of all of them, unless the guest asked to talk there: then 0. A rule of
    age is never set aside.
    """
    row_of = {guest.job_seeker_id: row for row, guest in enumerate(guests)}
    scores = np.full((len(guests), len(booths)), np.nan)
    for column, booth in enumerate(booths):
        open_ones = [vacancy for vacancy in booth.vacancies if vacancy.state == "open"]
        barred = [too_young_for(session, vacancy, row_of, today) for vacancy in open_ones]
        for vacancy in open_ones:
            for row_id, score in scores_of(session, live, vacancy, row_of, today=today).items():
                scores[row_of[row_id], column] = np.fmax(scores[row_of[row_id], column], score)
        under_age = set.intersection(*barred) if barred else set()
        for row, guest in enumerate(guests):
            if wishes[row, column] and np.isnan(scores[row, column]) and guest.job_seeker_id not in under_age:
                scores[row, column] = 0.0
    return scores


def too_young_for(session: Session, vacancy: Vacancy, people: Iterable[int], today: date) -> set[int]:
    """Which of these people are too young for a vacancy."""
    return set(session.scalars(select(JobSeeker.id).where(JobSeeker.id.in_(people), too_young(vacancy, today))))


def read_fixed(
    session: Session, guests: list[FairGuest], booths: list[FairEmployer], starts: list[datetime]
) -> Interviews:
    """Interviews that nothing moves."""
    row = {guest.id: number for number, guest in enumerate(guests)}
    column = {booth.id: number for number, booth in enumerate(booths)}
    slot = {start: number for number, start in enumerate(starts)}
    found = session.scalars(
        select(FairInterview).where(
            FairInterview.booth_id.in_(column), FairInterview.state.in_(FIXED), FairInterview.starts_at.is_not(None)
        )
    )
    rows = [
        (row[one.guest_id], column[one.booth_id], slot[one.starts_at])
        for one in found
        if one.guest_id in row and one.starts_at in slot
    ]
    return Interviews.of(rows)
