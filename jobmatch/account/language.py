"""The language that somebody reads in: kept on the account of who is signed in, else on this device."""

from flask import current_app, redirect, request, session, url_for
from flask_security import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from jobmatch.account import bp
from jobmatch.db import db
from jobmatch.i18n import AVAILABLE


def page_to_return_to(path: str) -> str | None:
    """The path, if it is one of this service's pages that can be opened again; nobody is led elsewhere."""
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return None
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None  # such as the address of a form that came back with errors
    return path


@bp.post("/language")
def keep_language() -> Response:
    """Keep the language and show the page again; where that cannot be, the first page."""
    chosen, path = request.form.get("language"), request.form.get("next", "")
    if chosen in AVAILABLE:
        session["language"] = chosen
        if current_user.is_authenticated:
            current_user.language = chosen
            db.session.commit()
    first = url_for("returnee.home" if path.startswith("/my/") else ".home")
    return redirect(page_to_return_to(path) or first, code=303)
