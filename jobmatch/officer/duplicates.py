"""Possible duplicates: side by side, merged or said to be two people."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list
from jobmatch.db import db
from jobmatch.forms import require
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.schemas.intake import MergeForm
from jobmatch.services import duplicates as service
from jobmatch.services.transitions import check_version
from jobmatch.wording import country_name
from models import DatePrecision, DuplicateState, JobSeeker, PossibleDuplicate

COMPARED: tuple[tuple[str, Any], ...] = (
    ("case_reference", _l("Case reference")),
    ("state", _l("State")),
    ("registered_on", _l("Registered")),
    ("name_latin", _l("Name in Latin script")),
    ("name_native", _l("Name in native script")),
    ("birth_on", _l("Birth date")),
    ("gender", _l("Gender")),
    ("phone", _l("Phone")),
    ("other_phone", _l("Other phone")),
    ("email", _l("E-mail")),
    ("address", _l("Address")),
    ("place_text", _l("Place")),
    ("host_country", _l("Host country")),
    ("returned_on", _l("Returned on")),
    ("education_text", _l("Education")),
)
"""What is shown side by side."""
NO_CONTRADICTION = ("case_reference", "registered_on")


@bp.get("/duplicates")
def duplicates() -> str:
    """The pairs that wait, the likeliest first."""
    query = visible(PossibleDuplicate).where(PossibleDuplicate.state == DuplicateState.OPEN)
    query = query.options(joinedload(PossibleDuplicate.first), joinedload(PossibleDuplicate.second))
    sorts = {"score": PossibleDuplicate.score, "at": PossibleDuplicate.created_at}
    page = paginate(query, sorts, default="-score")
    record_list("job_seeker", [i for pair in page.rows for i in (pair.first_id, pair.second_id)], purpose="duplicates")
    return render_template("officer/duplicates.html", page=page)


@bp.get("/duplicates/<int:pair_id>")
def duplicate(pair_id: int) -> str:
    """One pair side by side, with why it may be one person."""
    pair = get_visible(PossibleDuplicate, pair_id)
    record_list("job_seeker", [pair.first_id, pair.second_id], purpose="duplicates")
    return render_template("officer/duplicate.html", pair=pair, rows=compared(pair.first, pair.second))


def compared(first: JobSeeker, second: JobSeeker) -> list[tuple[Any, Any, Any, bool]]:
    """(label, first, second, whether they contradict each other) of each fact that one of them has."""
    found = []
    for name, label in COMPARED:
        one, other = getattr(first, name), getattr(second, name)
        if one is not None or other is not None:
            differs = one is not None and other is not None and one != other and name not in NO_CONTRADICTION
            found.append((label, shown(first, name), shown(second, name), differs))
    return found


def shown(person: JobSeeker, name: str) -> Any:
    """A fact as it is shown: of a birth date no more than is known, of a country its name."""
    value = getattr(person, name)
    if name == "birth_on" and value is not None and person.birth_precision is DatePrecision.YEAR:
        return str(value.year)
    return country_name(value) if name == "host_country" and value else value


@bp.post("/duplicates/<int:pair_id>/merge")
def merge_duplicate(pair_id: int) -> Response:
    """Merge the two records; what hung on either hangs on the one that is kept."""
    pair = get_visible(PossibleDuplicate, pair_id)
    values = require(MergeForm, request.form)
    check_version(pair, values["version"])
    kept = service.merge_pair(db.session, pair, keep_id=values["keep"], by=current_account())
    kept_id = kept.id
    db.session.commit()
    flash(_("The two records are one now. Both case references find it."), "success")
    return redirect(url_for("officer.person", job_seeker_id=kept_id), code=303)


@bp.post("/duplicates/<int:pair_id>/two-people")
def separate_duplicate(pair_id: int) -> Response:
    """Decide that these are two people."""
    pair = get_visible(PossibleDuplicate, pair_id)
    service.say_two_people(db.session, pair, by=current_account())
    db.session.commit()
    flash(_("They stay two people."), "success")
    return redirect(url_for("officer.duplicates"), code=303)
