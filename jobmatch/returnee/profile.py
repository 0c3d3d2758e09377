"""The profile: everything that is held, corrected part by part."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from jobmatch.access import current_account
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput, NotFound
from jobmatch.forms import Submitted, read, read_rows, rejected, together
from jobmatch.returnee import bp
from jobmatch.returnee.labels import IDENTITY
from jobmatch.returnee.options import profile_options
from jobmatch.returnee.person import current_person
from jobmatch.schemas.job_seeker import (
    ConditionsForm,
    LanguageRow,
    OccupationRow,
    PlaceForm,
    VersionForm,
    WorkForm,
)
from jobmatch.schemas.portal import CorrectionForm, OwnJobRow, OwnSkillRow
from jobmatch.services import corrections, requests
from models import JobSeeker, RequestKind

Form = MultiDict[str, str]


def rows(schema: Any, prefix: str, first: str) -> Callable[[Form], Submitted]:
    """Read a part that is a list."""
    return lambda form: together(read(VersionForm, form), read_rows(schema, form, prefix, first))


def columns(schema: Any) -> Callable[[Form], Submitted]:
    """Read a part that is a form."""
    return lambda form: read(schema, form)


@dataclass(frozen=True)
class Part:
    """One page of the profile."""

    title: Any
    read: Callable[[Form], Submitted]


PARTS = {
    "skills": Part(_l("Skills"), rows(OwnSkillRow, "skills", "text")),
    "occupations": Part(_l("Work you did and want"), rows(OccupationRow, "occupations", "text")),
    "languages": Part(_l("Languages"), rows(LanguageRow, "languages", "code")),
    "experiences": Part(_l("Jobs you had"), rows(OwnJobRow, "experiences", "title")),
    "education": Part(_l("Education and experience"), columns(WorkForm)),
    "place": Part(_l("Where you live and would work"), columns(PlaceForm)),
    "conditions": Part(_l("What you need"), columns(ConditionsForm)),
}


@bp.get("/profile")
def profile() -> str:
    """Everything that is held, and what was corrected."""
    person = current_person()
    return render_template(
        "returnee/profile.html",
        person=person,
        parts=PARTS,
        changes=corrections.changes_of(db.session, person)[:20],
    )


def part_page(name: str, person: JobSeeker, form: Submitted | None = None, status: int = 200) -> Any:
    """The form of one part."""
    return render_template(
        f"returnee/profile/{name}.html", part=PARTS[name], person=person, form=form, **profile_options(person)
    ), status


@bp.route("/profile/<part>", methods=["GET", "POST"])
def profile_part(part: str) -> Any:
    """Correct one part; 409 if somebody else saved it meanwhile, 422 with the errors beside the fields."""
    if part not in PARTS:
        raise NotFound("part")
    person = current_person()
    if request.method == "GET":
        return part_page(part, person)
    form = PARTS[part].read(request.form)
    if not form.ok:
        return part_page(part, person, form, 422)
    values = with_evidence(person, dict(form.values))
    try:
        corrections.correct_profile(db.session, person, by=current_account(), **values)
    except InvalidInput as error:
        db.session.rollback()
        return part_page(part, current_person(), rejected(form, error), 422)
    person.confirmed_on = today()
    db.session.commit()
    flash(_("Saved. It counts in the search from now on."), "success")
    return redirect(url_for(".profile"), code=303)


def with_evidence(person: JobSeeker, values: dict[str, Any]) -> dict[str, Any]:
    """What an officer saw as proof of a skill stays with the skill; a person cannot give it to themselves."""
    proved = {skill.text: (skill.evidence, skill.level) for skill in person.skills}
    for row in values.get("skills", []):
        evidence, level = proved.get(row["text"], (None, None))
        if evidence is not None and level == row.get("level"):
            row["evidence"] = evidence
    return values


@bp.route("/correction", methods=["GET", "POST"])
def ask_correction() -> Any:
    """Ask the office to correct a fact of identity."""
    form = read(CorrectionForm, request.form) if request.method == "POST" else None
    fields = list(IDENTITY.items())
    if form is None or not form.ok or form.values["field"] not in IDENTITY:
        return render_template("returnee/correction.html", form=form, fields=fields), 422 if form else 200
    requests.make_request(
        db.session,
        current_person(),
        RequestKind.CORRECTION,
        field=form.values["field"],
        text=form.values["words"],
        today=today(),
    )
    db.session.commit()
    flash(_("Your office reads it within a week."), "success")
    return redirect(url_for(".profile"), code=303)
