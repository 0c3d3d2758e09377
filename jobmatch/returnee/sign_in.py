"""Coming in: by a code, a link, an invitation or a password; and going out.

An answer never tells whether somebody is known: whatever was typed, the next page is the same.
"""

from typing import Any

from flask import current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_security import current_user, login_user, logout_user
from sqlalchemy import select

from jobmatch.access import SignedInAccount, audience
from jobmatch.access.audit import remember
from jobmatch.db import db
from jobmatch.forms import Submitted, read
from jobmatch.i18n import choose_language
from jobmatch.links import public_link
from jobmatch.messages.placeholders import Piece
from jobmatch.messages.rendering import lay_out
from jobmatch.returnee import bp
from jobmatch.returnee.application import safe_target
from jobmatch.schemas.portal import CodeForm, EmailForm, FactForm, PasswordSignInForm, PhoneForm
from jobmatch.security import limiter, sign_in_limit
from jobmatch.services import contacts, notices, sign_in
from jobmatch.services.intake.cells import ascii_digits
from jobmatch.services.sign_in import LIFE
from models import Account, AuditAction, JobSeeker, Office, Role, SignInKind, utc_now

WAITING = "sign_in_token"  # what a code is waited for with, in the signed cookie


throttled = limiter.shared_limit(sign_in_limit, scope="returnee-sign-in")


def secret() -> str:
    """The key of all hashes."""
    return str(current_app.config["SECRET_KEY"])


def minutes(kind: SignInKind) -> int:
    """How long a key works."""
    return int(LIFE[kind].total_seconds() // 60)


def enter(person: JobSeeker, how: str) -> Any:
    """Begin the person's session and show them their first page, or the one they came for."""
    account = sign_in.portal_account(db.session, person)
    return enter_as(account, how)


def enter_as(account: Account, how: str) -> Any:
    """Begin the session of an account; one that was switched off stays out."""
    account_id, active = account.id, account.active
    db.session.commit()
    if not active:
        return say_no("sign_in.html", _("This does not fit. Try again, or ask your office."))
    db.session.info["account_id"] = account_id
    remember(AuditAction.SIGN_IN, "account", [account_id])
    target = safe_target(session.pop("next", None))
    db.session.expunge_all()  # the library wants its own class for the same row
    login_user(
        db.session.scalars(select(SignedInAccount).where(SignedInAccount.id == account_id)).one(), authn_via=[how]
    )
    db.session.commit()
    return redirect(target or url_for(".home"), code=303)


def say_no(template: str, message: str, **values: Any) -> Any:
    """The form again, with one sentence that fits every cause."""
    form = Submitted({}, {"": [message]}, request.form)
    return render_template(f"returnee/{template}", form=form, **values), 422


@bp.get("/sign-in", endpoint="sign_in")
@audience()
def show_sign_in() -> Any:
    """All the ways in."""
    if request.args.get("next"):
        session["next"] = safe_target(request.args["next"])
    if current_user.is_authenticated and current_user.role is Role.RETURNEE:
        return redirect(url_for(".home"))
    return render_template("returnee/sign_in.html", form=None)


@bp.post("/sign-in/phone")
@audience()
@throttled
def ask_code() -> Any:
    """Send a code, if the number is known."""
    form = read(PhoneForm, request.form)
    if not form.ok:
        return render_template("returnee/sign_in.html", form=form), 422
    session[WAITING] = send_code(form.values["phone"])
    db.session.commit()
    return redirect(url_for(".enter_code"), code=303)


def send_code(typed: str) -> str:
    """Send a code to the number as it is written in any of our countries; returns the token to wait with."""
    token = ""
    for number in contacts.possible_numbers(typed, db.session.scalars(select(Office.country).distinct()).all()):
        token, code = sign_in.issue_code(db.session, number, secret=secret(), at=utc_now())
        if code:
            words = _(
                "Your code: %(code)s. It works for %(minutes)s minutes. Give it to nobody.", code=code, minutes=10
            )
            notices.send_sms(db.session, number, words, kind="sign_in_code", language=choose_language())
            break
    return token


@bp.route("/sign-in/code", methods=["GET", "POST"])
@audience()
@throttled
def enter_code() -> Any:
    """Take the code and the second fact."""
    if request.method == "GET":
        return render_template("returnee/code.html", form=None)
    form = read(CodeForm, request.form)
    if not form.ok:
        return render_template("returnee/code.html", form=form), 422
    person = sign_in.open_with_code(
        db.session,
        session.get(WAITING, ""),
        ascii_digits(form.values["code"]),
        ascii_digits(form.values["fact"]),
        secret=secret(),
        at=utc_now(),
    )
    db.session.commit()
    if person is None:
        return say_no("code.html", _("This does not fit. Look at the message again, or ask for a new code."))
    session.pop(WAITING, None)
    return enter(person, "sms")


@bp.post("/sign-in/email")
@audience()
@throttled
def ask_link() -> Any:
    """Send a link, if the address is known."""
    form = read(EmailForm, request.form)
    if not form.ok:
        return render_template("returnee/sign_in.html", form=form), 422
    email = form.values["email"].strip().lower()
    for person, token in sign_in.issue_links(db.session, email, secret=secret(), at=utc_now()):
        send_link(email, person, token)
    db.session.commit()
    return redirect(url_for(".link_sent"), code=303)


def send_link(email: str, person: JobSeeker, token: str) -> None:
    """Write the e-mail with the link."""
    told = (
        _("Open this link to sign in. It works once, for %(minutes)s minutes.", minutes=minutes(SignInKind.LINK)),
        _("Reference: %(reference)s", reference=person.case_reference),
        _("You did not ask for it? Then do nothing, and give the link to nobody."),
    )
    text, html = lay_out(
        language=choose_language(),
        subject=_("Your link"),
        paragraphs=[[Piece(sentence)] for sentence in told],
        button=_("Sign in"),
        link=public_link("returnee.open_link", token=token),
    )
    notices.send_email(
        db.session,
        email,
        _("Your link"),
        text,
        html=html,
        kind="sign_in_link",
        language=choose_language(),
        person=person,
    )


@bp.get("/sign-in/link")
@audience()
def link_sent() -> str:
    """What happens next; the same for everybody."""
    return render_template("returnee/link_sent.html", minutes=minutes(SignInKind.LINK))


@bp.route("/sign-in/link/<token>", methods=["GET", "POST"])
@audience()
@throttled
def open_link(token: str) -> Any:
    """Come in by a link. Opening it only shows a button: mail programs open links by themselves."""
    if request.method == "GET":
        return render_template("returnee/link.html", form=None)
    person = sign_in.open_with_link(db.session, token, secret=secret(), at=utc_now())
    db.session.commit()
    if person is None:
        return say_no("link.html", _("This link was used or is too old. Ask for a new one."), spent=True)
    return enter(person, "email")


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@audience()
@throttled
def open_invitation(token: str) -> Any:
    """Come in by a printed invitation and a second fact."""
    if request.method == "GET":
        return render_template("returnee/invitation.html", form=None)
    form = read(FactForm, request.form)
    if not form.ok:
        return render_template("returnee/invitation.html", form=form), 422
    fact = ascii_digits(form.values["fact"])
    person = sign_in.open_with_invitation(db.session, token, fact, secret=secret(), at=utc_now())
    db.session.commit()
    if person is None:
        message = _("This does not fit, or the invitation was used or is too old. Your office can print a new one.")
        return say_no("invitation.html", message)
    return enter(person, "invitation")


@bp.post("/sign-in/password")
@audience()
@throttled
def enter_password() -> Any:
    """Come in by a password, for who wanted one."""
    form = read(PasswordSignInForm, request.form)
    if not form.ok:
        return render_template("returnee/sign_in.html", form=form), 422
    account = sign_in.account_with_password(db.session, form.values["name"], form.values["password"])
    if account is None:
        return say_no("sign_in.html", _("This does not fit. Try again, or ask your office."))
    return enter_as(account, "password")


@bp.post("/sign-out")
def sign_out() -> Any:
    """End the session, and let the phone forget everything of it."""
    logout_user()
    session.clear()
    answer = redirect(url_for(".sign_in"), code=303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
