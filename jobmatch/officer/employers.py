"""Employers: list, page, form, verification."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput, NotFound
from jobmatch.forms import Submitted, read, rejected, require
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.password_mail import send_password_link
from jobmatch.schemas.vacancy import CheckForm, ContactEventForm, ContactForm, EmployerForm, NotedStepForm
from jobmatch.services import employers, transitions
from jobmatch.steps import done
from models import Employer, EmployerContact, EmployerState, PersonRequest, Vacancy

SORTS = {"name": Employer.name, "state": Employer.state, "created": Employer.created_at}


@bp.get("/employers", endpoint="employers")
def list_employers() -> str:
    """Every employer, filtered by words and state."""
    query = visible(Employer)
    words = request.args.get("q", "").strip().lower()
    if words:
        query = query.where(func.lower(Employer.name).contains(words, autoescape=True))
    if request.args.get("state") in set(EmployerState):
        query = query.where(Employer.state == request.args["state"])
    return render_template("officer/employers.html", page=paginate(query, SORTS, default="name"))


@bp.get("/employers/<int:employer_id>")
def employer(employer_id: int) -> str:
    """One employer with contacts, vacancies and history."""
    return show_employer(get_visible(Employer, employer_id))


def show_employer(row: Employer, form: Submitted | None = None, contact_form: Submitted | None = None) -> str:
    """The page of an employer, with what was typed into a form that could not be used."""
    vacancies = db.session.scalars(
        visible(Vacancy).where(Vacancy.employer_id == row.id).order_by(Vacancy.published_at.desc()).limit(50)
    ).all()
    return render_template(
        "officer/employer.html",
        employer=row,
        vacancies=vacancies,
        events=transitions.history(db.session, row),
        reports=own_reports(row),
        today=today(),
        form=form,
        contact_form=contact_form,
        accounts=employers.accounts_of(db.session, row),
    )


def own_reports(row: Employer) -> list[PersonRequest]:
    """What people of the office reported of an employer; other offices see the hold and not who said what."""
    query = (
        visible(PersonRequest).where(PersonRequest.employer_id == row.id).options(joinedload(PersonRequest.job_seeker))
    )
    reports = list(db.session.scalars(query.order_by(PersonRequest.id.desc())))
    if reports:
        record_list("person_request", [report.id for report in reports])
    return reports


def show_form(row: Employer | None, form: Submitted | None = None) -> Any:
    """The form, on first sight or with its errors."""
    page = render_template("officer/employer_form.html", employer=row, form=form)
    return (page, 422) if form else page


@bp.get("/employers/new")
def new_employer() -> Any:
    """The form of a new employer."""
    return show_form(None)


@bp.post("/employers")
def create_employer() -> Any:
    """Register a business, to be verified."""
    form = read(EmployerForm, request.form)
    if not form.ok:
        return show_form(None, form)
    values = {key: value for key, value in form.values.items() if key != "version"}
    row = employers.create_employer(db.session, by=current_account(), **values)
    return done(".employer", employer_id=row.id)


@bp.get("/employers/<int:employer_id>/edit")
def edit_employer(employer_id: int) -> Any:
    """The form of an employer."""
    return show_form(get_visible(Employer, employer_id))


@bp.post("/employers/<int:employer_id>")
def change_employer(employer_id: int) -> Any:
    """Save an employer; 409 if somebody else did since."""
    row = get_visible(Employer, employer_id)
    form = read(EmployerForm, request.form)
    if not form.ok:
        return show_form(row, form)
    employers.change_employer(db.session, row, **form.values)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".employer", employer_id=row.id), code=303)


@bp.post("/employers/<int:employer_id>/contacts")
def add_contact(employer_id: int) -> Any:
    """Add a person to speak to."""
    row = get_visible(Employer, employer_id)
    employers.add_contact(db.session, row, **require(ContactForm, request.form))
    return done(".employer", employer_id=row.id)


@bp.post("/employers/<int:employer_id>/contacts/<int:contact_id>/invitation")
def invite_contact(employer_id: int, contact_id: int) -> Any:
    """Let a contact sign in for the business: a link to choose a password goes to the address. 409 if it has one."""
    row, contact = get_visible(Employer, employer_id), get_visible(EmployerContact, contact_id)
    if contact.employer_id != row.id:
        raise NotFound("contact")
    account = employers.invite_contact(db.session, row, contact)
    send_password_link(account)
    flash(_("A link to choose a new password goes to %(email)s.", email=account.email))
    return done(".employer", employer_id=row.id)


@bp.post("/employers/<int:employer_id>/verification")
def verify_employer(employer_id: int) -> Any:
    """Keep the checklist; verify on it if that was asked for, 422 while something is missing."""
    row = get_visible(Employer, employer_id)
    form = require(CheckForm, request.form)
    try:
        employers.record_check(db.session, row, by=current_account(), **form)
    except InvalidInput as error:
        db.session.rollback()
        return show_employer(row, rejected(Submitted({}, {}, request.form), error)), 422
    return done(".employer", employer_id=row.id)


@bp.post("/employers/<int:employer_id>/contact-events")
def add_contact_event(employer_id: int) -> Any:
    """Write down how far the service has come with this business."""
    row = get_visible(Employer, employer_id)
    form = read(ContactEventForm, request.form)
    if not form.ok:
        return show_employer(row, contact_form=form), 422
    employers.record_contact_event(db.session, row, by=current_account(), **form.values)
    return done(".employer", employer_id=row.id)


@bp.post("/employers/<int:employer_id>/suspension")
def suspend_employer(employer_id: int) -> Response:
    """Stop everything with this business at once."""
    row = get_visible(Employer, employer_id)
    employers.suspend_employer(db.session, row, by=current_account(), **require(NotedStepForm, request.form))
    return done(".employer", employer_id=row.id)


@bp.post("/employers/<int:employer_id>/rejection")
def reject_employer(employer_id: int) -> Response:
    """The checks failed."""
    row = get_visible(Employer, employer_id)
    employers.reject_employer(db.session, row, by=current_account(), **require(NotedStepForm, request.form))
    return done(".employer", employer_id=row.id)
