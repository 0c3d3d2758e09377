"""The page on which somebody chooses how they are told: the same for job seekers, employers and staff."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.db import db
from jobmatch.forms import Submitted, read
from jobmatch.schemas.notices import WAY, PreferenceForm, hours_of, ways_of
from jobmatch.services import notice_preferences as preferences
from jobmatch.services.notice_topics import offered
from jobmatch.wording import word
from models import JobSeeker, NoticeTopic, NoticeWay


def show(receiver: preferences.Receiver, template: str, form: Submitted | None = None) -> Any:
    """The page, with what was chosen before or just typed."""
    row = preferences.find_preference(db.session, receiver)
    return render_template(
        template,
        form=form,
        row=row,
        WAY=WAY,
        topics=topics_of(receiver),
        quiet_from=row.quiet_from if row else preferences.QUIET_FROM,
        quiet_until=row.quiet_until if row else preferences.QUIET_UNTIL,
    ), 422 if form else 200


def topics_of(receiver: preferences.Receiver) -> list[tuple[NoticeTopic, list[tuple[str, Any]]]]:
    """Each topic with the ways to choose from."""
    ways = list(NoticeWay) if isinstance(receiver, JobSeeker) else [NoticeWay.EMAIL, NoticeWay.NONE]
    options = [(way.value, word(way)) for way in ways]
    return [(topic, options) for topic in offered(preferences.role_of(receiver))]


def save(receiver: preferences.Receiver, template: str, back: str) -> Any:
    """Keep what was chosen, and show it again."""
    form = read(PreferenceForm, request.form)
    if not form.ok:
        return show(receiver, template, form)
    preferences.set_preference(
        db.session,
        receiver,
        ways=ways_of(form.values),
        quiet=hours_of(form.values),
        version=form.values.get("version"),
    )
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for(back), code=303)
