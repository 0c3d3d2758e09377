"""The list of open vacancies, and a page for each."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from jobmatch.i18n import AVAILABLE
from jobmatch.lists import paginate
from jobmatch.public import bp
from jobmatch.public.caching import keep_a_while
from jobmatch.public.open_vacancies import Gone, in_place, matching_words, of_kind, open_vacancies, public_vacancy
from jobmatch.public.posting import job_posting
from models import Role, Vacancy

SORTS = {"published": Vacancy.published_at, "title": Vacancy.title, "expires": Vacancy.expires_on}


@bp.app_template_global()
def alternates(endpoint: str, **values: Any) -> dict[str, str]:
    """A page's address in each language, for ``hreflang``; ``x-default`` leaves the choice to the reader's browser."""
    pages = {code: url_for(endpoint, lang=code, _external=True, **values) for code in AVAILABLE}
    return {**pages, "x-default": url_for(endpoint, _external=True, **values)}


@bp.app_template_global()
def canonical(endpoint: str, **values: Any) -> str:
    """The one address of a page as it is shown: in the language that it was asked for, so that each is found."""
    code = request.args.get("lang")
    return url_for(endpoint, _external=True, **values, **({"lang": code} if code in AVAILABLE else {}))


@bp.get("/vacancies", endpoint="vacancies")
def list_vacancies() -> Response:
    """What is open, filtered by words, place, kind and remote work."""
    words, place = (request.args.get(name, "").strip()[:100] for name in ("q", "place"))
    query = of_kind(in_place(matching_words(open_vacancies(), words), place), request.args.get("kind", ""))
    if request.args.get("remote"):
        query = query.where(Vacancy.remote)
    page = paginate(query, SORTS, default="-published")
    return keep_a_while(render_template("public/vacancies.html", page=page))


@bp.get("/vacancies/<reference>")
def vacancy(reference: str) -> Any:
    """One vacancy; 410 once it is over."""
    try:
        row = public_vacancy(reference)
    except Gone:
        return render_template("public/gone.html"), 410
    return keep_a_while(render_template("public/vacancy.html", vacancy=row, posting=job_posting(row)))


@bp.get("/vacancies/<reference>/interest")
def interest(reference: str) -> Response:
    """Whoever is interested registers; a job seeker who is signed in goes to the offer."""
    try:
        row: Vacancy | None = public_vacancy(reference)
    except Gone:
        row = None  # registering helps all the same
    if not current_user.is_authenticated:
        return redirect(url_for("returnee.register"), code=303)
    if current_user.role is Role.RETURNEE and row is not None:
        return redirect(url_for("returnee.offer", vacancy_id=row.id), code=303)
    return redirect(url_for("account.home"), code=303)
