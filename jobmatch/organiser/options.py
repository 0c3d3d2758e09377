"""What several of the organiser's pages need."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from jobmatch.access import get_visible
from jobmatch.access.audit import record_list
from jobmatch.errors import Conflict
from models import FairEmployer, JobFair


def fair_of(fair_id: int) -> JobFair:
    """A fair that the account may see, or 404."""
    return get_visible(JobFair, fair_id)


def hall_choices(fair: JobFair) -> list[tuple[int, str]]:
    """(id, name) of a fair's halls."""
    return [(hall.id, hall.name) for hall in fair.halls]


def booth_name(booth: FairEmployer) -> str:
    """A booth's number and employer."""
    return f"{booth.booth} · {booth.employer.name}" if booth.booth else booth.employer.name


def clash_words(codes: Sequence[str]) -> list[Any]:
    """Why an interview cannot be held then, in words."""
    table = {
        "guest_does_not_come": _("This person has not said yes."),
        "no_slot": _("No interview begins at this time."),
        "booth_closed": _("The booth is closed then."),
        "guest_away": _("The person is not at the fair then."),
        "meets_already": _("The two meet already."),
        "two_places": _("The person has another interview then."),
        "way_too_long": _("The way from the other hall takes longer."),
        "too_many": _("The person has as many interviews as allowed."),
        "booth_full": _("All interviewers of the booth are busy then."),
    }
    return [table[code] for code in codes]


def break_words(breaks: Sequence[Sequence[str]] | None) -> str:
    """Breaks as the forms write them."""
    return "; ".join("-".join(pause) for pause in breaks or [])


def show_effects(conflict: Conflict, fair: JobFair, url: str) -> Any:
    """Ask whether a change is meant, with everything that it would leave without a place; other conflicts go on."""
    if "effects" not in conflict.facts:
        raise conflict
    effects = conflict.facts["effects"]
    record_list("fair_interview", [row.id for row in effects.interviews], purpose="fair")
    sent = [pair for pair in request.form.items(multi=True) if pair[0] not in ("csrf_token", "agreed")]
    return render_template("organiser/effects.html", fair=fair, effects=effects, sent=sent, url=url), 409
