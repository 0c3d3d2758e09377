"""The answer by the link of a message, without signing in. The page tells no more than the message did: the day."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_security import current_user
from sqlalchemy import select

from jobmatch.access import PUBLIC, audience
from jobmatch.db import db
from jobmatch.errors import NotFound
from jobmatch.forms import require
from jobmatch.returnee import bp
from jobmatch.returnee.sign_in import throttled
from jobmatch.schemas.fair import YesNoForm
from jobmatch.services.fairs import guests
from models import FairGuest


def guest_of(key: str) -> FairGuest:
    """The invitation behind a key, as long as it can be answered; 404 for everything else."""
    guest: FairGuest | None = db.session.scalar(
        select(FairGuest).where(guests.answerable(), FairGuest.answer_key == key)
    )
    if guest is None:
        raise NotFound("fair_guest")
    return guest


@bp.get("/answer/<key>")
@audience(*PUBLIC)
@throttled
def fair_by_link(key: str) -> Any:
    """Yes or no. The person who is signed in gets the whole page, with whom they would like to talk."""
    guest = guest_of(key)
    if current_user.is_authenticated and current_user.job_seeker_id == guest.job_seeker_id:
        return redirect(url_for(".fair", guest_id=guest.id), code=303)
    return render_template("returnee/fair_by_link.html", fair=guest.fair, done=False)


@bp.post("/answer/<key>")
@audience(*PUBLIC)
@throttled
def answer_by_link(key: str) -> Any:
    """Keep a yes or a no; whatever else was said before stays."""
    guest = guest_of(key)
    guests.answer_by_link(db.session, guest, comes=require(YesNoForm, request.form)["comes"])
    db.session.commit()
    return render_template("returnee/fair_by_link.html", fair=guest.fair, done=True)
