"""The business itself: what it says of itself, and the colleagues who have an account."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.employer.own import account_key, own_employer
from jobmatch.forms import read
from jobmatch.password_mail import send_password_link
from jobmatch.schemas.employer import BusinessForm, ColleagueForm
from jobmatch.security import limiter
from jobmatch.services import employers
from models import Account

COLLEAGUE_LIMIT = "20 per hour"


def show_business(form: Any = None, colleague_form: Any = None) -> str:
    """The page of the business, with what could not be used."""
    return render_template(
        "employer/business.html",
        employer=own_employer(),
        colleagues=db.session.scalars(visible(Account).order_by(Account.name)).all(),
        form=form,
        colleague_form=colleague_form,
    )


@bp.get("/business")
def business() -> str:
    """What is known of the business, and who may sign in for it."""
    return show_business()


@bp.post("/business", endpoint="change_business")
def change_business() -> Any:
    """Correct what may be corrected; 409 if a colleague did since."""
    row = own_employer()
    form = read(BusinessForm, request.form)
    if not form.ok:
        return show_business(form), 422
    employers.change_employer(db.session, row, **form.values)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".business"), code=303)


@bp.post("/colleagues")
@limiter.limit(COLLEAGUE_LIMIT, key_func=account_key)
def add_colleague() -> Any:
    """Give a colleague an account, and send them a link to choose a password. Whether it was known is never said."""
    form = read(ColleagueForm, request.form)
    if not form.ok:
        return show_business(colleague_form=form), 422
    account = employers.add_colleague(db.session, own_employer(), **form.values)
    if account is not None:
        send_password_link(account)
    db.session.commit()
    email = form.values["email"]
    flash(_("If the address %(email)s has no account yet, a link to choose a password goes there.", email=email))
    return redirect(url_for(".business"), code=303)


@bp.post("/colleagues/<int:account_id>/end")
def switch_off_colleague(account_id: int) -> Response:
    """Take a colleague's access away."""
    employers.switch_off_colleague(db.session, get_visible(Account, account_id), by=current_account())
    db.session.commit()
    flash(_("This account can no longer sign in."))
    return redirect(url_for(".business"), code=303)
