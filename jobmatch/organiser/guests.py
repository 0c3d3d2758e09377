"""People at a fair: invited by filter or from a ranking, and their answers."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager, selectinload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.forms import read, require, row_number
from jobmatch.lists import paginate
from jobmatch.live import live_index
from jobmatch.options import governorate_options
from jobmatch.organiser import bp
from jobmatch.organiser.options import fair_of
from jobmatch.schemas.fair import AnswerForm, InviteForm, RatingForm
from jobmatch.services.fairs import guests as service
from jobmatch.services.fairs import interviews, scheduling, walk_ins
from jobmatch.services.suggestions import scores_of
from models import FairGuest, FairInterview, GuestState, JobFair, JobSeeker, JobSeekerLanguage, Vacancy

BEST = 200
SORTS = {"name": JobSeeker.name_latin, "state": FairGuest.state}


@bp.get("/fairs/<int:fair_id>/guests")
def guests(fair_id: int) -> str:
    """The guests of a fair, by answer."""
    row = fair_of(fair_id)
    query = visible(FairGuest).join(FairGuest.job_seeker).where(FairGuest.fair_id == row.id)
    query = query.options(contains_eager(FairGuest.job_seeker), selectinload(FairGuest.wishes))
    if request.args.get("state") in set(GuestState):
        query = query.where(FairGuest.state == request.args["state"])
    page = paginate(query, SORTS, default="name", per_page=50)
    record_list("fair_guest", [guest.id for guest in page.rows], purpose="fair")
    return render_template("organiser/guests.html", fair=row, page=page)


def people_filter() -> list[ColumnElement[bool]]:
    """The conditions of the invitation's filter."""
    conditions = []
    if request.args.get("governorate"):
        conditions.append(JobSeeker.governorate == request.args["governorate"])
    if request.args.get("language"):
        spoken = select(JobSeekerLanguage.job_seeker_id).where(JobSeekerLanguage.code == request.args["language"])
        conditions.append(JobSeeker.id.in_(spoken))
    return conditions


@bp.get("/fairs/<int:fair_id>/invitations")
def invitations(fair_id: int) -> str:
    """People of the office who agreed to fairs and are not invited yet: all, filtered, or the best for a vacancy."""
    row = fair_of(fair_id)
    known = select(FairGuest.job_seeker_id).where(FairGuest.fair_id == row.id)
    may_be_asked = visible(JobSeeker).where(service.may_take_part(), JobSeeker.id.not_in(known), *people_filter())
    vacancies = [vacancy for booth in scheduling.booths_of(db.session, row) for vacancy in booth.vacancies]
    chosen = request.args.get("vacancy", type=row_number)
    scores: dict[int, float] = {}
    if chosen and chosen in {vacancy.id for vacancy in vacancies}:
        ids = db.session.scalars(may_be_asked.with_only_columns(JobSeeker.id)).all()
        scores = scores_of(db.session, live_index(), get_visible(Vacancy, chosen), ids, today=today())
        best = sorted(scores, key=lambda row_id: -scores[row_id])[:BEST]
        may_be_asked = may_be_asked.where(JobSeeker.id.in_(best))
    people = list(db.session.scalars(may_be_asked.order_by(JobSeeker.name_latin).limit(BEST)))
    people.sort(key=lambda person: -scores.get(person.id, 0.0))
    record_list("job_seeker", [person.id for person in people], purpose="fair")
    return render_template(
        "organiser/invitations.html",
        fair=row,
        people=people,
        scores=scores,
        vacancies=[vacancy for vacancy in vacancies if vacancy.state == "open"],
        governorates=governorate_options(),
        limit=BEST,
    )


@bp.post("/fairs/<int:fair_id>/invitations")
def invite_people(fair_id: int) -> Response:
    """Invite the people that are ticked."""
    row = fair_of(fair_id)
    ids = require(InviteForm, request.form)["ids"]
    people = db.session.scalars(visible(JobSeeker).where(JobSeeker.id.in_(ids)))
    invited, left_out = service.invite_people(db.session, row, people, by=current_account())
    db.session.commit()
    flash(ngettext("%(num)s person invited.", "%(num)s people invited.", invited))
    if left_out:
        flash(ngettext("%(num)s left out for want of consent.", "%(num)s left out for want of consent.", left_out))
    return redirect(url_for(".guests", fair_id=row.id), code=303)


@bp.get("/guests/<int:guest_id>")
def guest(guest_id: int) -> str:
    """One guest: answer, wishes and interviews."""
    row = get_visible(FairGuest, guest_id)
    record_list("fair_guest", [row.id], purpose="fair")
    return render_template(
        "organiser/guest.html",
        fair=row.fair,
        guest=row,
        booths=scheduling.booths_of(db.session, row.fair),
        wishes={wish.booth_id for wish in row.wishes},
        interviews=interviews.interviews_of(db.session, row.fair, FairInterview.guest_id == row.id),
        doubtful=walk_ins.is_doubtful(db.session, row),
        may_be=others_alike(row),
    )


def others_alike(row: FairGuest) -> list[FairGuest]:
    """The other guests whom a guest may be; nobody who is not to be seen."""
    ids = [other.id for other in walk_ins.may_be(db.session, row)]
    return list(db.session.scalars(visible(FairGuest).where(FairGuest.id.in_(ids))))


@bp.post("/guests/<int:guest_id>/answer")
def answer_guest(guest_id: int) -> Any:
    """Write down what the person answered on the phone or at the desk.

    Needs are not shown there, so a box without a tick does not take back what was said before.
    """
    row = get_visible(FairGuest, guest_id)
    form = read(AnswerForm, request.form)
    if not form.ok:
        flash(_("Something in the form cannot be used"), "error")
        return redirect(url_for(".guest", guest_id=row.id), code=303)
    needs = {name: form.values.get(name) or getattr(row, name) for name in ("needs_access", "needs_childcare")}
    state = service.answer_invitation(db.session, row, by=current_account(), **{**form.values, **needs})
    db.session.commit()
    if state is GuestState.WAITING:
        flash(_("All places are given: the person is on the waiting list."))
    return redirect(url_for(".guest", guest_id=row.id), code=303)


@bp.post("/guests/<int:guest_id>/rating")
def rate_guest(guest_id: int) -> Response:
    """What the person thinks of the fair."""
    row = get_visible(FairGuest, guest_id)
    values = require(RatingForm, request.form)
    service.rate_fair(db.session, row, rating=values["rating"], note=values.get("rating_note"))
    db.session.commit()
    return redirect(url_for(".guest", guest_id=row.id), code=303)


def guests_who_come(fair: JobFair) -> list[FairGuest]:
    """Guests who said yes, by name."""
    return list(db.session.scalars(service.guests_of(fair, FairGuest.state == GuestState.YES)))
