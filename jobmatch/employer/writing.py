"""Help while a vacancy is written: titles, skills, and how many people would fit. Each works without JavaScript too."""

from collections.abc import Callable
from typing import Any

from flask import current_app, render_template, request
from flask_babel import gettext as _

from jobmatch.access import get_visible
from jobmatch.access.audit import remember
from jobmatch.clock import today
from jobmatch.concepts import concepts, likeliest
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.employer.own import account_key, own_employer
from jobmatch.employer.vacancies import show_form
from jobmatch.errors import NotAllowed
from jobmatch.forms import Submitted, read, row_number
from jobmatch.live import live_index
from jobmatch.options import language
from jobmatch.reasons import name
from jobmatch.schemas.vacancy import VacancyForm
from jobmatch.security import limiter
from jobmatch.services import estimates, taxonomy
from jobmatch.wording import CEFR, language_name
from models import AuditAction, EmployerState, Vacancy

ESTIMATE_LIMIT = "15 per minute; 120 per hour"


bp.get("/concepts/<kind>")(concepts)


@bp.get("/titles")
def titles() -> str:
    """Options for the list under the title."""
    return render_template("employer/_titles.html", names=[label for _key, label in likeliest("occupations", "title")])


def row_in_writing() -> Vacancy | None:
    """The vacancy that the form belongs to, if it was saved before."""
    vacancy_id = request.form.get("vacancy_id", type=row_number)
    return get_visible(Vacancy, vacancy_id) if vacancy_id else None


def as_typed() -> Submitted:
    """The form as it stands, without complaining about what is missing yet."""
    return Submitted({}, {}, request.form)


def fragment_or_form(template: str, **facts: Any) -> Any:
    """A part of the page for htmx, else the whole form with what was typed."""
    if request.headers.get("HX-Request"):
        return render_template(template, form=as_typed(), **facts)
    return show_form(row_in_writing(), as_typed(), 200, **facts)


@bp.post("/vacancies/skills")
def propose_skills() -> Any:
    """The skills that the title's occupation usually needs, each to be ticked as essential or optional."""
    occupation = taxonomy.occupation_of(request.form.get("title", "")[:300])
    return fragment_or_form(
        "employer/_proposals.html",
        occupation=occupation,
        proposals=taxonomy.skills_of_occupation(occupation, language()),
        asked=True,
    )


@bp.post("/vacancies/estimate")
@limiter.limit(ESTIMATE_LIMIT, key_func=account_key)
def estimate() -> Any:
    """About how many people fit, and what each requirement costs; for verified employers only."""
    employer = own_employer()
    if employer.state is not EmployerState.VERIFIED:
        raise NotAllowed("not verified")
    form = read(VacancyForm, request.form, partial=True, exclude=("programme_id",))
    values = {key: value for key, value in form.values.items() if key not in ("version", "charges_worker")}
    if not form.ok or not values.get("title"):
        return fragment_or_form("employer/_estimate.html", estimate=None, asked_estimate=True)
    found = estimates.estimate(
        db.session, live_index(), employer, values, today=today(), secret=current_app.config["JOBMATCH"].secret_key
    )
    db.session.rollback()  # words that were coded for the estimate are not kept
    remember(AuditAction.SEARCH, "employer", [employer.id], fields=sorted(values), purpose="estimate")
    return fragment_or_form(
        "employer/_estimate.html",
        estimate=found,
        costs=[(requirement_words(asked), count.about) for asked, count in found.without],
        asked_estimate=True,
    )


def requirement_words(asked: Any) -> str:
    """A requirement in words."""
    return REQUIREMENT_WORDS[asked.criterion](asked.key)


def level_asked(code: str) -> str:
    """The level that the form asks for in a language."""
    typed = {request.form.get(f"language_{row}"): request.form.get(f"level_{row}", 0, int) for row in range(1, 5)}
    return str(CEFR[typed.get(code, 0)])


REQUIREMENT_WORDS: dict[str, Callable[[str], str]] = {
    "skills": name,
    "licences": name,
    "language": lambda code: f"{language_name(code)} {level_asked(code)}",
    "occupation": lambda _key: _("experience in this occupation"),
    "location": lambda _key: _("this place"),
    "experience": lambda _key: _("the years of experience"),
    "education": lambda _key: _("the education"),
    "availability": lambda _key: _("the start date"),
    "pay": lambda _key: _("this pay"),
    "contract": lambda _key: _("this kind of contract"),
}
