"""Offices."""

from typing import Any

from flask import redirect, render_template, request, url_for

from jobmatch.access import visible
from jobmatch.admin import bp
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import Submitted, read, rejected
from jobmatch.schemas.admin import OfficeForm
from jobmatch.services import programmes
from models import Office


@bp.get("/offices")
def list_offices() -> Any:
    """Every office, and a form for one more."""
    return show(None)


def show(form: Submitted | None) -> Any:
    """The list and the form, with what was typed."""
    rows = db.session.scalars(visible(Office).order_by(Office.name)).all()
    return render_template("admin/offices.html", offices=rows, form=form), 422 if form else 200


@bp.post("/offices")
def create_office() -> Any:
    """Set up an office."""
    form = read(OfficeForm, request.form)
    if not form.ok:
        return show(form)
    values = {**form.values, "country": form.values["country"][0]}
    try:
        programmes.create_office(db.session, **values)
    except InvalidInput as error:
        db.session.rollback()
        return show(rejected(form, error))
    db.session.commit()
    return redirect(url_for(".list_offices"), code=303)
