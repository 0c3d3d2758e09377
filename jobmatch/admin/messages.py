"""The outbox: what waits, what failed and why. Neither receiver nor text is shown."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.access import get_visible, visible
from jobmatch.access.audit import record_list
from jobmatch.admin import bp
from jobmatch.db import db
from jobmatch.forms import read
from jobmatch.lists import paginate
from jobmatch.messages.kinds import KINDS
from jobmatch.schemas.notices import NoticeFilter
from jobmatch.sending import channels_without_server
from jobmatch.services import delivery
from jobmatch.services.notice_topics import topic_of
from jobmatch.wording import word
from models import Notice, utc_now

SORTS = {"at": Notice.created_at, "next": Notice.not_before}


def kind_name(kind: str) -> Any:
    """What a kind of message is called; one without words of its own is called by its topic."""
    return _(KINDS[kind].name) if kind in KINDS else word(topic_of(kind))


@bp.get("/messages")
def messages() -> Any:
    """The messages, newest first, of one state where asked for."""
    form = read(NoticeFilter, request.args)
    query = visible(Notice)
    if form.values.get("state"):
        query = query.where(Notice.state == form.values["state"])
    settings, now = current_app.config["JOBMATCH"], utc_now()
    page = paginate(query, SORTS, default="-at", per_page=50)
    record_list("notice", [row.id for row in page.rows])
    return render_template(
        "admin/messages.html",
        page=page,
        form=form,
        counts=delivery.count_states(db.session),
        missing=channels_without_server(settings),
        to_console=settings.messages_to_console,
        kind_name=kind_name,
        can_be_retried=lambda row: delivery.can_be_retried(row, now),
    )


@bp.post("/messages/<int:notice_id>/again")
def retry_message(notice_id: int) -> Any:
    """Try once more what was given up; 409 where it cannot be sent any more."""
    delivery.retry(db.session, get_visible(Notice, notice_id), utc_now())
    db.session.commit()
    flash(_("The message waits to be sent again."), "success")
    return redirect(url_for(".messages"), code=303)
