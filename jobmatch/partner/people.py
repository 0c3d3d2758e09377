"""The people that a partner sent: a list, a page for each, and what the partner adds to the case."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list, record_open
from jobmatch.access.identity import shown_to_partner
from jobmatch.db import db
from jobmatch.forms import Submitted, read
from jobmatch.lists import paginate
from jobmatch.partner import bp
from jobmatch.schemas.partner import CaseInformationForm
from jobmatch.services import counselling
from models import JobSeeker, Note

SORTS = {"sent": JobSeeker.registered_on, "name": JobSeeker.name_key}


def own_people() -> Select[Any]:
    """The people whom the partner sent, with what decides what may be shown of them."""
    return visible(JobSeeker).options(selectinload(JobSeeker.consents), selectinload(JobSeeker.partner))


@bp.get("/", endpoint="home")
def list_people() -> str:
    """Everybody whom the partner sent, the latest first."""
    page = paginate(own_people(), SORTS, default="-sent")
    record_list("job_seeker", [row.id for row in page.rows], purpose="partner")
    shown = [shown_to_partner(current_account(), row) for row in page.rows]
    return render_template("partner/home.html", page=page, people=shown)


@bp.get("/people/<int:job_seeker_id>")
def person(job_seeker_id: int) -> str:
    """One person: what the partner wrote, and how they fare if they agreed that it is told."""
    return show(get_visible(JobSeeker, job_seeker_id))


def show(row: JobSeeker, form: Submitted | None = None) -> str:
    """The page of a person, with what was typed into a form that could not be used."""
    record_open(row, "partner")
    notes = db.session.scalars(visible(Note).where(Note.job_seeker_id == row.id).order_by(Note.id.desc())).all()
    return render_template(
        "partner/person.html", person=shown_to_partner(current_account(), row), notes=notes, form=form
    )


@bp.post("/people/<int:job_seeker_id>/information")
def add_information(job_seeker_id: int) -> Any:
    """Add something to the case for its officers; 422 where nothing is written."""
    row = get_visible(JobSeeker, job_seeker_id)
    form = read(CaseInformationForm, request.form)
    if not form.ok:
        return show(row, form), 422
    counselling.write_note(db.session, row, by=current_account(), **form.values)
    db.session.commit()
    flash(_("The officers of the case read it."))
    return redirect(url_for(".person", job_seeker_id=row.id), code=303)
