"""Interviews changed by hand."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_list
from jobmatch.db import db
from jobmatch.errors import Conflict, NotFound, msg
from jobmatch.forms import require
from jobmatch.organiser import bp
from jobmatch.organiser.options import clash_words
from jobmatch.schemas.fair import MoveForm, PutForm
from jobmatch.services.fairs import interviews as service
from models import FairEmployer, FairGuest, FairInterview


def table_of_slots(guest: FairGuest, booth: FairEmployer, moving: FairInterview | None = None) -> list[Any]:
    """Every slot with what stands against it, in words."""
    return [
        (start, clash_words([clash.code for clash in found]))
        for start, found in service.clashes_by_slot(db.session, guest, booth, moving=moving)
    ]


@bp.get("/guests/<int:guest_id>/slots/<int:booth_id>")
def slots(guest_id: int, booth_id: int) -> str:
    """When a guest and a booth can meet, and why not at the other times."""
    guest, booth = get_visible(FairGuest, guest_id), get_visible(FairEmployer, booth_id)
    if booth.fair_id != guest.fair_id:
        raise NotFound("fair_employer")
    record_list("fair_guest", [guest.id], purpose="fair")
    return render_template(
        "organiser/slots.html",
        fair=guest.fair,
        guest=guest,
        booth=booth,
        slots=table_of_slots(guest, booth),
        moving=None,
        url=url_for(".put_interview", guest_id=guest.id),
    )


@bp.post("/guests/<int:guest_id>/interviews")
def put_interview(guest_id: int) -> Response:
    """Put an interview; what stands against it is said on the page."""
    guest = get_visible(FairGuest, guest_id)
    values = require(PutForm, request.form)
    booth = get_visible(FairEmployer, values["booth_id"])
    if booth.fair_id != guest.fair_id:
        raise Conflict(msg("This booth is at another fair."))
    return tried(
        lambda: service.put_interview(db.session, guest, booth, values["starts_at"], by=current_account()),
        url_for(".guest", guest_id=guest.id),
        url_for(".slots", guest_id=guest.id, booth_id=booth.id),
    )


@bp.get("/interviews/<int:interview_id>")
def interview(interview_id: int) -> str:
    """Other times for an interview."""
    row = get_visible(FairInterview, interview_id)
    record_list("fair_interview", [row.id], purpose="fair")
    return render_template(
        "organiser/slots.html",
        fair=row.booth.fair,
        guest=row.guest,
        booth=row.booth,
        slots=table_of_slots(row.guest, row.booth, moving=row),
        moving=row,
        url=url_for(".move_interview", interview_id=row.id),
    )


@bp.post("/interviews/<int:interview_id>/time")
def move_interview(interview_id: int) -> Response:
    """Move an interview."""
    row = get_visible(FairInterview, interview_id)
    values = require(MoveForm, request.form)
    version = values.get("version")
    return tried(
        lambda: service.move_interview(db.session, row, values["starts_at"], by=current_account(), version=version),
        url_for(".schedule", fair_id=row.booth.fair_id),
        url_for(".interview", interview_id=row.id),
    )


def tried(step: Any, done: str, again: str) -> Response:
    """Take a step and go on, or say what stands against it and go back."""
    try:
        step()
    except Conflict as conflict:
        if "clashes" not in conflict.facts:
            raise
        db.session.rollback()
        for words in clash_words(conflict.facts["clashes"]):
            flash(words, "error")
        return redirect(again, code=303)
    db.session.commit()
    return redirect(done, code=303)


@bp.post("/interviews/<int:interview_id>/cancellation")
def cancel_interview(interview_id: int) -> Response:
    """Take an interview off."""
    row = get_visible(FairInterview, interview_id)
    service.cancel_interview(db.session, row, by=current_account())
    db.session.commit()
    return redirect(url_for(".schedule", fair_id=row.booth.fair_id), code=303)
