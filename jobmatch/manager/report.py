"""The figures of a whole programme, with small counts suppressed.

There is no period and no host country to choose: two reports that differ by a few people would tell about them.
"""

from typing import Any

from flask import abort, render_template, request

from jobmatch.access import visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.manager import bp
from jobmatch.reporting import page_of
from jobmatch.services import figures
from models import Programme


@bp.get("/report")
def report() -> Any:
    """The figures of a programme; 404 for an unknown one."""
    known = list(db.session.scalars(visible(Programme).order_by(Programme.starts_on.desc(), Programme.id)))
    wanted = request.args.get("programme")
    programme = next((row for row in known if row.code == wanted), None if wanted else next(iter(known), None))
    if wanted and programme is None:
        abort(404)
    page = {}
    if programme is not None:
        counted = figures.outcomes_report(db.session, figures.make_scope(programme, today=today()))
        page = page_of(figures.suppress_small_counts(counted))
    return render_template("manager/report.html", programmes=known, programme=programme, **page)
