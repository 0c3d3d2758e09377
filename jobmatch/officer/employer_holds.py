"""Holds of employers: stop new referrals while somebody looks, and end that."""

from flask import request
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible
from jobmatch.db import db
from jobmatch.forms import require
from jobmatch.officer import bp
from jobmatch.schemas.vacancy import NotedStepForm
from jobmatch.services import holds
from jobmatch.steps import done
from models import Employer, EmployerHold


@bp.post("/employers/<int:employer_id>/hold")
def hold_employer(employer_id: int) -> Response:
    """Refer nobody new to it for now; the employer is not told. 409 if that is so already."""
    row = get_visible(Employer, employer_id)
    reason = require(NotedStepForm, request.form)["note"]
    holds.hold_employer(db.session, row, by=current_account(), reason=reason)
    return done(".employer", employer_id=row.id)


@bp.post("/employer-holds/<int:hold_id>/end")
def end_hold(hold_id: int) -> Response:
    """Somebody has looked: write down what was found, and people may be referred again."""
    hold = get_visible(EmployerHold, hold_id)
    holds.end_hold(db.session, hold, by=current_account(), **require(NotedStepForm, request.form))
    return done(".employer", employer_id=hold.employer_id)
