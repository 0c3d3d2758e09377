"""Accounts: listed, made, switched off, sent a link to choose a password."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.admin import bp
from jobmatch.db import db
from jobmatch.errors import Conflict, InvalidInput, msg
from jobmatch.forms import Submitted, read, rejected, require
from jobmatch.lists import paginate
from jobmatch.password_mail import send_password_link
from jobmatch.schemas.admin import CREATED_HERE, AccountForm, SwitchForm
from jobmatch.sending import channels_without_server
from jobmatch.services import accounts, passwords
from jobmatch.wording import word
from models import Account, NoticeChannel, Office, Partner, Role

SORTS = {"name": Account.name, "email": Account.email, "role": Account.role, "seen": Account.last_signed_in_at}


@bp.get("/")
def home() -> Any:
    """An administrator begins with the accounts."""
    return redirect(url_for(".list_accounts"))


@bp.get("/accounts")
def list_accounts() -> Any:
    """Every sign-in, filtered by role."""
    query = visible(Account).options(joinedload(Account.office), joinedload(Account.partner))
    if request.args.get("role") in set(Role):
        query = query.where(Account.role == request.args["role"])
    return render_template(
        "admin/accounts.html",
        page=paginate(query, SORTS, default="name"),
        may_be_sent=passwords.may_be_sent,
        no_mail=NoticeChannel.EMAIL in channels_without_server(current_app.config["JOBMATCH"]),
    )


@bp.get("/accounts/new")
def new_account() -> Any:
    """The form of a new sign-in."""
    return show_form(None)


def show_form(form: Submitted | None) -> Any:
    """The form, with what was typed."""
    page = render_template(
        "admin/account_form.html",
        form=form,
        roles=[(role.value, word(role)) for role in CREATED_HERE],
        offices=[(row.id, row.name) for row in db.session.scalars(visible(Office).order_by(Office.name))],
        partners=[(row.id, row.name) for row in db.session.scalars(visible(Partner).order_by(Partner.name))],
    )
    return page, 422 if form else 200


@bp.post("/accounts")
def create_account() -> Any:
    """Make a sign-in; its owner chooses the password by a link that is sent to the address."""
    form = read(AccountForm, request.form)
    if not form.ok:
        return show_form(form)
    values = dict(form.values)
    staff = values["role"] in (Role.OFFICER, Role.ORGANISER)
    links = {"office_id": values.pop("office_id", None), "partner_id": values.pop("partner_id", None)}
    links = {"office_id": links["office_id"] if staff else None, "partner_id": None if staff else links["partner_id"]}
    if links["office_id"]:
        get_visible(Office, links["office_id"])
    if links["partner_id"]:
        get_visible(Partner, links["partner_id"])
    if values["role"] is not Role.PARTNER:
        links["partner_id"] = None
    try:
        account = accounts.create_account(db.session, **values, **links)
    except InvalidInput as error:
        db.session.rollback()
        return show_form(rejected(form, error))
    return send_link(account)


def send_link(account: Account) -> Response:
    """Send the link to the account's own address, save, and go back; nobody else sees it."""
    send_password_link(account)
    db.session.commit()
    flash(_("A link to choose a new password goes to %(email)s.", email=account.email))
    return redirect(url_for(".list_accounts"), code=303)


@bp.post("/accounts/<int:account_id>/password-link")
def send_password_link_again(account_id: int) -> Response:
    """Send a link to choose a password; 409 where nobody signs in with one.

    No administrator reads a password of somebody else: an employer's account reads profiles that people shared with
    that employer alone, an officer's the cases of an office.
    """
    account = get_visible(Account, account_id)
    if not passwords.may_be_sent(account):
        raise Conflict(msg("Nobody signs in to this account with a password."))
    return send_link(account)


@bp.post("/accounts/<int:account_id>/switch")
def switch_account(account_id: int) -> Response:
    """Switch an account on or off; 409 for one's own."""
    account = get_visible(Account, account_id)
    wanted = require(SwitchForm, request.form)["active"]
    accounts.switch_account(db.session, account, active=wanted, by=current_account())
    db.session.commit()
    flash(_("%(email)s may sign in.", email=account.email) if wanted else _("%(email)s is off.", email=account.email))
    return redirect(url_for(".list_accounts"), code=303)
