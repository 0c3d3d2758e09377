"""What an employer answers: interview, offer, refusal, hiring, questions, and the calendar of an interview."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_open, remember
from jobmatch.calendars import interview_calendar
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.employer.people import named_referral, show_person
from jobmatch.employer.shown import shown_referral
from jobmatch.errors import InvalidInput, NotFound
from jobmatch.forms import read, require
from jobmatch.i18n import choose_language
from jobmatch.schemas.employer import HireForm, InterviewTimesForm, MessageForm, RefusalForm
from jobmatch.schemas.referral import AnswerForm
from jobmatch.services import employer_answers, referral_talk, transitions
from jobmatch.services.telling.appointments import appointment
from models import AuditAction, MessageAudience, Referral


def done(row: Referral, words: str) -> Response:
    """Save the answer and go back to the person."""
    db.session.commit()
    flash(words)
    return redirect(url_for(".person", referral_id=row.id), code=303)


@bp.post("/people/<int:referral_id>/interview")
def interview(referral_id: int) -> Any:
    """Invite to an interview, with up to three times; 422 without one."""
    row = named_referral(referral_id)
    form = read(InterviewTimesForm, request.form)
    if not form.ok:
        return show_person(row, form, "interview"), 422
    values = dict(form.values)
    transitions.check_version(row, values.pop("version", None))
    referral_talk.propose_interview(db.session, row, by=current_account(), **values)
    return done(row, _("Your times are proposed. You will read here which one was chosen."))


@bp.post("/people/<int:referral_id>/offer")
def offer(referral_id: int) -> Response:
    """Offer the job."""
    row = named_referral(referral_id)
    form = require(AnswerForm, request.form)
    transitions.check_version(row, form.get("version"))
    employer_answers.offer_position(db.session, row, by=current_account(), note=form.get("note"))
    return done(row, _("The offer is on its way to the person."))


@bp.post("/people/<int:referral_id>/refusal")
def refusal(referral_id: int) -> Any:
    """Not selected, or the offer taken back; 422 without a reason that is offered."""
    row = named_referral(referral_id)
    form = read(RefusalForm, request.form)
    if not form.ok:
        return show_person(row, form, "refusal"), 422
    transitions.check_version(row, form.values.get("version"))
    if form.values["reason"] not in employer_answers.REFUSALS:
        raise InvalidInput({"reason": [_("Choose one of the list.")]})
    employer_answers.refuse(
        db.session, row, by=current_account(), reason=form.values["reason"], note=form.values.get("note")
    )
    return done(row, _("Thank you for your answer."))


@bp.post("/people/<int:referral_id>/hiring")
def hiring(referral_id: int) -> Any:
    """The work begins; 409 if the last opening is taken."""
    row = named_referral(referral_id)
    form = read(HireForm, request.form)
    if not form.ok:
        return show_person(row, form, "hiring"), 422
    terms = {key: value for key, value in form.values.items() if value is not None and key != "version"}
    transitions.check_version(row, form.values.get("version"))
    employer_answers.hire(db.session, row, by=current_account(), **terms)
    return done(row, _("Hired. We will ask you after 1, 3, 6 and 12 months how it goes."))


@bp.post("/people/<int:referral_id>/messages")
def message(referral_id: int) -> Response:
    """Ask the placement office something; also about somebody whose name is not shown yet."""
    row = get_visible(Referral, referral_id)
    text = require(MessageForm, request.form)["text"]
    referral_talk.post_message(db.session, row, by=current_account(), text=text, audience=MessageAudience.EMPLOYER)
    return done(row, _("Sent to the placement office."))


@bp.get("/people/<int:referral_id>/interview.ics")
def calendar(referral_id: int) -> Response:
    """The interview for a calendar, naming nobody; 404 before a time is chosen."""
    row = named_referral(referral_id)
    if row.interview_on is None:
        raise NotFound("interview")
    record_open(row.job_seeker, "referral")
    link = url_for(".person", referral_id=row.id, _external=True)
    entry = appointment(row, row.interview_on, place=shown_referral(row).interview_place)
    body = interview_calendar(entry, title=_("Interview"), link=link)
    return Response(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="interview.ics"'},
    )


@bp.get("/people/<int:referral_id>/cv.pdf")
def cv(referral_id: int) -> Response:
    """The shared profile on paper; written down as an export."""
    from jobmatch.documents.shared_cv import shared_cv

    row = named_referral(referral_id)
    remember(AuditAction.EXPORT, "job_seeker", [row.job_seeker_id], purpose="cv")
    return Response(
        shared_cv(shown_referral(row).profile, language=choose_language(), on=today()),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="R-{row.id:05}.pdf"'},
    )
