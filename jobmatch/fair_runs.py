"""Runs of a fair's schedule, in a process beside the web: started, watched and stopped through the database.

Any web process can show the progress or ask it to stop, because both stand in the run's row.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date

from flask import current_app
from sqlalchemy.orm import Session

from jobmatch.errors import JobmatchError
from jobmatch.services.fairs import schedule_runs, scheduling
from jobmatch.services.suggestions_index import LiveIndex
from matching.schedule import Progress
from models import FairScheduleRun

REPORT_S = 1.0
STARTED: list[subprocess.Popen[bytes]] = []


def start(run_id: int) -> None:
    """Start ``jobmatch fair-schedule`` for a run that is committed; it outlives the request, not the machine."""
    settings = current_app.config["JOBMATCH"]
    environment = os.environ | {
        "JOBMATCH_DATABASE_URL": settings.database_url,
        "JOBMATCH_SECRET_KEY": settings.secret_key,
        "JOBMATCH_INSTANCE_DIR": str(settings.instance_dir.resolve()),
    }
    STARTED[:] = [process for process in STARTED if process.poll() is None]  # reap those that have ended
    command = [sys.executable, "-m", "jobmatch", "fair-schedule", str(run_id)]
    STARTED.append(
        subprocess.Popen(  # noqa: S603 - our own interpreter, and a number
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
    )


def perform(session: Session, live: LiveIndex, run: FairScheduleRun, *, today: date) -> None:
    """Search for a run's schedule, report about once a second, and stop when the run's row asks for it. Commits."""
    schedule_runs.begin_run(session, run)
    session.commit()
    try:
        posed = scheduling.pose(session, live, run.fair, today=today)
        session.commit()  # nothing is locked while the search goes on
        report = reporter(session, run)
        found = schedule_runs.search(run, posed, cancelled=lambda: run.cancel_wanted, on_progress=report)
    except (JobmatchError, RuntimeError) as error:
        session.rollback()
        schedule_runs.fail_run(session, run, error)
        session.commit()
        return
    session.refresh(run)
    schedule_runs.end_run(session, run, posed, found)
    session.commit()


def reporter(session: Session, run: FairScheduleRun) -> Callable[[Progress], None]:
    """Write the progress into the run about once a second, and read whether to stop."""
    written = [-REPORT_S]

    def report(progress: Progress) -> None:
        if progress.elapsed_s - written[0] < REPORT_S:
            return
        written[0] = progress.elapsed_s
        session.refresh(run)
        schedule_runs.note_progress(run, progress)
        session.commit()

    return report
