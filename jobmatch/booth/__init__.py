"""The page of a booth's staff, on a phone: who comes next, and how it went."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import login_user, logout_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from jobmatch.access import PUBLIC, audience, blueprint, current_account, get_visible, visible
from jobmatch.access.accounts import SignedInAccount
from jobmatch.access.audit import record_list
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import NotAllowed
from jobmatch.forms import require
from jobmatch.schemas.fair import CodeForm, OutcomeForm
from jobmatch.security import limiter
from jobmatch.services.fairs import day, guests, interviews, staff
from models import FairEmployer, FairGuest, FairInterview, InterviewOutcome, InterviewState, Role, Vacancy

bp = blueprint("booth", __name__, roles=(Role.BOOTH,), url_prefix="/booth")


@bp.get("/sign-in")
@audience(*PUBLIC)
def sign_in() -> str:
    """Where the booth's code is typed."""
    return render_template("booth/sign_in.html", wrong=False)


@bp.post("/sign-in")
@audience(*PUBLIC)
@limiter.limit("30 per minute; 300 per hour")
def enter() -> Any:
    """Sign in with a booth's code; a wrong one says no more than that."""
    code = require(CodeForm, request.form)["code"]
    account = staff.staff_of_code(db.session, code, current_app.config["SECRET_KEY"])
    if account is None:
        return render_template("booth/sign_in.html", wrong=True), 422
    logout_user()
    login_user(db.session.get_one(SignedInAccount, account.id))
    db.session.commit()
    return redirect(url_for(".home"), code=303)


def own_booth() -> FairEmployer:
    """The one booth of this account; 403 when its fair is over."""
    booth: FairEmployer | None = db.session.scalar(visible(FairEmployer))
    if booth is None:
        raise NotAllowed
    return booth


@bp.get("/")
def home() -> str:
    """Who comes next."""
    booth = own_booth()
    queue = day.queue_of(db.session, booth)
    record_list("fair_interview", [row.id for row in queue], purpose="fair")
    done = interviews.interviews_of(
        db.session, booth.fair, FairInterview.booth_id == booth.id, FairInterview.state == InterviewState.DONE
    )
    here = set(db.session.scalars(select(FairGuest.id).where(FairGuest.fair_id == booth.fair_id, day.is_here())))
    return render_template(
        "booth/home.html", booth=booth, queue=queue, done=done, here=here, outcomes=list(InterviewOutcome)
    )


@bp.post("/interviews/<int:interview_id>/outcome")
def record_outcome(interview_id: int) -> Response:
    """How it went; the person's referral follows."""
    row = get_visible(FairInterview, interview_id)
    values = require(OutcomeForm, request.form)
    brought = {one.vacancy_id: one.vacancy for one in row.booth.brought}
    vacancy: Vacancy | None = brought.get(values.get("vacancy_id") or 0)
    problem = day.record_outcome(
        db.session, row, values["outcome"], by=current_account(), vacancy=vacancy, today=today()
    )
    db.session.commit()
    flash(_("Saved."))
    if problem:
        flash(_("The office will look after the next step."))
    return redirect(url_for(".home"), code=303)


@bp.post("/queue")
def join_queue() -> Response:
    """Somebody without an appointment: their badge's code brings them into this booth's queue."""
    booth = own_booth()
    token = require(CodeForm, request.form)["code"]
    guest = db.session.scalar(guests.guests_of(booth.fair, FairGuest.token == token))
    if guest is None:
        flash(_("This badge is not of this fair."), "error")
    else:
        interviews.join_queue(db.session, guest, booth, by=current_account())
        db.session.commit()
    return redirect(url_for(".home"), code=303)
