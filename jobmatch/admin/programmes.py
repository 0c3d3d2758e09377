"""Programmes: set up and changed."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.access import get_visible, visible
from jobmatch.admin import bp
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import Submitted, read, rejected
from jobmatch.schemas.admin import ProgrammeForm
from jobmatch.services import programmes
from models import Office, Programme


@bp.get("/programmes")
def list_programmes() -> Any:
    """Every programme, the newest first."""
    rows = db.session.scalars(visible(Programme).order_by(Programme.starts_on.desc(), Programme.id)).all()
    return render_template("admin/programmes.html", programmes=rows)


@bp.get("/programmes/new")
def new_programme() -> Any:
    """The form of a new programme."""
    return show_form(None, None)


@bp.get("/programmes/<int:programme_id>/edit")
def edit_programme(programme_id: int) -> Any:
    """The form of a programme."""
    return show_form(get_visible(Programme, programme_id), None)


def show_form(programme: Programme | None, form: Submitted | None) -> Any:
    """The form, with what was typed."""
    offices = db.session.scalars(visible(Office).order_by(Office.name)).all()
    chosen = programmes.offices_of(db.session, programme) if programme else set()
    if form:
        chosen = {int(value) for value in form.raw.getlist("offices") if value.isdecimal()}
    page = render_template("admin/programme_form.html", programme=programme, form=form, offices=offices, chosen=chosen)
    return page, 422 if form else 200


def values_of(form: Submitted) -> dict[str, Any]:
    """The form's values as the service takes them."""
    values = {**form.values, "host_countries": form.values["host_countries"] or []}
    return values | {"countries_of_return": form.values["countries_of_return"] or []}


@bp.post("/programmes")
def create_programme() -> Any:
    """Set up a programme."""
    form = read(ProgrammeForm, request.form)
    if form.ok and not form.values.get("code"):
        form = Submitted({}, {"code": [_("This is needed.")]}, form.raw)
    if not form.ok:
        return show_form(None, form)
    values = values_of(form)
    values.pop("version", None)
    try:
        programmes.create_programme(db.session, **values)
    except InvalidInput as error:
        db.session.rollback()
        return show_form(None, rejected(form, error))
    db.session.commit()
    return redirect(url_for(".list_programmes"), code=303)


@bp.post("/programmes/<int:programme_id>")
def change_programme(programme_id: int) -> Any:
    """Save a programme; 409 if somebody else did since."""
    programme = get_visible(Programme, programme_id)
    form = read(ProgrammeForm, request.form)
    if not form.ok:
        return show_form(programme, form)
    values = values_of(form)
    values.pop("code", None)
    version = values.pop("version", None)
    programmes.change_programme(db.session, programme, version=version, **values)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".list_programmes"), code=303)
