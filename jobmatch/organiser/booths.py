"""Employers at a fair: invited, answered, placed in a hall, rated."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.db import db
from jobmatch.errors import Conflict
from jobmatch.forms import Submitted, read, require
from jobmatch.organiser import bp
from jobmatch.organiser.options import break_words, fair_of, hall_choices, show_effects
from jobmatch.schemas.fair import BoothAnswerForm, BoothForm, InviteForm, RatingForm
from jobmatch.services.fairs import guests, interviews, planning, staff
from models import Employer, EmployerState, FairEmployer, Vacancy
from models.states import allowed

INVITABLE = 200


@bp.get("/fairs/<int:fair_id>/booths")
def booths(fair_id: int) -> str:
    """The employers of a fair, and those that could be invited."""
    row = fair_of(fair_id)
    words = request.args.get("q", "").strip().lower()
    known = select(FairEmployer.employer_id).where(FairEmployer.fair_id == row.id)
    others = visible(Employer).where(Employer.state == EmployerState.VERIFIED, Employer.id.not_in(known))
    if words:
        others = others.where(func.lower(Employer.name).contains(words, autoescape=True))
    if request.args.get("governorate"):
        others = others.where(Employer.governorate == request.args["governorate"])
    mine = visible(FairEmployer).where(FairEmployer.fair_id == row.id)
    booths = db.session.scalars(
        mine.options(
            joinedload(FairEmployer.employer), joinedload(FairEmployer.hall), selectinload(FairEmployer.brought)
        )
    )
    return render_template(
        "organiser/booths.html",
        fair=row,
        booths=sorted(booths, key=lambda booth: (booth.booth or "~", booth.employer.name)),
        others=db.session.scalars(others.order_by(Employer.name).limit(INVITABLE)).all(),
    )


@bp.post("/fairs/<int:fair_id>/booths")
def invite_employers(fair_id: int) -> Response:
    """Invite the employers that are ticked."""
    row = fair_of(fair_id)
    ids = require(InviteForm, request.form)["ids"]
    employers = db.session.scalars(visible(Employer).where(Employer.id.in_(ids))).all()
    invited = planning.invite_employers(db.session, row, employers, by=current_account())
    db.session.commit()
    flash(ngettext("%(num)s employer invited.", "%(num)s employers invited.", len(invited)))
    return redirect(url_for(".booths", fair_id=row.id), code=303)


def show_booth(row: FairEmployer, form: Submitted | None = None) -> Any:
    """A booth's page, on first sight or with what cannot be used."""
    open_ones = visible(Vacancy).where(Vacancy.employer_id == row.employer_id, Vacancy.state == "open")
    brought = {one.vacancy_id for one in row.brought}
    page = render_template(
        "organiser/booth.html",
        fair=row.fair,
        booth=row,
        form=form,
        halls=hall_choices(row.fair),
        vacancies=db.session.scalars(open_ones).all(),
        brought=brought,
        steps=allowed("fair_employer", row.state),
        breaks=break_words(row.breaks),
        code=staff.booth_code(row, current_app.config["SECRET_KEY"]) if row.staff else None,
    )
    return (page, 422) if form else page


@bp.get("/booths/<int:booth_id>")
def booth(booth_id: int) -> Any:
    """One booth."""
    return show_booth(get_visible(FairEmployer, booth_id))


@bp.post("/booths/<int:booth_id>")
def change_booth(booth_id: int) -> Any:
    """Save a booth; 409 where interviews no longer fit, 422 where something cannot be used."""
    row = get_visible(FairEmployer, booth_id)
    form = read(BoothForm, request.form)
    if not form.ok:
        return show_booth(row, form)
    values = dict(form.values)
    ids = values.pop("vacancies")
    vacancies = db.session.scalars(visible(Vacancy).where(Vacancy.id.in_(ids))).all()
    values |= {name: values.get(name) or [] for name in ("breaks", "interviewer_names")}
    blank = {"hall_id": None, "booth": None, "opens": None, "closes": None}
    values = {**blank, **values, "agreed": request.form.get("agreed")}
    try:
        planning.change_booth(db.session, row, by=current_account(), vacancies=vacancies, **values)
    except Conflict as conflict:
        return show_effects(conflict, row.fair, url_for(".change_booth", booth_id=row.id))
    interviews.tell_times(db.session, row.fair)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".booth", booth_id=row.id), code=303)


@bp.post("/booths/<int:booth_id>/answer")
def answer_booth(booth_id: int) -> Response:
    """The employer comes, or does not."""
    row = get_visible(FairEmployer, booth_id)
    planning.answer_booth(db.session, row, to=require(BoothAnswerForm, request.form)["to"], by=current_account())
    interviews.tell_times(db.session, row.fair)
    db.session.commit()
    return redirect(url_for(".booth", booth_id=row.id), code=303)


@bp.post("/booths/<int:booth_id>/attendance")
def attend_booth(booth_id: int) -> Response:
    """The employer is here, or did not come."""
    row = get_visible(FairEmployer, booth_id)
    row.attended = "here" in request.form
    db.session.commit()
    return redirect(url_for(".booth", booth_id=row.id), code=303)


@bp.post("/booths/<int:booth_id>/code")
def renew_code(booth_id: int) -> Response:
    """A new code for the booth's staff; the old one is worthless."""
    row = get_visible(FairEmployer, booth_id)
    staff.renew_code(db.session, row)
    db.session.commit()
    return redirect(url_for(".booth", booth_id=row.id) + "#code", code=303)


@bp.post("/booths/<int:booth_id>/rating")
def rate_booth(booth_id: int) -> Response:
    """What the employer thinks of the fair."""
    row = get_visible(FairEmployer, booth_id)
    values = require(RatingForm, request.form)
    guests.rate_fair(db.session, row, rating=values["rating"], note=values.get("rating_note"))
    db.session.commit()
    return redirect(url_for(".booth", booth_id=row.id), code=303)
