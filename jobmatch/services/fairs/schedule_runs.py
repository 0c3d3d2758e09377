"""The runs that look for a fair's schedule: asked for, watched, ended, and taken as the fair's schedule."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, msg
from jobmatch.services.fairs.changes import cancel_interviews
from jobmatch.services.fairs.scheduling import FairProblem
from jobmatch.services.transitions import move, record_event
from matching.schedule import Progress, Schedule, Status, solve_in_process
from models import (
    Account,
    FairEmployer,
    FairGuest,
    FairInterview,
    FairScheduleRun,
    FairState,
    InterviewState,
    JobFair,
    ScheduleRunState,
    utc_now,
)

LOST_AFTER = timedelta(seconds=60)
"""A run that has not been heard of for so long has ended with its process."""


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


def is_going(run: FairScheduleRun) -> bool:
    """Whether the run has not ended, as far as it has told."""
    return run.state in (ScheduleRunState.WAITING, ScheduleRunState.RUNNING)


def is_alive(run: FairScheduleRun) -> bool:
    """Whether the run goes on and its process has been heard of lately."""
    return is_going(run) and run.heartbeat_at is not None and utc_now() - run.heartbeat_at < LOST_AFTER


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
