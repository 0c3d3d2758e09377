"""A forgotten password: asked for, sent to the account's own address, chosen anew. The answer tells nothing."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.account import bp
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import Submitted, read, rejected
from jobmatch.password_mail import send_password_link
from jobmatch.schemas.portal import EmailForm, PasswordForm
from jobmatch.security import limiter, sign_in_limit
from jobmatch.services import passwords
from models import utc_now

throttled = limiter.shared_limit(sign_in_limit, scope="password", methods=["POST"])


@bp.route("/forgotten-password", methods=["GET", "POST"])
@throttled
def forgotten_password() -> Any:
    """Ask for a link; the same answer for every address."""
    form = read(EmailForm, request.form) if request.method == "POST" else None
    if form is None or not form.ok:
        return render_template("account/forgotten_password.html", form=form, sent=False), 422 if form else 200
    account = passwords.account_of_email(db.session, form.values["email"], at=utc_now())
    if account is not None:
        send_password_link(account)
    db.session.commit()
    return render_template("account/forgotten_password.html", form=None, sent=True)


@bp.route("/new-password/<token>", methods=["GET", "POST"])
@throttled
def new_password(token: str) -> Any:
    """Choose a password by a link; 410 for one that was used or is too old."""
    account = passwords.account_of_token(db.session, token, secret=current_app.config["SECRET_KEY"])
    if account is None:
        return render_template("account/new_password.html", form=None, spent=True), 410
    if request.method == "GET":
        return render_template("account/new_password.html", form=None, spent=False)
    form = read(PasswordForm, request.form)
    if not form.ok:
        return again(form)
    try:
        passwords.choose_password(db.session, account, form.values["password"])
    except InvalidInput as error:
        db.session.rollback()
        return again(rejected(form, error))
    db.session.commit()
    flash(_("The password is changed. Sign in with it."), "success")
    return redirect(url_for("security.login"), code=303)


def again(form: Submitted) -> Any:
    """The form with what is wrong."""
    return render_template("account/new_password.html", form=form, spent=False), 422
