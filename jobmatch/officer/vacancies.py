"""Vacancies: list, page, form, and the steps of their life."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, or_
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from jobmatch import steps
from jobmatch.access import current_account, get_visible, visible
from jobmatch.clock import today
from jobmatch.concepts import concepts
from jobmatch.db import db
from jobmatch.forms import Submitted, read, require, row_number
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.options import skill_words, vacancy_options
from jobmatch.schemas.vacancy import NotedStepForm, VacancyForm
from jobmatch.services import attention, transitions, vacancies, vacancy_approval
from jobmatch.steps import done
from models import Employer, Referral, Vacancy, VacancyKind, VacancyState

SORTS = {
    "reference": Vacancy.id,
    "title": Vacancy.title,
    "state": Vacancy.state,
    "published": Vacancy.published_at,
    "expires": Vacancy.expires_on,
    "openings": Vacancy.openings,
}


@bp.get("/vacancies", endpoint="vacancies")
def list_vacancies() -> str:
    """Every vacancy, filtered by words, state, kind and governorate."""
    query = visible(Vacancy).options(joinedload(Vacancy.employer))
    words = request.args.get("q", "").strip().lower()
    if words:
        query = query.join(Vacancy.employer).where(
            or_(
                func.lower(Vacancy.title).contains(words, autoescape=True),
                func.lower(Employer.name).contains(words, autoescape=True),
                func.lower(Vacancy.reference) == words,
            )
        )
    for key, column, known in (
        ("state", Vacancy.state, set(VacancyState)),
        ("kind", Vacancy.kind, set(VacancyKind)),
    ):
        if request.args.get(key) in known:
            query = query.where(column == request.args[key])
    if request.args.get("state") == "ending":
        query = query.where(attention.expiring(today()))
    if request.args.get("state") == "to_approve":
        query = query.where(vacancy_approval.awaiting_approval())
    if request.args.get("governorate"):
        query = query.where(Vacancy.governorate == request.args["governorate"])
    if request.args.get("employer", type=row_number):
        query = query.where(Vacancy.employer_id == request.args.get("employer", type=row_number))
    page = paginate(query, SORTS, default="-published")
    return render_template("officer/vacancies.html", page=page)


@bp.get("/vacancies/<int:vacancy_id>")
def vacancy(vacancy_id: int) -> str:
    """One vacancy with its referrals and history."""
    row = get_visible(Vacancy, vacancy_id)
    referrals = db.session.scalars(
        visible(Referral)
        .where(Referral.vacancy_id == row.id)
        .options(joinedload(Referral.job_seeker))
        .order_by(Referral.closed_at.is_not(None), Referral.updated_at.desc())
    ).all()
    return render_template(
        "officer/vacancy.html",
        vacancy=row,
        referrals=referrals,
        events=transitions.history(db.session, row),
        steps=possible_steps(row),
    )


def possible_steps(row: Vacancy) -> list[str]:
    """The steps that the state allows now, by endpoint name."""
    table = {
        VacancyState.DRAFT: ["publish", "close"],
        VacancyState.SUBMITTED: ["publish", "return", "close"],
        VacancyState.OPEN: ["hold", "close"],
        VacancyState.ON_HOLD: ["publish", "close"],
        VacancyState.CLOSED: ["publish"],
    }
    return table[row.state]


def show_form(row: Vacancy | None, form: Submitted | None = None, employer: Employer | None = None) -> Any:
    """The form, on first sight or with its errors."""
    page = render_template(
        "officer/vacancy_form.html",
        vacancy=row,
        form=form,
        employer=employer,
        skills=skill_words(row),
        **vacancy_options(),
    )
    return (page, 422) if form else page


@bp.get("/employers/<int:employer_id>/vacancies/new")
def new_vacancy(employer_id: int) -> Any:
    """The form of a new vacancy."""
    return show_form(None, employer=get_visible(Employer, employer_id))


@bp.post("/employers/<int:employer_id>/vacancies")
def create_vacancy(employer_id: int) -> Any:
    """Write a new draft; 422 with the form where something cannot be used."""
    employer = get_visible(Employer, employer_id)
    form = read(VacancyForm, request.form)
    if not form.ok:
        return show_form(None, form, employer)
    values = {key: value for key, value in form.values.items() if key != "version"}
    row = vacancies.create_vacancy(db.session, employer, by=current_account(), **values)
    db.session.commit()
    flash(_("The vacancy is written as a draft. Publish it when it is ready."))
    return redirect(url_for(".vacancy", vacancy_id=row.id), code=303)


@bp.get("/vacancies/<int:vacancy_id>/edit")
def edit_vacancy(vacancy_id: int) -> Any:
    """The form of a vacancy."""
    row = db.session.scalar(visible(Vacancy).where(Vacancy.id == vacancy_id).options(selectinload(Vacancy.skills)))
    return show_form(row or get_visible(Vacancy, vacancy_id))


@bp.post("/vacancies/<int:vacancy_id>")
def change_vacancy(vacancy_id: int) -> Any:
    """Save a vacancy; 409 if somebody else did since, 422 where something cannot be used."""
    row = get_visible(Vacancy, vacancy_id)
    form = read(VacancyForm, request.form)
    if not form.ok:
        return show_form(row, form)
    vacancies.change_vacancy(db.session, row, by=current_account(), **form.values)
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".vacancy", vacancy_id=row.id), code=303)


@bp.post("/vacancies/<int:vacancy_id>/publish")
def publish_vacancy(vacancy_id: int) -> Response:
    """Open it to the ranking; 409 if the employer is not verified."""
    row = get_visible(Vacancy, vacancy_id)
    vacancies.publish_vacancy(db.session, row, by=current_account())
    return done(".vacancy", vacancy_id=row.id)


@bp.post("/vacancies/<int:vacancy_id>/return")
def return_vacancy(vacancy_id: int) -> Response:
    """Give a submitted vacancy back to the employer, saying what is missing."""
    row = get_visible(Vacancy, vacancy_id)
    vacancy_approval.return_vacancy(db.session, row, by=current_account(), **require(NotedStepForm, request.form))
    return done(".vacancy", vacancy_id=row.id)


bp.get("/concepts/<kind>")(concepts)
bp.post("/vacancies/<int:vacancy_id>/copy")(steps.copy_vacancy)
bp.post("/vacancies/<int:vacancy_id>/hold")(steps.hold_vacancy)
bp.post("/vacancies/<int:vacancy_id>/close")(steps.close_vacancy)
