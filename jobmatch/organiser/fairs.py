"""Fairs: list, plan, page, and the steps of their life."""

from datetime import time
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.forms import Submitted, read, require
from jobmatch.lists import paginate
from jobmatch.organiser import bp
from jobmatch.organiser.options import fair_of, governorates, programmes
from jobmatch.schemas.fair import LANGUAGES, FairForm, FairStepForm
from jobmatch.services import transitions
from jobmatch.services.fairs import guests, interviews, looking_back, planning
from models import FairState, JobFair, Programme
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
    first = row.days[0] if row and row.days else None
    page = render_template(
        "organiser/fair_form.html",
        fair=row,
        form=form,
        programmes=[(programme.id, programme.name) for programme in programmes()],
        governorates=governorates(),
        languages=LANGUAGES,
        opens=(first.opens if first else time(9)).isoformat("minutes"),
        closes=(first.closes if first else time(16)).isoformat("minutes"),
        breaks="; ".join("-".join(pause) for pause in (first.breaks if first else [["12:00", "13:00"]])),
        halls="; ".join(hall.name for hall in row.halls) if row else "",
    )
    return (page, 422) if form else page


@bp.get("/fairs/new")
def new_fair() -> Any:
    """The form of a new fair."""
    return show_form(None)


@bp.post("/fairs")
def create_fair() -> Any:
    """Plan a fair; 422 with the form where something cannot be used."""
    form = read(FairForm, request.form)
    if not form.ok:
        return show_form(None, form)
    values = clean(form)
    programme = get_visible(Programme, values.pop("programme_id"))
    row = planning.plan_fair(db.session, by=current_account(), programme=programme, **values)
    db.session.commit()
    return redirect(url_for(".fair", fair_id=row.id), code=303)


@bp.get("/fairs/<int:fair_id>/edit")
def edit_fair(fair_id: int) -> Any:
    """The form of a fair."""
    return show_form(fair_of(fair_id))


@bp.post("/fairs/<int:fair_id>")
def change_fair(fair_id: int) -> Any:
    """Save a fair; 409 if somebody else did since, 422 where something cannot be used."""
    row = fair_of(fair_id)
    form = read(FairForm, request.form)
    if not form.ok:
        return show_form(row, form)
    planning.change_fair(db.session, row, version=form.values.get("version"), **clean(form))
    guests.fill_places(db.session, row)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".fair", fair_id=row.id), code=303)


def clean(form: Submitted) -> dict[str, Any]:
    """The values of a fair; what was left empty is nothing."""
    values = {key: value for key, value in form.values.items() if key != "version"}
    return {**values, "halls": values.get("halls") or [], "breaks": values.get("breaks") or []}


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
