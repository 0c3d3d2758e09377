"""Job fairs that the organisers show to everybody: when and where, and nothing of who comes."""

from flask import Response, render_template

from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.documents import calendars
from jobmatch.documents.calendars import open_days
from jobmatch.errors import NotFound
from jobmatch.public import bp
from jobmatch.public.caching import keep_a_while
from jobmatch.services.fairs import planning


@bp.get("/fairs")
def fairs() -> Response:
    """The fairs to come, the next first, with the hours of each day."""
    rows = planning.listed_fairs(db.session, today())
    return keep_a_while(render_template("public/fairs.html", fairs=rows))


@bp.get("/fairs/<int:fair_id>.ics")
def fair_calendar(fair_id: int) -> Response:
    """The days of one fair as a calendar file; 404 for one that is not shown."""
    row = next((one for one in planning.listed_fairs(db.session, today()) if one.id == fair_id), None)
    if row is None:
        raise NotFound("job_fair")
    return keep_a_while(Response(calendars.calendar(row.name, open_days(row)), mimetype="text/calendar"))
