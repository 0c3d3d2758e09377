"""Consents of many people in one step, as after a counselling day."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from sqlalchemy import not_

from jobmatch.access import current_account, visible
from jobmatch.access.audit import record_list
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import Submitted, read, rejected
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.schemas.intake import ConsentsForm
from jobmatch.services import consents as service
from models import ConsentPurpose, JobSeeker, JobSeekerState

IN_CARE = (JobSeekerState.ACTIVE, JobSeekerState.PENDING, JobSeekerState.PLACED)
PER_PAGE = 100


@bp.get("/consents/new")
def consents_of_many() -> str:
    """The people of the office without a consent to be matched, to be ticked."""
    return consents_page(None)


def consents_page(form: Submitted | None) -> str:
    """The list of people and the form around it."""
    without = not_(service.has_consent(ConsentPurpose.MATCHING))
    query = visible(JobSeeker).where(JobSeeker.state.in_(IN_CARE), without)
    sorts = {
        "reference": JobSeeker.case_reference,
        "name": JobSeeker.name_latin,
        "registered": JobSeeker.registered_on,
        "place": JobSeeker.place_text,
    }
    page = paginate(query, sorts, default="-registered", per_page=PER_PAGE)
    record_list("job_seeker", [person.id for person in page.rows], purpose="consent missing")
    return render_template("officer/consents_of_many.html", page=page, form=form, today=today())


@bp.post("/consents/new")
def record_consents_of_many() -> Any:
    """Record the consents of everybody ticked; 422 where something is missing."""
    form = read(ConsentsForm, request.form)
    if not form.ok:
        return consents_page(form), 422
    values = form.values
    people = db.session.scalars(visible(JobSeeker).where(JobSeeker.id.in_(values["ids"]))).all()
    try:
        count = service.record_consents(
            db.session,
            people,
            values["purposes"],
            given=values["given"],
            given_on=values["given_on"],
            by=current_account(),
        )
    except InvalidInput as error:
        db.session.rollback()
        return consents_page(rejected(form, error)), 422
    db.session.commit()
    flash(ngettext("%(num)s consent is recorded.", "%(num)s consents are recorded.", count), "success")
    return redirect(url_for("officer.consents_of_many"), code=303)
