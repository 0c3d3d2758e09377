"""Rankings: people for a vacancy, vacancies for a person, with reasons, weights, overrides and comparison."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list, record_open
from jobmatch.access.scope import scope_of
from jobmatch.clock import today
from jobmatch.db import begin_writing, db
from jobmatch.errors import InvalidInput
from jobmatch.forms import require, row_number
from jobmatch.lists import kept_arguments
from jobmatch.live import live_index
from jobmatch.officer import bp
from jobmatch.schemas.referral import OverrideForm
from jobmatch.services import eligibility, overrides, referrals, suggestions
from models import JobSeeker, JobSeekerState, Vacancy

SHOWN = 20
MOST = 100
PERCENT = 100


def wanted_weights() -> dict[str, float] | None:
    """The weights of the query string, in percent there; None where none is given, so that the defaults hold."""
    given = {
        criterion: request.args.get(f"w_{criterion}", type=int)
        for criterion in suggestions.DEFAULT_WEIGHTS
        if f"w_{criterion}" in request.args
    }
    if not given:
        return None
    weights = {
        criterion: min(max(given.get(criterion) or 0, 0), PERCENT) / PERCENT
        for criterion in suggestions.DEFAULT_WEIGHTS
    }
    if not any(weights.values()):
        raise InvalidInput({"weights": [_("At least one criterion must count.")]})
    return weights


def shown() -> int:
    """How many rows are asked for, within limits."""
    return min(max(request.args.get("k", SHOWN, type=int), 1), MOST)


@bp.get("/vacancies/<int:vacancy_id>/ranking")
def ranking(vacancy_id: int) -> str:
    """The people of the office, best first. Only the opened page is kept, not every move of a slider."""
    vacancy = get_visible(Vacancy, vacancy_id)
    account = current_account()
    weights = wanted_weights()
    scope = scope_of(JobSeeker, account)
    reach = suggestions.reach_of(db.session, live_index(), vacancy, scope, today=today())
    ranked = reach.rank(shown(), weights)
    rows = suggestions.explain_ranking(db.session, reach, ranked, weights)
    partial = request.headers.get("HX-Request") == "true"
    context: dict[str, Any] = {
        "vacancy": vacancy,
        "rows": rows,
        "ranking": ranked,
        "weights": weights or dict(suggestions.DEFAULT_WEIGHTS),
        "referred": referrals.open_referrals_by_person(db.session, vacancy),
        "more": {**kept_arguments(), "k": MOST},
    }
    record_list("job_seeker", [row.row.id for row in rows], purpose="ranking")
    if partial:
        return render_template("officer/_ranking_rows.html", **context)
    context["excluded"] = suggestions.excluded_job_seekers(db.session, reach, SHOWN)
    context["young"] = len(reach.young)
    context["without_consent"] = suggestions.count_without_consent(db.session, scope)
    context["overrides"] = overrides.overrides_of(db.session, vacancy, scope)
    page = render_template("officer/ranking.html", **context)
    begin_writing(db.session)
    suggestions.keep_ranking(db.session, ranked, by_id=account.id, weights=weights, vacancy=vacancy)
    db.session.commit()
    return page


@bp.get("/vacancies/<int:vacancy_id>/comparison")
def comparison(vacancy_id: int) -> Any:
    """Two to four people side by side."""
    vacancy = get_visible(Vacancy, vacancy_id)
    ids = request.args.getlist("ids", type=row_number)[:4]
    people = db.session.scalars(visible(JobSeeker).where(JobSeeker.id.in_(ids))).all()
    if len(people) < 2:
        raise InvalidInput({"ids": [_("Choose two people to compare.")]})
    explained = suggestions.explain_people(db.session, live_index(), vacancy, people, wanted_weights())
    record_list("job_seeker", [person.id for person in people], purpose="comparison")
    return render_template("officer/comparison.html", vacancy=vacancy, explained=explained)


@bp.get("/vacancies/<int:vacancy_id>/job-seekers/<int:job_seeker_id>")
def suggestion(vacancy_id: int, job_seeker_id: int) -> Any:
    """Why one person stands where they stand for one vacancy, and whether they may be referred."""
    vacancy, person = get_visible(Vacancy, vacancy_id), get_visible(JobSeeker, job_seeker_id)
    explained = suggestions.explain_people(db.session, live_index(), vacancy, [person], wanted_weights())
    record_open(person)
    return render_template(
        "officer/suggestion.html",
        vacancy=vacancy,
        person=person,
        explanation=explained[0][1],
        rules=eligibility.standing_rules(db.session, person, vacancy, today()),
        override=overrides.override_of(db.session, vacancy, person),
    )


@bp.post("/vacancies/<int:vacancy_id>/job-seekers/<int:job_seeker_id>/override")
def override_rules(vacancy_id: int, job_seeker_id: int) -> Response:
    """Let a person take part although a hard rule of the vacancy excludes them; the reason is kept."""
    vacancy, person = get_visible(Vacancy, vacancy_id), get_visible(JobSeeker, job_seeker_id)
    explained = suggestions.explain_people(db.session, live_index(), vacancy, [person], None)
    rules = [reason.code for reason in explained[0][1].exclusions]
    overrides.override_rules(
        db.session, vacancy, person, rules=rules, by=current_account(), **require(OverrideForm, request.form)
    )
    db.session.commit()
    return redirect(url_for(".ranking", vacancy_id=vacancy.id), code=303)


@bp.get("/job-seekers/<int:job_seeker_id>/ranking")
def person_ranking(job_seeker_id: int) -> str:
    """The open vacancies for one person, best first."""
    person = get_visible(JobSeeker, job_seeker_id)
    weights = wanted_weights()
    ranked, rows = suggestions.rank_vacancies(
        db.session, live_index(), person, today=today(), k=shown(), weights=weights
    )
    record_open(person)
    context = {
        "person": person,
        "rows": rows,
        "ranking": ranked,
        "weights": weights or dict(suggestions.DEFAULT_WEIGHTS),
        "referred": referrals.open_referrals_by_vacancy(db.session, person),
        "rankable": person.state is JobSeekerState.ACTIVE
        and db.session.scalar(select(JobSeeker.id).where(JobSeeker.id == person.id, eligibility.rankable()))
        is not None,
    }
    if request.headers.get("HX-Request") == "true":
        return render_template("officer/_person_ranking_rows.html", **context)
    page = render_template("officer/person_ranking.html", **context)
    begin_writing(db.session)
    suggestions.keep_ranking(db.session, ranked, by_id=current_account().id, weights=weights, person=person)
    db.session.commit()
    return page
