"""A business registers itself. Nothing of it is public before an officer has verified it."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from jobmatch.access import audience
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.forms import read
from jobmatch.schemas.employer import RegistrationForm
from jobmatch.security import limiter
from jobmatch.services import employers

REGISTRATION_LIMIT = "10 per minute; 30 per hour"


@bp.get("/register")
@audience()
def register() -> str:
    """The form of a new business."""
    return render_template("employer/register.html", form=None)


@bp.post("/register", endpoint="create")
@audience()
@limiter.limit(REGISTRATION_LIMIT)
def create_registration() -> Any:
    """Keep the business and its first account. The answer is the same where the address has an account already."""
    form = read(RegistrationForm, request.form)
    if not form.ok:
        return render_template("employer/register.html", form=form), 422
    employers.register_employer(db.session, language=str(get_locale() or "en"), **form.values)
    db.session.commit()
    return redirect(url_for(".registered"), code=303)


@bp.get("/registered")
@audience()
def registered() -> Response | str:
    """What happens next."""
    return render_template("employer/registered.html")
