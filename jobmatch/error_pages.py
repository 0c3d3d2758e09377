"""The one place where errors become a page, a fragment or JSON."""

from typing import Any

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from jobmatch.db import db
from jobmatch.errors import InvalidInput, JobmatchError, Message, StaleVersion
from jobmatch.i18n import spoken
from jobmatch.reasons import RULE_WORDS


def words(code: str) -> tuple[str, str]:
    """Heading and explanation of an error, in the reader's language."""
    table = {
        "not_found": (_("Not found"), _("This page does not exist, or it is not for your account.")),
        "not_allowed": (_("Not for your account"), _("Your account may not open this page.")),
        "stale_version": (
            _("Somebody else was faster"),
            _(
                "This record was saved by somebody else after you opened the page. Nothing of yours was saved. "
                "Open it afresh and look at what changed."
            ),
        ),
        "invalid_transition": (
            _("This step is no longer possible"),
            _(
                "The record has moved on since you opened the page. "
                "Open it afresh to see the steps that are possible now."
            ),
        ),
        "openings_filled": (
            _("Every opening is filled"),
            _("The last opening of this vacancy was taken. Nothing was saved."),
        ),
        "not_eligible": (_("A rule stands against this"), _("A consent is missing or a rule excludes this person.")),
        "conflict": (_("This does not fit the present state"), _("Open the page afresh and try again.")),
        "invalid_input": (_("Something in the form cannot be used"), _("Go back, correct it and send it again.")),
        "csrf": (_("The form is too old"), _("Go back, load the page again and send the form once more.")),
        "export_taken_back": (
            _("This file is no longer handed over"),
            _("Somebody in it may no longer be shown like this. Make the file again: it holds what may be shown now."),
        ),
        "too_many": (_("Too many attempts"), _("Wait a minute, then try again.")),
        "too_large": (_("The file is too large"), _("Split it and load the parts one by one.")),
        "method": (_("That does not work here"), _("The address was opened in a way it does not know.")),
    }
    return table.get(
        "conflict" if code == "fair_not_held" else code,
        (
            _("Something went wrong"),
            _("It was written down and will be looked at. Nothing of what you sent was saved."),
        ),
    )


HTTP_CODES = {
    400: "invalid_input",
    403: "not_allowed",
    404: "not_found",
    405: "method",
    409: "conflict",
    413: "too_large",
    429: "too_many",
}


def told(error: JobmatchError) -> str:
    """What the error says beyond its kind, in the reader's language: the fields' errors, a sentence, or the rules."""
    if isinstance(error, InvalidInput):
        return " ".join(dict.fromkeys(spoken(text) for texts in error.errors.values() for text in texts))
    if isinstance(error.message, Message):
        return spoken(error.message)
    if request.path.startswith("/my/"):
        return ""  # rules are worded for those who counsel
    return " ".join(str(RULE_WORDS[rule]) for rule in error.facts.get("rules", ()) if rule in RULE_WORDS)


def answer(code: str, status: int, detail: str = "") -> tuple[Any, int]:
    """The error as JSON where JSON was asked for, else as a page."""
    title, text = words(code)
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return {"error": code, "title": title, "message": detail or text}, status
    page = "returnee/error.html" if request.path.startswith("/my/") else "errors/error.html"
    return render_template(page, title=title, text=text, detail=detail, status=status), status


def register(app: Flask) -> None:
    """Attach the handlers. Whatever was not committed is rolled back first."""

    @app.errorhandler(JobmatchError)
    def own_error(error: JobmatchError) -> Any:
        db.session.rollback()
        return answer(error.code, error.status, told(error))

    @app.errorhandler(StaleDataError)
    def stale(_error: StaleDataError) -> Any:
        return own_error(StaleVersion())

    @app.errorhandler(CSRFError)
    def csrf(_error: CSRFError) -> Any:
        db.session.rollback()
        return answer("csrf", 400)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Any:
        if error.response is not None or error.code is None or error.code < 400:
            return error
        db.session.rollback()
        return answer(HTTP_CODES.get(error.code, "error"), error.code)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Any:
        if app.testing:
            raise error
        app.logger.exception("unexpected error")
        db.session.rollback()
        return answer("error", 500)
