"""Job fairs as an employer sees them: invited or asking to come, and what to bring."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import or_

from jobmatch.access import current_account, get_visible, visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.employer.own import own_employer
from jobmatch.errors import NotAllowed
from jobmatch.forms import Submitted, read, require
from jobmatch.schemas.fair import BoothAnswerForm, OwnBoothForm, RatingForm
from jobmatch.services.fairs import guests, interviews, planning
from models import BoothState, FairEmployer, FairState, JobFair, Vacancy, VacancyState


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
    booth = planning.apply_for_fair(db.session, fair, own_employer(), by=current_account())
    db.session.commit()
    flash(_("The organisers have your request."))
    return redirect(url_for(".booth", booth_id=booth.id), code=303)


@bp.post("/fairs/booths/<int:booth_id>/answer")
def answer_fair(booth_id: int) -> Any:
    """Answer an invitation. Whether a request is granted is not the employer's to say."""
    booth = get_visible(FairEmployer, booth_id)
    to = require(BoothAnswerForm, request.form)["to"]
    if to is not BoothState.DECLINED and booth.state is not BoothState.INVITED:
        raise NotAllowed
    planning.answer_booth(db.session, booth, to=to, by=current_account())
    interviews.tell_times(db.session, booth.fair)
    db.session.commit()
    if to is BoothState.ACCEPTED:
        return redirect(url_for(".booth", booth_id=booth.id), code=303)
    return redirect(url_for(".fairs"), code=303)


def show_booth(row: FairEmployer, form: Submitted | None = None) -> Any:
    """The booth's page, on first sight or with what cannot be used."""
    brought = {one.vacancy_id for one in row.brought}
    choices = visible(Vacancy).where(or_(Vacancy.state == VacancyState.OPEN, Vacancy.id.in_(brought)))
    page = render_template(
        "employer/booth.html",
        booth=row,
        fair=row.fair,
        form=form,
        vacancies=db.session.scalars(choices.order_by(Vacancy.title)).all(),
        brought=brought,
        changeable=row.fair.state in (FairState.PLANNED, FairState.RUNNING) and row.state is not BoothState.DECLINED,
    )
    return (page, 422) if form else page


@bp.get("/fairs/booths/<int:booth_id>")
def booth(booth_id: int) -> Any:
    """The employer's booth: which vacancies it brings and who interviews there."""
    return show_booth(get_visible(FairEmployer, booth_id))


@bp.post("/fairs/booths/<int:booth_id>")
def change_booth(booth_id: int) -> Any:
    """Save what the employer brings; 422 where something cannot be used, 409 when it is too late to change."""
    row = get_visible(FairEmployer, booth_id)
    form = read(OwnBoothForm, request.form)
    if not form.ok:
        return show_booth(row, form)
    chosen = db.session.scalars(visible(Vacancy).where(Vacancy.id.in_(form.values["vacancies"]))).all()
    values = {name: form.values[name] for name in ("interviewers", "interviewer_names")}
    values["interviewer_names"] = values["interviewer_names"] or []
    planning.change_own_booth(db.session, row, by=current_account(), vacancies=chosen, **values)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".booth", booth_id=row.id), code=303)


@bp.post("/fairs/booths/<int:booth_id>/rating")
def rate_fair(booth_id: int) -> Any:
    """What the employer thinks of the fair."""
    booth = get_visible(FairEmployer, booth_id)
    values = require(RatingForm, request.form)
    guests.rate_fair(db.session, booth, rating=values["rating"], note=values.get("rating_note"))
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".fairs"), code=303)
