"""Job fairs as the person sees them: invited, answered, with a badge on the phone."""

from io import BytesIO
from typing import Any

import segno
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.documents import calendars
from jobmatch.forms import require
from jobmatch.returnee import bp
from jobmatch.schemas.fair import AnswerForm, RatingForm
from jobmatch.services.fairs import guests, interviews, scheduling
from models import FairGuest, FairInterview, FairState, GuestState, InterviewState, JobFair


@bp.get("/fairs")
def fairs() -> str:
    """The fairs that the person is invited to, the next first."""
    rows = db.session.scalars(
        visible(FairGuest)
        .join(FairGuest.fair)
        .where(JobFair.state != FairState.CANCELLED)
        .options(joinedload(FairGuest.fair))
        .order_by(JobFair.starts_on.desc())
    ).all()
    return render_template("returnee/fairs.html", guests=rows, today=today())


@bp.get("/fairs/<int:guest_id>")
def fair(guest_id: int) -> str:
    """One fair: the answer, the badge, and the interviews that are confirmed."""
    guest = get_visible(FairGuest, guest_id)
    sure = (InterviewState.CONFIRMED, InterviewState.QUEUED, InterviewState.DONE)
    found = interviews.interviews_of(
        db.session, guest.fair, FairInterview.guest_id == guest.id, FairInterview.state.in_(sure)
    )
    return render_template(
        "returnee/fair.html",
        guest=guest,
        fair=guest.fair,
        booths=scheduling.booths_of(db.session, guest.fair),
        wishes={wish.booth_id for wish in guest.wishes},
        interviews=found,
        answerable=guest.fair.state in (FairState.PLANNED, FairState.RUNNING),
    )


@bp.get("/fairs/<int:guest_id>/badge.svg")
def fair_badge(guest_id: int) -> Response:
    """The badge's code, to be shown at the door."""
    guest = get_visible(FairGuest, guest_id)
    picture = BytesIO()
    segno.make(guest.token, error="m", micro=False).save(picture, kind="svg", border=3, light="white", scale=6)
    return Response(picture.getvalue(), mimetype="image/svg+xml")


@bp.get("/fairs/<int:guest_id>/calendar.ics")
def fair_times(guest_id: int) -> Response:
    """The person's confirmed times for a calendar, which others may see: it names no employer and no fair."""
    guest = get_visible(FairGuest, guest_id)
    sure = (FairInterview.guest_id == guest.id, FairInterview.state == InterviewState.CONFIRMED)
    rows = [
        calendars.Appointment(one.id, one.starts_at, guest.fair.slot_minutes, _("Appointment"), "", one.version)
        for one in interviews.interviews_of(db.session, guest.fair, *sure)
        if one.starts_at is not None
    ]
    return Response(calendars.calendar(_("Appointments"), rows), mimetype="text/calendar")


@bp.post("/fairs/<int:guest_id>/answer")
def answer_fair(guest_id: int) -> Any:
    """Yes or no, with the employers to talk to."""
    guest = get_visible(FairGuest, guest_id)
    state = guests.answer_invitation(db.session, guest, by=current_account(), **require(AnswerForm, request.form))
    db.session.commit()
    if state is GuestState.WAITING:
        flash(_("All places are given now. You are on the waiting list."))
    else:
        flash(_("Thank you for your answer."), "success")
    return redirect(url_for(".fair", guest_id=guest.id), code=303)


@bp.post("/fairs/<int:guest_id>/rating")
def rate_fair(guest_id: int) -> Any:
    """What the person thinks of the fair."""
    guest = get_visible(FairGuest, guest_id)
    values = require(RatingForm, request.form)
    guests.rate_fair(db.session, guest, rating=values["rating"], note=values.get("rating_note"))
    db.session.commit()
    flash(_("Thank you for your answer."), "success")
    return redirect(url_for(".fair", guest_id=guest.id), code=303)
