"""What job seekers ask of the office: corrections, what is withheld, reports of employers, erasure."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list, record_open
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput, msg
from jobmatch.forms import require
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.schemas.portal import AnswerRequestForm
from jobmatch.services import erasure, requests
from models import PersonRequest, RequestKind, RequestOutcome

SORTS = {"asked": PersonRequest.created_at, "kind": PersonRequest.kind}


@bp.get("/requests", endpoint="requests")
def list_requests() -> str:
    """The office's requests; the open ones unless all are asked for."""
    query = visible(PersonRequest).options(joinedload(PersonRequest.job_seeker), joinedload(PersonRequest.employer))
    everything = request.args.get("state") == "all"
    if not everything:
        query = query.where(PersonRequest.closed_at.is_(None))
    page = paginate(query, SORTS, default="asked")
    record_list("person_request", [row.id for row in page.rows])
    return render_template("officer/requests.html", page=page, everything=everything)


@bp.get("/requests/<int:request_id>", endpoint="request")
def show_request(request_id: int) -> str:
    """One request, with what can be answered."""
    row = get_visible(PersonRequest, request_id)
    record_open(row.job_seeker, "person_request")
    return render_template("officer/request.html", row=row, person=row.job_seeker)


@bp.post("/requests/<int:request_id>/answer")
def answer_request(request_id: int) -> Response:
    """Close a request with an answer that the person reads; an erasure is carried out in its own step."""
    row = get_visible(PersonRequest, request_id)
    form = require(AnswerRequestForm, request.form)
    if row.kind is RequestKind.ERASURE and form["outcome"] is RequestOutcome.DONE:
        raise InvalidInput({"outcome": [msg("An erasure is done by erasing.")]})
    requests.close_request(db.session, row, outcome=form["outcome"], answer=form.get("answer"), by=current_account())
    db.session.commit()
    flash(_("The answer is written down; the person reads it on their pages."), "success")
    return redirect(url_for(".requests"), code=303)


@bp.post("/requests/<int:request_id>/erasure")
def carry_out_erasure(request_id: int) -> Any:
    """Erase the person who asked for it; needs their case reference typed again, and cannot be undone."""
    row = get_visible(PersonRequest, request_id)
    if row.kind is not RequestKind.ERASURE or row.closed_at is not None:
        raise InvalidInput({"": [msg("Nobody asks for an erasure here.")]})
    if request.form.get("reference", "").strip().upper() != row.job_seeker.case_reference.upper():
        raise InvalidInput({"reference": [msg("Type the case reference of the person to be erased.")]})
    person, by = row.job_seeker, current_account()
    requests.close_request(db.session, row, outcome=RequestOutcome.DONE, by=by)
    erasure.erase_job_seeker(db.session, person, by=by, on=today())
    db.session.commit()
    flash(_("Erased. What the figures count stays, without the person."), "success")
    return redirect(url_for(".requests"), code=303)
