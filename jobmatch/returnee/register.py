"""Registering by oneself."""

from typing import Any

from flask import render_template, request

from jobmatch.access import audience
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import read, rejected
from jobmatch.i18n import choose_language
from jobmatch.returnee import bp
from jobmatch.returnee.sign_in import throttled
from jobmatch.schemas.portal import RegistrationForm
from jobmatch.services import registration
from models import ConsentPurpose


def page(form: Any, status: int = 200) -> Any:
    """The form."""
    offices = [(office.id, office.name) for office in registration.open_offices(db.session)]
    return render_template("returnee/register.html", form=form, offices=offices), status


@bp.route("/register", methods=["GET", "POST"])
@audience()
@throttled
def register() -> Any:
    """Register. The answer is the same whether or not the person is known: an officer looks for doubles."""
    if request.method == "GET":
        return page(None)
    form = read(RegistrationForm, request.form)
    if not form.ok:
        return page(form, 422)
    values = dict(form.values)
    wishes = {ConsentPurpose.MATCHING: values.pop("matching"), ConsentPurpose.EMPLOYERS: values.pop("employers")}
    try:
        person = registration.register_self(
            db.session,
            today=today(),
            purposes=[purpose for purpose, given in wishes.items() if given],
            language=choose_language(),
            **{key: value for key, value in values.items() if value is not None},
        )
    except InvalidInput as error:
        return page(rejected(form, error), 422)
    db.session.commit()
    return render_template("returnee/registered.html", reference=person.case_reference), 201
