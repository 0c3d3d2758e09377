"""The e-mail with the link by which somebody chooses a password: the first one, or a new one."""

from datetime import timedelta

from flask import current_app
from flask_babel import force_locale, get_locale, ngettext
from flask_babel import gettext as _

from jobmatch.db import db
from jobmatch.links import public_link
from jobmatch.messages.placeholders import Piece
from jobmatch.messages.rendering import lay_out
from jobmatch.messages.words import language_of
from jobmatch.services import notices, passwords
from models import Account, utc_now


def password_link(account: Account) -> str:
    """The link that lets whoever opens it choose the account's password; it is for its owner's eyes alone."""
    token = passwords.link_token(account, secret=current_app.config["SECRET_KEY"])
    return public_link("account.new_password", token=token)


def send_password_link(account: Account) -> None:
    """Write the e-mail, to the account's own address and in its language, or else in the reader's. Flushes."""
    language, life = language_of(account.language, str(get_locale())), passwords.life_of_link(account)
    with force_locale(language):
        subject, told, button = words_for_new(life) if account.password is None else words_for_forgotten(life)
    text, html = lay_out(
        language=language,
        subject=subject,
        paragraphs=[[Piece(sentence)] for sentence in told],
        button=button,
        link=password_link(account),
    )
    notices.send_email(
        db.session,
        account.email or "",
        subject,
        text,
        html=html,
        kind=passwords.KIND,
        language=language,
        account=account,
        expires_at=utc_now() + life,
    )


def words_for_forgotten(life: timedelta) -> tuple[str, tuple[str, str], str]:
    """Subject, sentences and button for who chooses anew."""
    hours = int(life.total_seconds() // 3600)
    told = (
        _("Open this link to choose a new password. It works once, for %(hours)s hours.", hours=hours),
        _("You did not ask for it? Then do nothing, and give the link to nobody."),
    )
    return _("A new password"), told, _("Choose a new password")


def words_for_new(life: timedelta) -> tuple[str, tuple[str, str], str]:
    """Subject, sentences and button for who was given an account."""
    told = (
        ngettext(
            "An account was made for you. Open this link to choose your password. It works once, for %(num)s day.",
            "An account was made for you. Open this link to choose your password. It works once, for %(num)s days.",
            life.days,
        ),
        _("You know nothing of it? Then do nothing, and give the link to nobody."),
    )
    return _("Your account"), told, _("Choose a password")
