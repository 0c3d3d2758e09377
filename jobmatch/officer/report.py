"""The office's figures, each with the list that it counts."""

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from sqlalchemy.orm import joinedload

from jobmatch.access import current_account, visible
from jobmatch.access.audit import record_list
from jobmatch.access.scope import scope_of
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import Submitted, read, rejected
from jobmatch.lists import kept_arguments, paginate
from jobmatch.officer import bp
from jobmatch.reporting import WORDS, page_of
from jobmatch.schemas.report import ReportForm
from jobmatch.services import figures
from jobmatch.services.figures import Scope
from models import Employer, JobSeeker, Programme, Referral, Vacancy

KINDS: dict[str, tuple[type[Any], dict[str, Any], str]] = {
    "job_seeker": (JobSeeker, {"name": JobSeeker.name_latin, "registered": JobSeeker.registered_on}, "-registered"),
    "referral": (Referral, {"sent": Referral.sent_at, "state": Referral.state}, "-sent"),
    "vacancy": (Vacancy, {"title": Vacancy.title, "published": Vacancy.published_at}, "-published"),
    "employer": (Employer, {"name": Employer.name}, "name"),
}


def programmes() -> list[Programme]:
    """Every programme, the newest first."""
    return list(db.session.scalars(visible(Programme).order_by(Programme.starts_on.desc(), Programme.id)))


def scope_of_request() -> tuple[Scope | None, Submitted]:
    """What the address asks for, of the reader's own office; no scope where it cannot be used."""
    form = read(ReportForm, request.args)
    known = programmes()
    wanted = form.values.get("programme")
    programme = next((row for row in known if row.code == wanted), known[0] if known and not wanted else None)
    if programme is None or not form.ok:
        return None, form
    dates: dict[str, date | None] = {name: form.values[name] for name in ("first", "last")}
    try:
        scope = figures.make_scope(
            programme,
            today=today(),
            host_country=form.values.get("host_country"),
            office=current_account().office,
            **dates,
        )
    except InvalidInput as error:
        return None, rejected(form, error)
    return scope, form


@bp.get("/report")
def report() -> Any:
    """The figures of a programme for the reader's own office; 422 where the period cannot be used."""
    scope, form = scope_of_request()
    page = page_of(figures.outcomes_report(db.session, scope)) if scope else {}
    kept = {key: value for key, value in kept_arguments().items() if value}

    def link(figure: str) -> str | None:
        listed = scope is not None and figures.rows_behind(figure, scope) is not None
        return url_for(".report_rows", figure=figure, **kept) if listed else None

    return render_template(
        "officer/report.html", form=form, scope=scope, programmes=programmes(), link=link, **page
    ), 200 if form.ok else 422


@bp.get("/report/<figure>")
def report_rows(figure: str) -> Any:
    """The people, referrals, vacancies or businesses that a figure counts; 404 for a figure that counts none."""
    scope, _form = scope_of_request()
    query = figures.rows_behind(figure, scope) if scope and figure in figures.KEYS else None
    if scope is None or query is None:
        abort(404)
    entity = query.column_descriptions[0]["entity"]
    kind = str(entity.__tablename__)
    model, sorts, default = KINDS[kind]
    query = query.where(scope_of(model, current_account()))
    if model is Referral:
        query = query.options(
            joinedload(Referral.job_seeker), joinedload(Referral.vacancy).joinedload(Vacancy.employer)
        )
    if model is Vacancy:
        query = query.options(joinedload(Vacancy.employer))
    page = paginate(query, sorts, default=default)
    people = {"job_seeker": lambda row: row.id, "referral": lambda row: row.job_seeker_id}
    if kind in people:
        record_list("job_seeker", [people[kind](row) for row in page.rows], purpose=f"report: {figure}")
    kept = {key: value for key, value in kept_arguments().items() if key not in ("page", "sort", "figure")}
    return render_template(
        "officer/report_rows.html",
        page=page,
        kind=kind,
        scope=scope,
        title=WORDS[figure][0],
        definition=WORDS[figure][1],
        back=url_for(".report", **kept),
    )
