"""Job fairs as an employer sees them: invited or asking to come, and what to bring."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.access import current_account, get_visible, visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.errors import NotAllowed
from jobmatch.forms import require
from jobmatch.schemas.fair import BoothAnswerForm, RatingForm
from jobmatch.services.fairs import guests, planning
from models import BoothState, FairEmployer, JobFair


@bp.get("/fairs")
def fairs() -> str:
    """Fairs to come, and those where the employer was."""
    rows = db.session.scalars(visible(JobFair).order_by(JobFair.starts_on.desc())).all()
    own = {booth.fair_id: booth for booth in db.session.scalars(visible(FairEmployer))}
    return render_template("employer/fairs.html", fairs=rows, own=own, today=today())


@bp.post("/fairs/<int:fair_id>/application")
def apply_for_fair(fair_id: int) -> Any:
    """Ask to come; 409 if the employer is there already or not verified."""
    fair = get_visible(JobFair, fair_id)
    planning.apply_for_fair(db.session, fair, current_account().employer, by=current_account())
    db.session.commit()
    flash(_("The organisers have your request."))
    return redirect(url_for(".fairs"), code=303)


@bp.post("/fairs/booths/<int:booth_id>/answer")
def answer_fair(booth_id: int) -> Any:
    """Answer an invitation. Whether a request is granted is not the employer's to say."""
    booth = get_visible(FairEmployer, booth_id)
    to = require(BoothAnswerForm, request.form)["to"]
    if to is not BoothState.DECLINED and booth.state is not BoothState.INVITED:
        raise NotAllowed
    planning.answer_booth(db.session, booth, to=to, by=current_account())
    db.session.commit()
    return redirect(url_for(".fairs"), code=303)


@bp.post("/fairs/booths/<int:booth_id>/rating")
def rate_fair(booth_id: int) -> Any:
    """What the employer thinks of the fair."""
    booth = get_visible(FairEmployer, booth_id)
    values = require(RatingForm, request.form)
    guests.rate_fair(db.session, booth, rating=values["rating"], note=values.get("rating_note"))
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".fairs"), code=303)
