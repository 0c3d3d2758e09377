"""Fairs: list, plan, page, and the steps of their life."""

from datetime import date, time, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import Conflict, InvalidInput
from jobmatch.forms import Submitted, read, read_rows, rejected, require, together
from jobmatch.lists import paginate
from jobmatch.options import governorate_options, programme_options
from jobmatch.organiser import bp
from jobmatch.organiser.options import break_words, fair_of, show_effects
from jobmatch.schemas.fair import LANGUAGES, DayForm, FairForm, FairStepForm
from jobmatch.services import transitions
from jobmatch.services.fairs import guests, hours, interviews, looking_back, planning
from models import FairDay, FairState, JobFair, Programme
from models.states import allowed

SORTS = {"name": JobFair.name, "starts": JobFair.starts_on, "state": JobFair.state}


@bp.get("/")
def home() -> str:
    """The office's fairs, the next first."""
    page = paginate(visible(JobFair), SORTS, default="-starts")
    return render_template("organiser/fairs.html", page=page, today=today())


@bp.get("/fairs/<int:fair_id>")
def fair(fair_id: int) -> str:
    """One fair: its plan, how far it is, and what it brought."""
    row = fair_of(fair_id)
    return render_template(
        "organiser/fair.html",
        fair=row,
        figures=looking_back.fair_figures(db.session, row),
        needs=guests.count_needs(db.session, row),
        counts=interviews.count_interviews(db.session, row),
        steps=allowed("job_fair", row.state),
        events=transitions.history(db.session, row),
    )


def show_form(row: JobFair | None, form: Submitted | None = None) -> Any:
    """The form, on first sight or with its errors."""
    usual = (hours.usual_hours(row.days) if row else None) or hours.Hours(time(9), time(16), [["12:00", "13:00"]])
    page = render_template(
        "organiser/fair_form.html",
        fair=row,
        form=form,
        programmes=programme_options(),
        governorates=governorate_options(),
        languages=LANGUAGES,
        opens=usual.opens.isoformat("minutes"),
        closes=usual.closes.isoformat("minutes"),
        breaks=break_words(usual.breaks),
        days=day_rows(row, usual) if row else [],
        halls="; ".join(hall.name for hall in row.halls) if row else "",
    )
    return (page, 422) if form else page


def day_rows(row: JobFair, usual: hours.Hours) -> list[dict[str, Any]]:
    """Each day of a fair that lasts longer than one, with what is not as usual."""
    days = {one.on: one for one in row.days}
    number = (row.ends_on - row.starts_on).days + 1
    return [
        day_row(on, days.get(on), usual)
        for on in (row.starts_on + timedelta(days=count) for count in range(number))
        if number > 1
    ]


def day_row(on: date, one: FairDay | None, usual: hours.Hours) -> dict[str, Any]:
    """A day's own hours as the form writes them; nothing where they are as usual."""
    found: dict[str, Any] = {"on": on, "closed": one is None, "opens": "", "closes": "", "breaks": ""}
    if one is not None:
        found["opens"] = one.opens.isoformat("minutes") if one.opens != usual.opens else ""
        found["closes"] = one.closes.isoformat("minutes") if one.closes != usual.closes else ""
        found["breaks"] = (break_words(one.breaks) or "–") if one.breaks != usual.breaks else ""
    return found


@bp.get("/fairs/new")
def new_fair() -> Any:
    """The form of a new fair."""
    return show_form(None)


@bp.post("/fairs")
def create_fair() -> Any:
    """Plan a fair; 422 with the form where something cannot be used."""
    form = read_fair()
    if not form.ok:
        return show_form(None, form)
    values = clean(form)
    programme = get_visible(Programme, values.pop("programme_id"))
    try:
        row = planning.plan_fair(db.session, by=current_account(), programme=programme, **values)
    except InvalidInput as error:
        return show_form(None, rejected(form, error))
    db.session.commit()
    if row.ends_on != row.starts_on:
        flash(_("If the hours differ from day to day, change the plan and write them beside each day."))
    return redirect(url_for(".fair", fair_id=row.id), code=303)


@bp.get("/fairs/<int:fair_id>/edit")
def edit_fair(fair_id: int) -> Any:
    """The form of a fair."""
    return show_form(fair_of(fair_id))


@bp.post("/fairs/<int:fair_id>")
def change_fair(fair_id: int) -> Any:
    """Save a fair; 409 if somebody else did since or something no longer fits, 422 where a value cannot be used."""
    row = fair_of(fair_id)
    form = read_fair()
    if not form.ok:
        return show_form(row, form)
    values, version = clean(form), form.values.get("version")
    agreed = request.form.get("agreed")
    try:
        planning.change_fair(db.session, row, by=current_account(), version=version, agreed=agreed, **values)
    except InvalidInput as error:
        return show_form(row, rejected(form, error))
    except Conflict as conflict:
        return show_effects(conflict, row, url_for(".change_fair", fair_id=row.id))
    guests.fill_places(db.session, row)
    interviews.tell_times(db.session, row)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".fair", fair_id=row.id), code=303)


def read_fair() -> Submitted:
    """The plan with the days whose hours differ."""
    return together(read(FairForm, request.form), read_rows(DayForm, request.form, "days", "on"))


def clean(form: Submitted) -> dict[str, Any]:
    """The values of a fair as the service wants them; what was left empty is nothing."""
    values = {key: value for key, value in form.values.items() if key not in ("version", "opens", "closes", "breaks")}
    usual = hours.Hours(form.values["opens"], form.values["closes"], form.values.get("breaks") or [])
    differing = values.pop("days")
    return {**values, "halls": values.get("halls") or [], "usual": usual, "differing": differing}


@bp.post("/fairs/<int:fair_id>/state")
def move_fair(fair_id: int) -> Response:
    """Open the doors, close the fair, or cancel it."""
    row = fair_of(fair_id)
    to = require(FairStepForm, request.form)["to"]
    planning.move_fair(db.session, row, to=to, by=current_account())
    db.session.commit()
    if to is FairState.RUNNING:
        flash(_("The doors are open. Check-in and the booths' pages work now."))
    return redirect(url_for(".fair", fair_id=row.id), code=303)
