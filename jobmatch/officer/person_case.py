"""What is added to a case: sessions, notes, tasks and courses."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from marshmallow import Schema
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import read, rejected, require
from jobmatch.officer import bp
from jobmatch.officer.person import check_officer, show
from jobmatch.schemas.counselling import EndEnrolmentForm, EnrolmentForm, NoteForm, SessionForm, TaskForm
from jobmatch.services import counselling
from models import Enrolment, JobSeeker


def add(job_seeker_id: int, kind: str, schema: type[Schema], write: Any, message: str) -> Any:
    """Read a form, write what it says about the person, and go back; 422 with the page where it cannot be used."""
    row = get_visible(JobSeeker, job_seeker_id)
    form = read(schema, request.form)
    if not form.ok:
        return show(row, **{kind: form}), 422
    try:
        write(row, form.values)
    except InvalidInput as error:
        db.session.rollback()
        return show(get_visible(JobSeeker, job_seeker_id), **{kind: rejected(form, error)}), 422
    db.session.commit()
    flash(message)
    return redirect(url_for(".person", job_seeker_id=row.id, _anchor=kind), code=303)


@bp.post("/job-seekers/<int:job_seeker_id>/sessions")
def add_session(job_seeker_id: int) -> Any:
    """Write down a talk with the person."""
    return add(
        job_seeker_id,
        "sessions",
        SessionForm,
        lambda row, values: counselling.record_session(db.session, row, by=current_account(), today=today(), **values),
        _("The session is written down."),
    )


@bp.post("/job-seekers/<int:job_seeker_id>/notes")
def add_note(job_seeker_id: int) -> Any:
    """Write a note for the office, or only for the officers of the case."""
    return add(
        job_seeker_id,
        "notes",
        NoteForm,
        lambda row, values: counselling.write_note(db.session, row, by=current_account(), **values),
        _("The note is saved."),
    )


@bp.post("/job-seekers/<int:job_seeker_id>/tasks")
def add_person_task(job_seeker_id: int) -> Any:
    """Plan something to do about the person."""

    def write(row: JobSeeker, values: dict[str, Any]) -> None:
        check_officer(values.get("officer_id"))
        counselling.add_task(db.session, by=current_account(), person=row, **values)

    return add(job_seeker_id, "tasks", TaskForm, write, _("The task is planned."))


@bp.post("/job-seekers/<int:job_seeker_id>/enrolments")
def add_enrolment(job_seeker_id: int) -> Any:
    """The person begins a course or training."""
    return add(
        job_seeker_id,
        "enrolments",
        EnrolmentForm,
        lambda row, values: counselling.enrol(db.session, row, by=current_account(), **values),
        _("The course is written down."),
    )


@bp.post("/enrolments/<int:enrolment_id>/end")
def end_enrolment(enrolment_id: int) -> Response:
    """The course is completed, or the person left it early; 409 if it had ended."""
    row = get_visible(Enrolment, enrolment_id)
    form = require(EndEnrolmentForm, request.form)
    counselling.end_enrolment(db.session, row, by=current_account(), **form)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".person", job_seeker_id=row.job_seeker_id, _anchor="enrolments"), code=303)
