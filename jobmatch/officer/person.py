"""One person: the profile, its forms part by part, and the steps of the case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_open
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput, NotFound
from jobmatch.forms import Submitted, read, read_rows, rejected, require, together
from jobmatch.i18n import LANGUAGES
from jobmatch.live import live_index
from jobmatch.officer import bp
from jobmatch.officer.options import officers_of_office, person_options
from jobmatch.schemas.job_seeker import (
    CloseCaseForm,
    ConditionsForm,
    IdentityForm,
    JobRow,
    LanguageRow,
    OccupationRow,
    PlaceForm,
    SkillRow,
    VersionForm,
    WorkForm,
)
from jobmatch.services import advice, case_references, eligibility, job_seekers, transitions, withdrawals
from models import (
    Account,
    Consent,
    CounsellingSession,
    Document,
    Enrolment,
    JobSeeker,
    Note,
    Placement,
    Referral,
    Role,
    Task,
    TaskState,
    Vacancy,
)


@dataclass(frozen=True)
class Part:
    """A part of the profile: its form, and its rows as (prefix, schema, the field that must not be blank)."""

    title: Any
    schema: type[Schema]
    rows: tuple[tuple[str, type[Schema], str], ...] = ()


PARTS = {
    "identity": Part(_l("Identity and contacts"), IdentityForm),
    "place": Part(_l("Place and mobility"), PlaceForm),
    "work": Part(
        _l("Work and skills"),
        WorkForm,
        (("occupations", OccupationRow, "text"), ("skills", SkillRow, "text"), ("experiences", JobRow, "title")),
    ),
    "languages": Part(_l("Languages"), VersionForm, (("languages", LanguageRow, "code"),)),
    "conditions": Part(_l("Conditions"), ConditionsForm),
}


@bp.get("/job-seekers/<int:job_seeker_id>")
def person(job_seeker_id: int) -> str:
    """Everything that the office knows of a person."""
    return show(get_visible(JobSeeker, job_seeker_id))


def show(row: JobSeeker, **forms: Submitted) -> str:
    """The page of a person, with what was typed into a form that could not be used."""
    record_open(row)
    return render_template(
        "officer/person.html",
        person=row,
        today=today(),
        stale_days=job_seekers.STALE_DAYS,
        withdrawal=withdrawals.standing_withdrawal(db.session, row) if row.state == "withdrawn" else None,
        events=transitions.history(db.session, row),
        askable=eligibility.consents_to_ask(row, today()),
        officers=officers_of_office(),
        forms=forms,
        languages_of_contact=LANGUAGES,
        former=case_references.former_references(db.session, row),
        to_ask=advice.what_to_ask(db.session, live_index(), row),
        **around(row),
    )


def around(row: JobSeeker) -> dict[str, Any]:
    """What hangs on the person, each kind in one query."""
    hangs: dict[str, tuple[Any, Any, tuple[Any, ...]]] = {
        "referrals": (
            Referral,
            (Referral.closed_at.is_not(None), Referral.updated_at.desc()),
            (joinedload(Referral.vacancy).joinedload(Vacancy.employer),),
        ),
        "placements": (
            Placement,
            (Placement.started_on.desc(),),
            (joinedload(Placement.employer), selectinload(Placement.follow_ups)),
        ),
        "consents": (
            Consent,
            (Consent.withdrawn_on.is_not(None), Consent.given_on.desc(), Consent.id),
            (joinedload(Consent.recorded_by),),
        ),
        "sessions": (
            CounsellingSession,
            (CounsellingSession.held_on.desc(), CounsellingSession.id.desc()),
            (joinedload(CounsellingSession.officer),),
        ),
        "notes": (Note, (Note.at.desc(), Note.id.desc()), (joinedload(Note.by),)),
        "enrolments": (Enrolment, (Enrolment.started_on.desc(), Enrolment.id.desc()), ()),
        "papers": (Document, (Document.id.desc(),), ()),
        "tasks": (
            Task,
            ((Task.state != TaskState.OPEN), Task.due_on.asc().nulls_last(), Task.id.desc()),
            (joinedload(Task.officer),),
        ),
    }
    return {
        kind: db.session.scalars(
            visible(model).where(model.job_seeker_id == row.id).options(*options).order_by(*order)
        ).all()
        for kind, (model, order, options) in hangs.items()
    }


def part_named(name: str) -> Part:
    """A part of the profile; 404 for one that is none."""
    if name not in PARTS:
        raise NotFound(name)
    return PARTS[name]


def show_part(row: JobSeeker, name: str, form: Submitted | None = None) -> Any:
    """The form of one part, on first sight or with its errors."""
    page = render_template(
        f"officer/person_{name}.html", person=row, part=PARTS[name], form=form, today=today(), **person_options()
    )
    return (page, 422) if form else page


@bp.get("/job-seekers/<int:job_seeker_id>/edit/<part>")
def edit_person(job_seeker_id: int, part: str) -> Any:
    """The form of one part of a profile."""
    part_named(part)
    row = get_visible(JobSeeker, job_seeker_id)
    record_open(row)
    return show_part(row, part)


@bp.post("/job-seekers/<int:job_seeker_id>/edit/<part>")
def change_person(job_seeker_id: int, part: str) -> Any:
    """Save one part; 409 if somebody else saved the person since, 422 where something cannot be used."""
    wanted = part_named(part)
    row = get_visible(JobSeeker, job_seeker_id)
    form = together(
        read(wanted.schema, request.form),
        *(read_rows(schema, request.form, prefix, first) for prefix, schema, first in wanted.rows),
    )
    if not form.ok:
        return show_part(row, part, form)
    try:
        check_officer(form.values.get("officer_id"))
        job_seekers.change_job_seeker(db.session, row, **form.values)
    except InvalidInput as error:
        db.session.rollback()
        return show_part(get_visible(JobSeeker, job_seeker_id), part, rejected(form, error))
    if request.form.get("confirmed"):
        job_seekers.confirm_profile(db.session, row, on=today())
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for(".person", job_seeker_id=row.id, _anchor=part), code=303)


def check_officer(account_id: int | None) -> None:
    """An officer who takes a case or a task is one of the same office."""
    if account_id is not None and get_visible(Account, account_id).role is not Role.OFFICER:
        raise NotFound("account")


def step(job_seeker_id: int, does: Callable[[JobSeeker], object], message: str) -> Response:
    """Take one step with a person, save it, and go back to the page."""
    row = get_visible(JobSeeker, job_seeker_id)
    does(row)
    db.session.commit()
    flash(message)
    return redirect(url_for(".person", job_seeker_id=row.id), code=303)


@bp.post("/job-seekers/<int:job_seeker_id>/confirmation")
def confirm_profile(job_seeker_id: int) -> Response:
    """The person says that the profile is still right."""
    return step(
        job_seeker_id,
        lambda row: job_seekers.confirm_profile(db.session, row, on=today()),
        _("The profile counts as fresh from today."),
    )


@bp.post("/job-seekers/<int:job_seeker_id>/registration")
def confirm_registration(job_seeker_id: int) -> Response:
    """Accept a person whom a partner or the person themselves registered."""
    return step(
        job_seeker_id,
        lambda row: job_seekers.confirm_registration(db.session, row, by=current_account()),
        _("The registration is confirmed."),
    )


@bp.post("/job-seekers/<int:job_seeker_id>/closing")
def close_case(job_seeker_id: int) -> Response:
    """End the work on a case; 422 without a reason, 409 if the page was old."""
    form = require(CloseCaseForm, request.form)
    version = form.pop("version", None)

    def close(row: JobSeeker) -> None:
        transitions.check_version(row, version)
        job_seekers.close_case(db.session, row, by=current_account(), **form)

    return step(job_seeker_id, close, _("The case is closed. It can be opened again at any time."))


@bp.post("/job-seekers/<int:job_seeker_id>/reopening")
def reopen_case(job_seeker_id: int) -> Response:
    """Take up the work on a closed case again."""
    return step(
        job_seeker_id,
        lambda row: job_seekers.reopen_case(db.session, row, by=current_account()),
        _("The case is open again."),
    )
