"""Sending a person before departure, with their consent."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import current_account
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import Submitted, read, rejected
from jobmatch.i18n import LANGUAGES
from jobmatch.partner import bp
from jobmatch.schemas.partner import PARTNER_PURPOSES, SendPersonForm
from jobmatch.services import registration


def show_form(form: Submitted | None = None) -> Any:
    """The form, on first sight or with what was typed."""
    page = render_template(
        "partner/new.html",
        form=form,
        offices=[(office.id, office.name) for office in registration.open_offices(db.session)],
        purposes=PARTNER_PURPOSES,
        languages=list(LANGUAGES.items()),
        today=today(),
    )
    return (page, 422) if form else page


@bp.get("/people/new")
def new_person() -> Any:
    """The form."""
    return show_form()


@bp.post("/people", endpoint="send_person")
def send_person() -> Response | Any:
    """Send a person to an office; the answer is the same whether or not the office knows them already."""
    form = read(SendPersonForm, request.form)
    if not form.ok:
        return show_form(form)
    try:
        row = registration.register_by_partner(db.session, by=current_account(), today=today(), **form.values)
    except InvalidInput as error:
        db.session.rollback()
        return show_form(rejected(form, error))
    db.session.commit()
    flash(_("Sent. An officer confirms it and contacts the person."))
    return redirect(url_for(".person", job_seeker_id=row.id), code=303)
