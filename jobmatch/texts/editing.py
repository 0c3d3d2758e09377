"""The words of each kind of message in each language: listed, changed, and put back to the default."""

from itertools import groupby
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import current_account
from jobmatch.db import db
from jobmatch.errors import InvalidInput, NotFound
from jobmatch.forms import Submitted, read, rejected, require
from jobmatch.messages.kinds import KINDS, Kind, Wording
from jobmatch.messages.placeholders import PLACEHOLDERS
from jobmatch.messages.rendering import default_wording
from jobmatch.messages.words import LANGUAGES, direction, say
from jobmatch.schemas.notice_text import NoticeTextForm, VersionForm
from jobmatch.security import CONTENT_SECURITY_POLICY
from jobmatch.services import notice_texts
from jobmatch.texts import bp


def kind_and_language(code: str, language: str) -> Kind:
    """The kind of an address; 404 if there is none, or no such language."""
    kind = notice_texts.find_kind(code)
    if kind is None or language not in LANGUAGES:
        raise NotFound("notice_text")
    return kind


def wording_of(form: Submitted) -> Wording:
    """The words of a form."""
    values = form.values
    return Wording(values.get("subject") or "", values.get("text") or "", values.get("sms"))


@bp.get("/")
def list_texts() -> str:
    """Every kind of message by its reader, and in which languages somebody wrote own words."""
    own = notice_texts.own_wordings(db.session, KINDS.keys())
    groups = [(role, list(rows)) for role, rows in groupby(KINDS.values(), key=lambda kind: kind.audience)]
    return render_template("texts/list.html", groups=groups, own=own, languages=LANGUAGES)


@bp.get("/<code>/<language>")
def edit_text(code: str, language: str) -> Response:
    """The words of one kind in one language; 404 for an unknown one."""
    return show(kind_and_language(code, language), language)


def show(kind: Kind, language: str, form: Submitted | None = None) -> Response:
    """The form, on first sight or with what was typed. The preview beside it is a page of its own in a frame."""
    row = notice_texts.find_text(db.session, kind, language)
    default = default_wording(kind, language)
    own = row is not None and row.text is not None
    page = render_template(
        "texts/edit.html",
        kind=kind,
        language_code=language,
        language_name=LANGUAGES[language],
        written=direction(language),
        row=row,
        own=own,
        words=notice_texts.wording_of(row) if row is not None and own else default,
        default=default,
        changes=notice_texts.changes(db.session, kind, language),
        placeholders=[described(kind, name, language) for name in (*kind.facts, "link")],
        longest=notice_texts.LONGEST,
        form=form,
    )
    answer = make_response(page, 422 if form else 200)
    answer.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return answer


def described(kind: Kind, name: str, language: str) -> dict[str, Any]:
    """A placeholder as the page lists it: what it is, an example, and the fields that may hold it."""
    placeholder = PLACEHOLDERS[name]
    fields = [field for field in ("subject", "text", "sms") if name in notice_texts.allowed_names(kind, field)]
    return {
        "name": f"{{{name}}}",
        "label": _(placeholder.label),
        "example": say(placeholder.example, language),
        "fields": fields if kind.by_sms else [field for field in fields if field != "sms"],
        "required": [field for field in fields if name in notice_texts.required_names(kind, field)],
    }


@bp.post("/<code>/<language>")
def change_text(code: str, language: str) -> Response:
    """Save own words; 422 with what is wrong, 409 if somebody else saved since."""
    kind = kind_and_language(code, language)
    form = read(NoticeTextForm, request.form)
    if not form.ok:
        return show(kind, language, form)
    try:
        notice_texts.change_text(
            db.session, kind, language, wording_of(form), by=current_account(), version=form.values.get("version")
        )
    except InvalidInput as error:
        db.session.rollback()
        return show(kind, language, rejected(form, error))
    db.session.commit()
    flash(_("Saved. From now on messages are written in these words."), "success")
    return back(kind, language)


@bp.post("/<code>/<language>/default")
def restore_default(code: str, language: str) -> Response:
    """Go back to the words of the catalogue; 409 if somebody else saved since."""
    kind = kind_and_language(code, language)
    version = require(VersionForm, request.form).get("version")
    notice_texts.restore_default(db.session, kind, language, by=current_account(), version=version)
    db.session.commit()
    flash(_("The default text holds again."), "success")
    return back(kind, language)


def back(kind: Kind, language: str) -> Response:
    """To the page of the words."""
    return redirect(url_for(".edit_text", code=kind.code, language=language), code=303)
