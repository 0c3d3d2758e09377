"""The schedule: searched for, watched, stopped, taken, confirmed."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from jobmatch import fair_runs
from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_list
from jobmatch.db import db
from jobmatch.forms import require
from jobmatch.organiser import bp
from jobmatch.organiser.options import fair_of
from jobmatch.schemas.fair import RunForm
from jobmatch.services.fairs import guests, interviews, schedule_runs, scheduling
from models import FairEmployer, FairGuest, FairInterview, FairScheduleRun, JobFair


def run_facts(run: FairScheduleRun | None) -> dict[str, object]:
    """What a page shows of a run: whether it lives, who could not be served."""
    unserved = []
    if run and run.unserved:
        unserved = list(db.session.scalars(guests.guests_of(run.fair, FairGuest.id.in_(run.unserved))))
    going = run is not None and schedule_runs.is_going(run)
    return {"run": run, "alive": run is not None and schedule_runs.is_alive(run), "going": going, "unserved": unserved}


@bp.get("/fairs/<int:fair_id>/schedule")
def schedule(fair_id: int) -> str:
    """The schedule by booth, with the newest search."""
    row = fair_of(fair_id)
    found = interviews.interviews_of(db.session, row)
    record_list("fair_interview", [one.id for one in found], purpose="fair")
    return render_template(
        "organiser/schedule.html",
        fair=row,
        by_booth=by_booth(row, found),
        total=len(found),
        **run_facts(schedule_runs.latest_run(db.session, row)),
    )


def by_booth(fair: JobFair, found: Iterable[FairInterview]) -> list[tuple[FairEmployer, list[FairInterview]]]:
    """Each booth that comes with its interviews by time."""
    rows: dict[int, list[FairInterview]] = {}
    for one in found:
        rows.setdefault(one.booth_id, []).append(one)
    return [(booth, rows.get(booth.id, [])) for booth in scheduling.booths_of(db.session, fair)]


@bp.post("/fairs/<int:fair_id>/schedule-runs")
def start_run(fair_id: int) -> Response:
    """Start a search in the background; 409 while another is under way."""
    row = fair_of(fair_id)
    minutes = require(RunForm, request.form)["minutes"]
    run = schedule_runs.ask_for_schedule(db.session, row, by=current_account(), time_limit_s=minutes * 60)
    db.session.commit()
    fair_runs.start(run.id)
    return redirect(url_for(".schedule", fair_id=row.id), code=303)


@bp.get("/schedule-runs/<int:run_id>")
def schedule_run(run_id: int) -> str:
    """How far a search is: a part of the page, asked for again and again while it goes on."""
    run = get_visible(FairScheduleRun, run_id)
    return render_template("organiser/_run.html", fair=run.fair, **run_facts(run))


@bp.post("/schedule-runs/<int:run_id>/stop")
def stop_run(run_id: int) -> Response:
    """Stop a search; it hands over the best it has."""
    run = get_visible(FairScheduleRun, run_id)
    schedule_runs.stop_run(db.session, run)
    db.session.commit()
    return redirect(url_for(".schedule", fair_id=run.fair_id), code=303)


@bp.post("/schedule-runs/<int:run_id>/use")
def use_run(run_id: int) -> Response:
    """Make what was found the fair's schedule; nothing confirmed moves."""
    run = get_visible(FairScheduleRun, run_id)
    planned = schedule_runs.take_schedule(db.session, run, by=current_account())
    db.session.commit()
    flash(ngettext("%(num)s interview planned.", "%(num)s interviews planned.", planned))
    return redirect(url_for(".schedule", fair_id=run.fair_id), code=303)


@bp.post("/fairs/<int:fair_id>/confirmation")
def confirm_schedule(fair_id: int) -> Response:
    """Confirm everything that is planned: from now on only a hand moves it."""
    row = fair_of(fair_id)
    confirmed = interviews.confirm_all(db.session, row, by=current_account())
    db.session.commit()
    flash(ngettext("%(num)s interview confirmed.", "%(num)s interviews confirmed.", confirmed))
    return redirect(url_for(".schedule", fair_id=row.id), code=303)
