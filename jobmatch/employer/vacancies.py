"""An employer's vacancies: written, handed in, changed with their history, held and closed."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func
from werkzeug.wrappers import Response

from jobmatch import steps
from jobmatch.access import current_account, get_visible, visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.employer.own import own_employer
from jobmatch.errors import Conflict, msg
from jobmatch.forms import Submitted, read
from jobmatch.lists import paginate
from jobmatch.options import skill_words, vacancy_options
from jobmatch.schemas.vacancy import OwnVacancyForm
from jobmatch.services import transitions, vacancy_approval
from jobmatch.steps import done
from models import EmployerState, Referral, Vacancy, VacancyState

SORTS = {
    "updated": Vacancy.updated_at,
    "title": Vacancy.title,
    "state": Vacancy.state,
    "expires": Vacancy.expires_on,
    "openings": Vacancy.openings,
}
MAY_POST = (EmployerState.PENDING, EmployerState.VERIFIED)


@bp.get("/vacancies", endpoint="vacancies")
def list_vacancies() -> str:
    """The employer's vacancies, the last changed first."""
    query = visible(Vacancy)
    if request.args.get("state") in set(VacancyState):
        query = query.where(Vacancy.state == request.args["state"])
    page = paginate(query, SORTS, default="-updated")
    ids = [row.id for row in page.rows]
    reached = visible(Referral).where(Referral.vacancy_id.in_(ids)).with_only_columns(Referral.vacancy_id, func.count())
    counts = {row[0]: row[1] for row in db.session.execute(reached.group_by(Referral.vacancy_id))}
    return render_template("employer/vacancies.html", page=page, counts=counts, employer=own_employer())


@bp.get("/vacancies/<int:vacancy_id>")
def vacancy(vacancy_id: int) -> str:
    """One vacancy with its history and the steps that are possible now."""
    row = get_visible(Vacancy, vacancy_id)
    referred = db.session.scalar(visible(Referral).where(Referral.vacancy_id == row.id).with_only_columns(func.count()))
    return render_template(
        "employer/vacancy.html",
        vacancy=row,
        steps=possible_steps(row),
        referred=referred or 0,
        events=transitions.history(db.session, row),
        live=db.session.scalar(
            visible(Vacancy).where(Vacancy.id == row.id, vacancy_approval.live(today())).with_only_columns(Vacancy.id)
        ),
    )


def possible_steps(row: Vacancy) -> list[str]:
    """The steps that the state allows the employer now, by endpoint name."""
    if row.employer.state not in MAY_POST:
        return ["close"] if row.state is not VacancyState.CLOSED else []
    held = ["reopen"] if vacancy_approval.held_by_employer(db.session, row) else []
    table = {
        VacancyState.DRAFT: ["submit", "edit", "close"],
        VacancyState.SUBMITTED: ["edit", "close"],
        VacancyState.OPEN: ["hold", "edit", "close"],
        VacancyState.ON_HOLD: [*held, "edit", "close"],
        VacancyState.CLOSED: [],
    }
    return [*table[row.state], "copy"]


def show_form(row: Vacancy | None, form: Submitted | None = None, status: int = 422, **more: Any) -> Any:
    """The form, on first sight or with what was typed."""
    employer = own_employer()
    page = render_template(
        "employer/vacancy_form.html",
        vacancy=row,
        form=form,
        employer=employer,
        verified=employer.state is EmployerState.VERIFIED,
        skills=skill_words(row),
        **vacancy_options(),
        **more,
    )
    return (page, status) if form else page


def check_may_post() -> None:
    """Refuse whoever was suspended or rejected."""
    if own_employer().state not in MAY_POST:
        raise Conflict(msg("This business may not post vacancies now."))


@bp.get("/vacancies/new")
def new_vacancy() -> Any:
    """The form of a new vacancy."""
    check_may_post()
    return show_form(None)


@bp.post("/vacancies", endpoint="create_vacancy")
def create_vacancy() -> Any:
    """Keep a draft, and hand it in if that button was pressed; 422 where something cannot be used."""
    check_may_post()
    form = read(OwnVacancyForm, request.form)
    if not form.ok:
        return show_form(None, form)
    values = {key: value for key, value in form.values.items() if key != "version"}
    row = vacancy_approval.write_vacancy(db.session, own_employer(), by=current_account(), today=today(), **values)
    return saved(row)


@bp.get("/vacancies/<int:vacancy_id>/edit")
def edit_vacancy(vacancy_id: int) -> Any:
    """The form of a vacancy."""
    return show_form(get_visible(Vacancy, vacancy_id))


@bp.post("/vacancies/<int:vacancy_id>")
def change_vacancy(vacancy_id: int) -> Any:
    """Save it; 409 if a colleague did since. What matters about a live one is approved again."""
    check_may_post()
    row = get_visible(Vacancy, vacancy_id)
    form = read(OwnVacancyForm, request.form)
    if not form.ok:
        return show_form(row, form)
    version = form.values.pop("version", None)
    vacancy_approval.change_own_vacancy(db.session, row, by=current_account(), version=version, **form.values)
    return saved(row)


def saved(row: Vacancy) -> Response:
    """Hand a draft in if that was asked for, and show the vacancy."""
    if request.form.get("do") == "submit" and row.state is VacancyState.DRAFT:
        vacancy_approval.submit_vacancy(db.session, row, by=current_account())
    db.session.commit()
    if row.state is VacancyState.SUBMITTED or row.approval_wanted_at is not None:
        flash(_("Saved. An officer looks at it before it is public."))
    else:
        flash(_("Saved."))
    return redirect(url_for(".vacancy", vacancy_id=row.id), code=303)


@bp.post("/vacancies/<int:vacancy_id>/copy")
def copy_vacancy(vacancy_id: int) -> Response:
    """A new draft with the same contents, for whoever may post."""
    check_may_post()
    return steps.copy_vacancy(vacancy_id)


@bp.post("/vacancies/<int:vacancy_id>/submission")
def submit_vacancy(vacancy_id: int) -> Response:
    """Hand a draft in for approval."""
    row = get_visible(Vacancy, vacancy_id)
    vacancy_approval.submit_vacancy(db.session, row, by=current_account())
    return done(".vacancy", vacancy_id=row.id)


@bp.post("/vacancies/<int:vacancy_id>/reopening")
def reopen_vacancy(vacancy_id: int) -> Response:
    """End the employer's own hold; 409 where an officer put it on hold."""
    row = get_visible(Vacancy, vacancy_id)
    vacancy_approval.reopen_own_vacancy(db.session, row, by=current_account())
    return done(".vacancy", vacancy_id=row.id)


bp.post("/vacancies/<int:vacancy_id>/hold")(steps.hold_vacancy)
bp.post("/vacancies/<int:vacancy_id>/end")(steps.close_vacancy)
