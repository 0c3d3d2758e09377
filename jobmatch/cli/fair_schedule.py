"""``jobmatch fair-schedule``: the search for a fair's schedule, as the web starts it."""

import sys

import click


@click.command()
@click.argument("run_id", type=int)
def fair_schedule(run_id: int) -> None:
    """Search for the schedule of run RUN_ID, until it is proven best, out of time, or asked to stop.

    \b
    Exit codes: 0 searched (stopped or not), 1 no such run or nothing to schedule.
    """
    from jobmatch import fair_runs
    from jobmatch.cli import application
    from jobmatch.clock import today
    from jobmatch.db import db
    from jobmatch.live import live_index
    from models import FairScheduleRun, ScheduleRunState

    with application():
        run = db.session.get(FairScheduleRun, run_id)
        if run is None or run.state is not ScheduleRunState.WAITING:
            raise click.ClickException("no such run is waiting")
        fair_runs.perform(db.session, live_index(), run, today=today())
        if run.state is ScheduleRunState.FAILED:
            click.echo(run.error, err=True)
            sys.exit(1)
