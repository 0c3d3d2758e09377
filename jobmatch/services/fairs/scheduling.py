"""From guests, booths and rankings to a schedule, and from a schedule to interviews."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from jobmatch.errors import Conflict, msg
from jobmatch.services.eligibility import too_young
from jobmatch.services.fairs.changes import cancel_interviews
from jobmatch.services.fairs.guests import guests_of
from jobmatch.services.fairs.slots import booth_is_open, guest_is_here, slot_starts
from jobmatch.services.suggestions import scores_of
from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.transitions import move, record_event
from matching.schedule import Interviews, Problem, Progress, Schedule, Status, choose_candidates, solve_in_process
from models import (
    Account,
    BoothState,
    FairEmployer,
    FairGuest,
    FairInterview,
    FairScheduleRun,
    FairState,
    FairVacancy,
    GuestState,
    InterviewState,
    JobFair,
    JobSeeker,
    ScheduleRunState,
    Vacancy,
    utc_now,
)

FIXED = (InterviewState.CONFIRMED, InterviewState.DONE)
LOST_AFTER = timedelta(seconds=60)
"""A run that has not been heard of for so long has ended with its process."""


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
    """The booths that come, with what they bring."""
    return list(
        session.scalars(
            select(FairEmployer)
            .where(FairEmployer.fair_id == fair.id, FairEmployer.state == BoothState.ACCEPTED)
            .options(
                selectinload(FairEmployer.brought).selectinload(FairVacancy.vacancy),
                selectinload(FairEmployer.employer),
                selectinload(FairEmployer.hall),
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


def ask_for_schedule(session: Session, fair: JobFair, *, by: Account, time_limit_s: float) -> FairScheduleRun:
    """Start a run; one at a time per fair. Flushes; the caller commits and starts the process.

    Raises
    ------
    Conflict
        If a run is under way, or the fair is over.
    """
    if fair.state in (FairState.OVER, FairState.CANCELLED):
        raise Conflict(msg("The fair is over."))
    last = latest_run(session, fair)
    if last and is_alive(last):
        raise Conflict(msg("A schedule is being made already."))
    run = FairScheduleRun(fair=fair, by_id=by.id, time_limit_s=time_limit_s, heartbeat_at=utc_now())
    session.add(run)
    record_event(session, run, was=None, by=by)
    return run


def latest_run(session: Session, fair: JobFair) -> FairScheduleRun | None:
    """The newest run of a fair."""
    return session.scalar(
        select(FairScheduleRun).where(FairScheduleRun.fair_id == fair.id).order_by(FairScheduleRun.id.desc()).limit(1)
    )


def is_alive(run: FairScheduleRun) -> bool:
    """Whether the run's process has been heard of lately."""
    going = run.state in (ScheduleRunState.WAITING, ScheduleRunState.RUNNING)
    return going and run.heartbeat_at is not None and utc_now() - run.heartbeat_at < LOST_AFTER


def stop_run(session: Session, run: FairScheduleRun) -> None:
    """Ask the run's process to stop; it hands over the best it has. Flushes."""
    run.cancel_wanted = True
    session.flush()


def search(
    run: FairScheduleRun,
    posed: FairProblem,
    *,
    cancelled: Callable[[], bool],
    on_progress: Callable[[Progress], None],
) -> Schedule | None:
    """Look for the best schedule in a process of its own; None when it was stopped before it held any."""
    return solve_in_process(posed.problem, time_limit_s=run.time_limit_s, cancelled=cancelled, on_progress=on_progress)


def note_progress(run: FairScheduleRun, progress: Progress) -> None:
    """Write into the run how far the search is, and that it lives."""
    run.elapsed_s, run.heartbeat_at = progress.elapsed_s, utc_now()
    if progress.best is not None:
        run.value, run.gap = progress.best.value, progress.best.gap
        if run.greedy_value is None:
            run.greedy_value = progress.best.value


def end_run(session: Session, run: FairScheduleRun, posed: FairProblem, found: Schedule | None) -> None:
    """Keep what was found, and say how the search ended. Flushes."""
    if found is not None:
        keep(run, posed, found)
    stopped = found is None or found.status is Status.CANCELLED
    move(session, run, to=ScheduleRunState.CANCELLED if stopped else ScheduleRunState.DONE, by=None)


def begin_run(session: Session, run: FairScheduleRun) -> None:
    """Say that the search is under way. Flushes."""
    run.heartbeat_at = utc_now()
    move(session, run, to=ScheduleRunState.RUNNING, by=None)


def fail_run(session: Session, run: FairScheduleRun, error: Exception) -> None:
    """Say that the search ended without an answer, and why. Flushes."""
    run.error = str(error)
    move(session, run, to=ScheduleRunState.FAILED, by=None)


def keep(run: FairScheduleRun, posed: FairProblem, found: Schedule) -> None:
    """Store a schedule as guest, booth and instant, with the score behind it."""
    run.value, run.gap, run.method = found.value, found.gap, found.method.value
    run.proven = found.status is Status.OPTIMAL
    run.unserved = [posed.guests[row].id for row in found.unserved.tolist()]
    run.interviews = [
        [
            posed.guests[person].id,
            posed.booths[booth].id,
            posed.starts[slot].isoformat(),
            round(float(posed.scores[person, booth]), 6),
            bool(posed.wishes[person, booth]),
        ]
        for person, booth, slot in zip(*(part.tolist() for part in found.interviews), strict=True)
    ]


def take_schedule(session: Session, run: FairScheduleRun, *, by: Account) -> int:
    """Make a run's result the fair's schedule: it replaces what was only planned, and moves nothing confirmed.

    Returns
    -------
    int
        How many interviews were planned; pairs that a hand has put together since, or places taken since, are left.
    """
    if not run.interviews or run.taken_at:
        raise Conflict(msg("This search holds no schedule to use."))
    fair_booths = select(FairEmployer.id).where(FairEmployer.fair_id == run.fair_id)
    ours = FairInterview.booth_id.in_(fair_booths)
    cancel_interviews(session, ours & (FairInterview.state == InterviewState.PLANNED), by=by)
    live = session.scalars(select(FairInterview).where(ours, FairInterview.state != InterviewState.CANCELLED)).all()
    pairs = {(row.guest_id, row.booth_id) for row in live}
    places = {(row.guest_id, row.starts_at) for row in live}
    wanted = {row[0] for row in run.interviews}
    coming = set(session.scalars(select(FairGuest.id).where(FairGuest.id.in_(wanted), FairGuest.state == "yes")))
    planned = 0
    for guest_id, booth_id, at, score, wished in run.interviews:
        start = datetime.fromisoformat(at)
        if guest_id not in coming or (guest_id, booth_id) in pairs or (guest_id, start) in places:
            continue
        row = FairInterview(guest_id=guest_id, booth_id=booth_id, starts_at=start, score=score, wished=wished)
        session.add(row)
        record_event(session, row, was=None, by=by)
        planned += 1
    run.taken_at = utc_now()
    session.flush()
    return planned
