"""People: the list with its filters, finding somebody, and registering somebody new."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, case, or_
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list, record_search
from jobmatch.access.scope import scope_of
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput, NotFound
from jobmatch.forms import Submitted, read, rejected, require, row_number
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.officer.options import person_options, programmes_of_office
from jobmatch.options import governorate_options, language
from jobmatch.schemas.job_seeker import FindForm, NewPersonForm
from jobmatch.services import attention, contacts, job_seekers, people_search, taxonomy
from models import (
    JobSeeker,
    JobSeekerOccupation,
    JobSeekerSkill,
    JobSeekerState,
    Office,
    Programme,
    SavedSearch,
)

SORTS: dict[str, Any] = {
    "name": JobSeeker.name_latin,
    "reference": JobSeeker.case_reference,
    "state": JobSeeker.state,
    "registered": JobSeeker.registered_on,
    "confirmed": JobSeeker.confirmed_on,
}
CODED: dict[str, Any] = {"skill": JobSeekerSkill, "occupation": JobSeekerOccupation}
ROWS_OF = {"skill": JobSeeker.skills, "occupation": JobSeeker.occupations}


@bp.get("/job-seekers", endpoint="people")
def list_people() -> str:
    """The office's people, filtered, or those whom a saved search finds."""
    query = visible(JobSeeker).options(
        selectinload(JobSeeker.occupations), selectinload(JobSeeker.consents), joinedload(JobSeeker.officer)
    )
    understood = {kind: concepts_named(kind) for kind in CODED if request.args.get(kind)}
    for condition in (*plain_filters(), *(has_concept(kind, dict(named)) for kind, named in understood.items())):
        query = query.where(condition)
    search, found = saved_search()
    sorts, default = dict(SORTS), "-registered"
    if found is not None:
        query = query.where(JobSeeker.id.in_(found.ids))
        sorts["best"] = case({row_id: n for n, row_id in enumerate(found.ids)}, value=JobSeeker.id) if found.ids else 0
        sorts = sorts if found.ids else dict(SORTS)
        default = "best" if found.ids else default
    page = paginate(query, sorts, default=default)
    look(page.rows, found)
    return render_template(
        "officer/people.html",
        page=page,
        search=search,
        understood={kind: [name for _, name in named] for kind, named in understood.items() if named},
        today=today(),
        stale_days=job_seekers.STALE_DAYS,
        programmes=programmes_of_office(),
        governorates=governorate_options(),
    )


def look(rows: list[JobSeeker], found: people_search.Found | None) -> None:
    """Write down who was listed, or who was found and by which fields."""
    ids = [person.id for person in rows]
    if found is not None:
        record_search(ids, found.fields)
    else:
        record_list("job_seeker", ids)


def plain_filters() -> list[ColumnElement[bool]]:
    """The filters of the URL that need no vocabulary; unknown values are passed over."""
    args, conditions = request.args, []
    if args.get("state") in set(JobSeekerState):
        conditions.append(JobSeeker.state == args["state"])
    if args.get("governorate"):
        conditions.append(JobSeeker.governorate == args["governorate"])
    if args.get("programme", type=row_number):
        conditions.append(JobSeeker.programme_id == args.get("programme", type=row_number))
    if args.get("officer") == "mine":
        conditions.append(JobSeeker.officer_id == current_account().id)
    if args.get("consent") == "missing":
        conditions.append(attention.consent_missing())
    if args.get("fresh") == "stale":
        conditions.append(attention.stale(today()))
    return conditions


def concepts_named(kind: str) -> list[tuple[str, str]]:
    """(concept, name) of what the words of a filter most likely name, and of whatever has these words in its name."""
    words = request.args[kind].strip()[:100]
    found = taxonomy.search_concepts((kind,), words, language())
    typed = taxonomy.fold(words)
    return found[:1] + [(concept, name) for concept, name in found[1:] if typed and typed in taxonomy.fold(name)]


def has_concept(kind: str, concepts: Iterable[str]) -> ColumnElement[bool]:
    """A condition on `JobSeeker`: a skill or occupation is one of these, or was written with the filter's words."""
    model, words = CODED[kind], request.args[kind].strip()[:100]
    return ROWS_OF[kind].any(or_(model.concept.in_(list(concepts)), model.text.icontains(words, autoescape=True)))


def saved_search() -> tuple[str | None, people_search.Found | None]:
    """The words behind the token in the URL and whom they find; 404 for a token that is not this account's."""
    token = request.args.get("search")
    if not token:
        return None, None
    search = db.session.scalar(visible(SavedSearch).where(SavedSearch.token == token))
    if search is None:
        raise NotFound("search")
    words = str(search.criteria.get("q", ""))
    return words, found_for(words)


def found_for(words: str) -> people_search.Found:
    """Whom of the office's people a typed text may mean."""
    scope = scope_of(JobSeeker, current_account())
    return people_search.find_people(db.session, words, scope, country=own_office().country)


def own_office() -> Office:
    """The office of the officer who is signed in; the database sees to it that there is one."""
    office = current_account().office
    assert office is not None  # noqa: S101 - staff_have_an_office
    return office


@bp.post("/job-seekers/search", endpoint="find_people")
def find() -> Response:
    """Keep the search and show whom it finds; the person with that very case reference is opened at once."""
    words = require(FindForm, request.form).get("q")
    if not words:
        return redirect(url_for(".people"), code=303)
    found = found_for(words)
    if found.fields == ("case_reference",) and len(found.ids) == 1:
        record_search(found.ids, found.fields)
        return redirect(url_for(".person", job_seeker_id=found.ids[0]), code=303)
    search = people_search.save_search(db.session, current_account(), {"q": words})
    db.session.commit()
    return redirect(url_for(".people", search=search.token), code=303)


@bp.get("/job-seekers/new")
def new_person() -> Any:
    """The form of a new case."""
    return show_new(None)


def show_new(form: Submitted | None, known: list[JobSeeker] | None = None) -> Any:
    """The form of a new case, on first sight, with its errors, or with people who are on file already."""
    page = render_template("officer/person_new.html", form=form, known=known, today=today(), **person_options())
    return (page, 422) if form else page


@bp.post("/job-seekers")
def create_person() -> Any:
    """Register a person; 422 with the form where something cannot be used or somebody alike is on file."""
    form = read(NewPersonForm, request.form)
    if not form.ok:
        return show_new(form)
    values = dict(form.values)
    programme = get_visible(Programme, values.pop("programme_id"))
    consent = {key: values.pop(key, None) for key in ("purposes", "given", "given_on", "consent_language")}
    sure = values.pop("sure")
    try:
        known = [] if sure else on_file(values)
        if known:
            record_search([person.id for person in known], ("name_latin", "name_native", "phone"))
            return show_new(form, known)
        person = register(programme, values, consent)
    except InvalidInput as error:
        db.session.rollback()
        return show_new(rejected(form, error))
    db.session.commit()
    flash(_("Registered as %(reference)s.", reference=person.case_reference))
    return redirect(url_for(".person", job_seeker_id=person.id), code=303)


def on_file(values: dict[str, Any]) -> list[JobSeeker]:
    """People of the office who may be the one that is being registered."""
    phone = contacts.phone_number(values["phone"], own_office().country) if values.get("phone") else None
    return people_search.known_already(
        db.session,
        scope_of(JobSeeker, current_account()),
        name=values.get("name_latin") or values.get("name_native"),
        phone=phone,
    )


def register(programme: Programme, values: dict[str, Any], consent: dict[str, Any]) -> JobSeeker:
    """Write the new case with its occupations and consents."""
    words = values.pop("occupations", None) or []
    if words:
        values["occupations"] = [{"text": text, "held": True, "wanted": True} for text in words]
    person = job_seekers.create_job_seeker(
        db.session,
        office=own_office(),
        programme=programme,
        by=current_account(),
        registered_on=today(),
        confirmed_on=today(),
        **values,
    )
    job_seekers.agree(
        db.session,
        person,
        consent["purposes"] or (),
        given=consent["given"],
        given_on=consent["given_on"],
        language=consent["consent_language"],
        by=current_account(),
    )
    return person
