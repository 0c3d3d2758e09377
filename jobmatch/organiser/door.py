"""The door: check-in by code, by name and from the list; walk-ins; and what a phone may keep for when it is offline."""

from typing import Any
from uuid import uuid4

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from marshmallow import Schema, ValidationError
from sqlalchemy import select
from werkzeug.wrappers import Response

from jobmatch import sealed
from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_list, record_search
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import FairNotHeld, InvalidInput, NotEligible, msg
from jobmatch.forms import Submitted, read, rejected
from jobmatch.organiser import bp
from jobmatch.organiser.guests import guests_who_come
from jobmatch.organiser.options import fair_of
from jobmatch.schemas.fair import LANGUAGES, CheckIns, QueuedWalkIns, SealedContacts, WalkInForm
from jobmatch.services import name_rules as folding
from jobmatch.services.fairs import day, walk_ins
from jobmatch.services.fairs import guests as service
from jobmatch.services.names import best_named, name_key, words_of_key
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
    seal = sealed.public_key(current_app.config["JOBMATCH"].secret_key, fair_id)
    return render_template("organiser/scanner.html", fair=fair_of(fair_id), languages=LANGUAGES, seal=seal)


@bp.get("/name-rules.json")
def name_rules() -> Any:
    """How names are folded, for a device that searches without a network; no name is in it."""
    return folding.name_rules()


@bp.get("/fairs/<int:fair_id>/scanner/guests")
def scanner_guests(fair_id: int) -> Any:
    """What a device may keep: display names, their folded spellings and opaque tokens; nobody when it is not held.

    When it is over, a device may still send what it gathered, and then wipes itself.
    """
    row = fair_of(fair_id)
    if row.state is not FairState.RUNNING:
        late = {"csrf": generate_csrf()} if row.state is FairState.OVER else {}
        return {"held": False, "guests": [], **late}
    guests = guests_who_come(row)
    here = here_ids(row)
    record_list("fair_guest", [guest.id for guest in guests], purpose="fair")
    return {"held": True, "csrf": generate_csrf(), "guests": [on_device(guest, guest.id in here) for guest in guests]}


def on_device(guest: FairGuest, is_here: bool) -> dict[str, Any]:
    """A guest as a device keeps them; `key` is folded from the two display names and from nothing else."""
    person = guest.job_seeker
    return {
        "token": guest.token,
        "name": person.name,
        "other": person.name_native or "",
        "key": " ".join(words_of_key(name_key(person.name, person.name_native))),
        "here": is_here,
    }


def sent_by_device(fair: JobFair, schema: type[Schema]) -> dict[str, Any]:
    """What a device gathered; 409 for a fair that is neither held nor over: the device wipes itself."""
    if fair.state not in (FairState.RUNNING, FairState.OVER):
        raise FairNotHeld(msg("The fair is not being held now."))
    try:
        sent: dict[str, Any] = schema().load(request.get_json(silent=True) or {})
    except ValidationError as error:
        raise InvalidInput(str(error.messages)) from error
    return sent


@bp.post("/fairs/<int:fair_id>/check-ins")
def sync(fair_id: int) -> Any:
    """Take the check-ins that a device gathered; the same twice counts once."""
    row = fair_of(fair_id)
    sent = sent_by_device(row, CheckIns)
    rows = [(one["client_id"], one["token"], one["way"], one["at"]) for one in sent["check_ins"]]
    synced = day.sync_check_ins(db.session, row, rows, by=current_account())
    db.session.commit()
    here = day.attendance(db.session, row)
    return {"kept": synced.kept, "refused": synced.refused, "here": here, "over": row.state is FairState.OVER}


@bp.post("/fairs/<int:fair_id>/walk-ins/queue")
def sync_walk_ins(fair_id: int) -> Any:
    """Take the walk-ins that a device registered; the same twice is one person. Doubtful ones are named again."""
    row = fair_of(fair_id)
    rows = sent_by_device(row, QueuedWalkIns)["walk_ins"]
    unread = [one["client_id"] for one in rows if not unsealed(row, one)]
    taken = walk_ins.take_walk_ins(db.session, row, rows, by=current_account(), today=today())
    db.session.commit()
    doubtful = [guest for guest in taken.guests.values() if walk_ins.is_doubtful(db.session, guest)]
    record_list("fair_guest", [guest.id for guest in doubtful], purpose="fair")
    return {
        "kept": list(taken.guests),
        "refused": taken.refused,
        "unread": len(set(unread) & set(taken.guests)),
        "doubtful": [
            {"name": guest.job_seeker.name, "url": url_for(".guest", guest_id=guest.id)} for guest in doubtful
        ],
        "over": row.state is FairState.OVER,
    }


def unsealed(fair: JobFair, walk_in: dict[str, Any]) -> bool:
    """Put what a device sealed back into its row; False where it cannot be opened: the person is taken without it."""
    box = walk_in.pop("sealed", None)
    if box is None:
        return True
    try:
        secret = current_app.config["JOBMATCH"].secret_key
        walk_in.update(SealedContacts().load(sealed.open_sealed(secret, fair.id, box, walk_in["client_id"])))
    except (sealed.Unreadable, ValidationError):
        return False
    return True


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
        guest = walk_ins.register_walk_in(db.session, row, by=current_account(), today=today(), **values)
    except NotEligible:
        problem = {"consents": [_("Without consent nothing is kept; the person may look around all the same.")]}
        return show_walk_in(row, Submitted({}, problem, request.form))
    except InvalidInput as error:
        return show_walk_in(row, rejected(form, error))
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
