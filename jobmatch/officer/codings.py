"""Unsure texts, settled one after the other: by a key, by the mouse, or by a plain form."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.db import db
from jobmatch.forms import require
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.options import language
from jobmatch.schemas.intake import SettleForm
from jobmatch.services import codings as service
from models import CodedText, CodingKind, CodingState

PER_PAGE = 15
DECIDED = (CodingState.UNSURE, CodingState.SETTLED, CodingState.DISMISSED)


@bp.get("/codings")
def codings() -> str:
    """The texts that wait, the most frequent first, each with what it may mean; the first takes the keys."""
    state = CodingState(request.args["state"]) if request.args.get("state") in DECIDED else CodingState.UNSURE
    query = service.texts_to_settle(visible(CodedText), state)
    if request.args.get("kind") in set(CodingKind):
        query = query.where(CodedText.kind == request.args["kind"])
    page = paginate(query, {"text": CodedText.folded}, default="text", per_page=PER_PAGE)
    return render_template("officer/codings.html", page=page, state=state, name_of=name_of, found={})


@bp.get("/codings/<int:coding_id>")
def coding(coding_id: int) -> str:
    """One text with a search for what it means."""
    row = get_visible(CodedText, coding_id)
    words = request.args.get("q", "").strip()[:100]
    found = service.search(row.kind, words, language()) if len(words) > 1 else []
    return render_template("officer/coding.html", row=row, found=found, words=words, name_of=name_of)


def name_of(row: CodedText, concept: Any) -> str:
    """The name of what a text may mean, in the reader's language."""
    return service.name_of(row.kind, str(concept), language())


@bp.post("/codings/<int:coding_id>/settlement")
def settle_coding(coding_id: int) -> Response:
    """Decide what a text means; every row that carries it follows."""
    row = get_visible(CodedText, coding_id)
    values = require(SettleForm, request.form)
    changed = service.settle_text(db.session, row, values["concept"], by=current_account())
    meaning = name_of(row, row.concept)
    db.session.commit()
    told = ngettext("%(num)s row follows.", "%(num)s rows follow.", changed)
    flash(_("“%(text)s” means %(meaning)s.", text=row.text, meaning=meaning) + " " + told, "success")
    return back()


@bp.post("/codings/<int:coding_id>/dismissal")
def dismiss_coding(coding_id: int) -> Response:
    """Decide that a text names nothing."""
    row = get_visible(CodedText, coding_id)
    service.dismiss_text(db.session, row, by=current_account())
    db.session.commit()
    flash(_("“%(text)s” names nothing. It stays as text.", text=row.text), "success")
    return back()


def back() -> Response:
    """To the list as it was filtered."""
    kept: dict[str, Any] = {key: request.args[key] for key in ("kind", "state") if request.args.get(key)}
    return redirect(url_for("officer.codings", **kept), code=303)
