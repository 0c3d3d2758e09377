"""The e-mail with the link by which somebody chooses a new password."""

from flask import current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from jobmatch.db import db
from jobmatch.messages.placeholders import Piece
from jobmatch.messages.rendering import lay_out
from jobmatch.messages.words import language_of
from jobmatch.services import notices, passwords
from models import Account, utc_now


def send_password_link(account: Account) -> None:
    """Write the e-mail, to the account's own address and in its language. Flushes."""
    token = passwords.link_token(account, secret=current_app.config["SECRET_KEY"])
    base = current_app.config["JOBMATCH"].public_url or db.session.info["public_url"]
    language = language_of(account.language)
    with force_locale(language):
        told = (
            _(
                "Open this link to choose a new password. It works once, for %(hours)s hours.",
                hours=int(passwords.LIFE.total_seconds() // 3600),
            ),
            _("You did not ask for it? Then do nothing, and give the link to nobody."),
        )
        subject, button = _("A new password"), _("Choose a new password")
    text, html = lay_out(
        language=language,
        subject=subject,
        paragraphs=[[Piece(sentence)] for sentence in told],
        button=button,
        link=base.rstrip("/") + url_for("account.new_password", token=token),
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
        expires_at=utc_now() + passwords.LIFE,
    )
