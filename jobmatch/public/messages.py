"""Did this message come from us? Everybody may ask, with the code that stands under it."""

from typing import Any

from flask import render_template, request

from jobmatch.db import db
from jobmatch.forms import read
from jobmatch.public import bp
from jobmatch.schemas.notices import CodeForm
from jobmatch.security import limiter
from jobmatch.services.notice_codes import find_notice
from jobmatch.services.notice_topics import topic_of

CHECK_LIMIT = "10 per minute; 60 per hour"


@bp.get("/message")
def message() -> str:
    """Where the code is entered."""
    return render_template("public/message.html", form=None, asked=False)


@bp.post("/message")
@limiter.limit(CHECK_LIMIT)
def check_message() -> Any:
    """What we sent under this code: topic, day, way, and how the address ends; never to whom or with which words.

    Posted, so that the code stands in no log and no history.
    """
    form = read(CodeForm, request.form)
    if not form.ok:
        return render_template("public/message.html", form=form, asked=False), 422
    notice = find_notice(db.session, form.values["code"])
    topic = topic_of(notice.kind) if notice else None
    return render_template("public/message.html", form=form, asked=True, notice=notice, topic=topic)
