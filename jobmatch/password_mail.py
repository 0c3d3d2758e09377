"""The e-mail with the link by which somebody chooses a new password."""

from flask import current_app, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from jobmatch.db import db
from jobmatch.i18n import RIGHT_TO_LEFT
from jobmatch.services import notices, passwords
from models import Account, utc_now


def send_password_link(account: Account) -> None:
    """Write the e-mail, to the account's own address and in its language. Flushes."""
    token = passwords.link_token(account, secret=current_app.config["SECRET_KEY"])
    base = current_app.config["JOBMATCH"].public_url or db.session.info["public_url"]
    language = account.language or "en"
    values = {
        "url": base.rstrip("/") + url_for("account.new_password", token=token),
        "hours": int(passwords.LIFE.total_seconds() // 3600),
        "language": language,
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
    }
    with force_locale(language):
        notices.send_email(
            db.session,
            account.email or "",
            _("A new password"),
            render_template("account/mail/password.txt", **values),
            html=render_template("account/mail/password.html", **values),
            kind=passwords.KIND,
            language=language,
            account=account,
            expires_at=utc_now() + passwords.LIFE,
        )
