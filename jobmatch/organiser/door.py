"""The door: check-in by code, by name and from the list; walk-ins; and what a phone may keep for when it is offline."""

from typing import Any
from uuid import uuid4

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from marshmallow import ValidationError
from sqlalchemy import select
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_list, record_search
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import Conflict, InvalidInput, NotEligible, msg
from jobmatch.forms import Submitted, read
from jobmatch.organiser import bp
from jobmatch.organiser.guests import guests_who_come
from jobmatch.organiser.options import fair_of
from jobmatch.schemas.fair import LANGUAGES, CheckIns, WalkInForm
from jobmatch.services.fairs import day
from jobmatch.services.fairs import guests as service
from jobmatch.services.names import best_named
from models import CheckInWay, FairCheckIn, FairGuest, FairState, GuestState, JobFair


def here_ids(fair: JobFair) -> set[int]:
    """The guests who were checked in."""
    came = select(FairCheckIn.guest_id).join(FairCheckIn.guest).where(FairGuest.fair_id == fair.id)
    return set(db.session.scalars(came))


@bp.route("/fairs/<int:fair_id>/door", methods=["GET", "POST"])
def door(fair_id: int) -> str:
    """The list at the door, whole or searched by name in any script. Works without JavaScript."""
    row = fair_of(fair_id)
    guests = guests_who_come(row)
    name = request.form.get("name", "").strip()
    if name:
        order = best_named(name, [(guest.id, guest.job_seeker.name_key) for guest in guests])
        by_id = {guest.id: guest for guest in guests}
        guests = [by_id[row_id] for row_id in order]
        record_search([guest.job_seeker_id for guest in guests], ["name"])
    else:
        record_list("fair_guest", [guest.id for guest in guests], purpose="fair")
    return render_template("organiser/door.html", fair=row, guests=guests, here=here_ids(row), name=name)


@bp.post("/guests/<int:guest_id>/arrival")
def arrive(guest_id: int) -> Response:
    """Check somebody in from the list."""
    guest = get_visible(FairGuest, guest_id)
    day.check_in(db.session, guest, client_id=uuid4().hex, way=CheckInWay.LIST, by=current_account())
    db.session.commit()
    return redirect(url_for(".door", fair_id=guest.fair_id), code=303)


@bp.get("/fairs/<int:fair_id>/scanner")
def scanner(fair_id: int) -> str:
    """The page that a phone keeps for when it is offline. It holds no name: those come apart, and go after the fair."""
    return render_template("organiser/scanner.html", fair=fair_of(fair_id))


@bp.get("/fairs/<int:fair_id>/scanner/guests")
def scanner_guests(fair_id: int) -> Any:
    """What a device may keep: display names and opaque tokens; nothing when the fair is not being held."""
    row = fair_of(fair_id)
    if row.state is not FairState.RUNNING:
        return {"held": False, "guests": []}
    guests = guests_who_come(row)
    here = here_ids(row)
    record_list("fair_guest", [guest.id for guest in guests], purpose="fair")
    return {
        "held": True,
        "csrf": generate_csrf(),
        "guests": [
            {
                "token": guest.token,
                "name": guest.job_seeker.name,
                "other": guest.job_seeker.name_native or "",
                "here": guest.id in here,
            }
            for guest in guests
        ],
    }


@bp.post("/fairs/<int:fair_id>/check-ins")
def sync(fair_id: int) -> Any:
    """Take what a device gathered; the same twice counts once. 409 when the fair is over: the device wipes itself."""
    row = fair_of(fair_id)
    if row.state is not FairState.RUNNING:
        raise Conflict(msg("The fair is not being held now."))
    try:
        sent = CheckIns().load(request.get_json(silent=True) or {})
    except ValidationError as error:
        raise InvalidInput(str(error.messages)) from error
    rows = [(one["client_id"], one["token"], one["way"], one["at"]) for one in sent["check_ins"]]
    synced = day.sync_check_ins(db.session, row, rows, by=current_account())
    db.session.commit()
    return {"kept": synced.kept, "refused": synced.refused, "here": day.attendance(db.session, row)}


@bp.get("/door-worker.js")
def door_worker() -> Response:
    """The worker that lets the scanner's page open without a network; served here so that it reaches these pages."""
    return current_app.send_static_file("js/door-worker.js")


def show_walk_in(fair: JobFair, form: Submitted | None = None) -> Any:
    """The form at the door."""
    page = render_template("organiser/walk_in.html", fair=fair, form=form, client_id=uuid4().hex, languages=LANGUAGES)
    return (page, 422) if form else page


@bp.get("/fairs/<int:fair_id>/walk-ins/new")
def new_walk_in(fair_id: int) -> Any:
    """Register somebody who walks in."""
    return show_walk_in(fair_of(fair_id))


@bp.post("/fairs/<int:fair_id>/walk-ins")
def register_walk_in(fair_id: int) -> Any:
    """Register and check in; sent twice, it registers once."""
    row = fair_of(fair_id)
    form = read(WalkInForm, request.form)
    if not form.ok:
        return show_walk_in(row, form)
    values = {"phone": None, "language": None, **form.values}
    try:
        guest = service.register_walk_in(db.session, row, by=current_account(), today=today(), **values)
    except NotEligible:
        problem = {"consents": [_("Without consent nothing is kept; the person may look around all the same.")]}
        return show_walk_in(row, Submitted({}, problem, request.form))
    client_id = form.values["client_id"]
    day.check_in(db.session, guest, client_id=client_id, way=CheckInWay.WALK_IN, by=current_account())
    db.session.commit()
    flash(_("%(name)s is registered and here.", name=guest.job_seeker.name))
    return redirect(url_for(".guest", guest_id=guest.id), code=303)


def waiting_guests(fair: JobFair) -> list[FairGuest]:
    """Guests on the waiting list, first come first."""
    return list(
        db.session.scalars(
            service.guests_of(fair, FairGuest.state == GuestState.WAITING)
            .order_by(None)
            .order_by(FairGuest.answered_at)
        )
    )
