"""How a message will look: subject, e-mail as HTML and as text, and SMS. Shown in a frame that can do nothing."""

from dataclasses import replace

from flask import current_app, make_response, render_template, request
from werkzeug.wrappers import Response

from jobmatch.db import db
from jobmatch.forms import read
from jobmatch.i18n import spoken
from jobmatch.messages.kinds import Kind, Wording
from jobmatch.messages.letter import compose
from jobmatch.messages.rendering import example
from jobmatch.messages.segments import segments
from jobmatch.schemas.notice_text import NoticeTextForm
from jobmatch.services import notice_texts
from jobmatch.settings import Settings
from jobmatch.texts import bp
from jobmatch.texts.editing import kind_and_language, wording_of
from models import Notice, NoticeChannel

EXAMPLE_CODE = "ABCDEFGHJ"

FRAMED = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox",
    )
)
"""Mail needs its styles inline. The frame runs no script, sends no form and loads nothing."""


@bp.get("/<code>/<language>/preview")
def preview_text(code: str, language: str) -> Response:
    """The words that hold now, with invented facts."""
    kind = kind_and_language(code, language)
    return show(kind, language, notice_texts.own_wordings(db.session, {kind.code}).get((kind.code, language)))


@bp.post("/<code>/<language>/preview")
def preview_typed(code: str, language: str) -> Response:
    """What is typed, with invented facts; 422 with what is wrong with it. Nothing is saved."""
    kind = kind_and_language(code, language)
    form = read(NoticeTextForm, request.form)
    errors = form.errors or notice_texts.problems(kind, wording_of(form))
    if errors:
        problems = [spoken(text) for texts in errors.values() for text in texts]
        return framed(render_template("messages/preview.html", problems=problems, message=None), 422)
    return show(kind, language, wording_of(form))


def show(kind: Kind, language: str, wording: Wording | None) -> Response:
    """The message as its receiver sees it, with the code that is put under it when it is sent."""
    settings: Settings = current_app.config["JOBMATCH"]
    settings = replace(settings, public_url=settings.public_url or request.url_root)
    made = example(kind, language=language, base=settings.public_url, wording=wording)
    row = Notice(channel=NoticeChannel.EMAIL, recipient="", subject=made.subject, text=made.text, html=made.html,
                 language=language, code=EXAMPLE_CODE, message_id=EXAMPLE_CODE)  # fmt: skip
    mail, sms = compose(row, settings), None
    if made.sms:
        row.channel, row.text, row.html = NoticeChannel.SMS, made.sms, None
        sms = compose(row, settings).text.strip()
    return framed(
        render_template(
            "messages/preview.html", problems=[], message=mail, sms=sms, segments=segments(sms) if sms else None
        )
    )


def framed(page: str, status: int = 200) -> Response:
    """An answer that may stand in a frame of our own pages."""
    answer = make_response(page, status)
    answer.headers["Content-Security-Policy"] = FRAMED
    return answer
