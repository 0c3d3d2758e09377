"""How a person signs in: a PIN beside the code, a password if they want one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import Schema

from jobmatch.access import current_account
from jobmatch.access.accounts import stay_signed_in
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import Submitted, read, rejected
from jobmatch.returnee import bp
from jobmatch.returnee.person import current_person
from jobmatch.schemas.portal import PasswordForm, PinForm
from jobmatch.services import sign_in


def page(form: Submitted | None = None, status: int = 200) -> Any:
    """The ways in that are set."""
    account, person = current_account(), current_person()
    return render_template("returnee/ways_in.html", account=account, person=person, form=form), status


@bp.get("/ways-in")
def ways_in() -> Any:
    """Show them."""
    return page()


def save(schema: type[Schema], field: str, setter: Any) -> Any:
    """Set one secret, or remove it where the button says so; 422 for one that is not good."""
    wanted = None
    if not request.form.get("remove"):
        form = read(schema, request.form)
        if not form.ok:
            return page(form, 422)
        wanted = form.values[field]
    try:
        setter(db.session, current_account(), wanted)
    except InvalidInput as error:
        db.session.rollback()
        return page(rejected(Submitted({}, {}, request.form), error), 422)
    db.session.commit()
    stay_signed_in()
    flash(_("Saved."), "success")
    return redirect(url_for(".ways_in"), code=303)


@bp.post("/ways-in/pin")
def set_pin() -> Any:
    """Set or remove the PIN."""
    return save(PinForm, "pin", sign_in.set_pin)


@bp.post("/ways-in/password")
def set_password() -> Any:
    """Set or remove the password."""
    return save(PasswordForm, "password", sign_in.set_password)
