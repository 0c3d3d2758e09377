"""Where the person's referrals stand, and the calendar file of an interview."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.access import current_account, get_visible, visible
from jobmatch.calendars import interview_calendar
from jobmatch.db import db
from jobmatch.errors import NotFound
from jobmatch.forms import Submitted, read
from jobmatch.returnee import bp
from jobmatch.returnee.home import own_referrals
from jobmatch.returnee.labels import own_reasons
from jobmatch.schemas.portal import WHY_NOT, NoForm, WordsForm
from jobmatch.services import referral_talk, referrals, transitions
from jobmatch.services.telling.appointments import appointment as appointment_entry
from models import Actor, InterviewProposal, MessageAudience, Referral, ReferralMessage, ReferralState
from models.states import allowed


@bp.get("/referrals", endpoint="referrals")
def list_referrals() -> str:
    """Everything the person was referred to."""
    mine = own_referrals()
    return render_template(
        "returnee/referrals.html",
        under_way=[row for row in mine if row.is_open],
        over=[row for row in mine if not row.is_open],
    )


def page(row: Referral, form: Submitted | None = None, status: int = 200) -> Any:
    """One referral. Of its history the states and days are shown, never a note."""
    return render_template(
        "returnee/referral.html",
        referral=row,
        events=transitions.history(db.session, row),
        times=referral_talk.proposals(db.session, row) if row.state is ReferralState.INTERVIEW else [],
        messages=db.session.scalars(
            visible(ReferralMessage).where(ReferralMessage.referral_id == row.id).order_by(ReferralMessage.at)
        ).all(),
        can_decline=ReferralState.DECLINED in allowed("referral", row.state),
        why_not=own_reasons(WHY_NOT),
        form=form,
    ), status


@bp.get("/referrals/<int:referral_id>")
def referral(referral_id: int) -> Any:
    """One referral with its steps."""
    return page(get_visible(Referral, referral_id))


@bp.post("/referrals/<int:referral_id>/decline")
def decline_referral(referral_id: int) -> Any:
    """Step back from it, at any time before work began; 422 without a reason."""
    row = get_visible(Referral, referral_id)
    form = read(NoForm, request.form)
    if not form.ok:
        return page(row, form, 422)
    transitions.check_version(row, form.values.get("version"))
    referrals.close_referral(
        db.session,
        row,
        to=ReferralState.DECLINED,
        reason=form.values["reason"],
        by=current_account(),
        actor=Actor.JOB_SEEKER,
    )
    db.session.commit()
    flash(_("You stepped back. The employer reads only that you are no longer available."), "success")
    return redirect(url_for(".referral", referral_id=row.id), code=303)


@bp.post("/interview-times/<int:proposal_id>/choice")
def choose_time(proposal_id: int) -> Any:
    """Take one of the times that the employer proposes; 409 when no interview is awaited any more."""
    proposal = get_visible(InterviewProposal, proposal_id)
    referral_talk.choose_interview(db.session, proposal, by=current_account())
    db.session.commit()
    flash(_("The time is fixed. You can put it in your calendar."), "success")
    return redirect(url_for(".referral", referral_id=proposal.referral_id), code=303)


@bp.post("/referrals/<int:referral_id>/messages")
def write_message(referral_id: int) -> Any:
    """Ask one's officer about it; employers do not read it."""
    row = get_visible(Referral, referral_id)
    form = read(WordsForm, request.form)
    if not form.ok:
        return page(row, form, 422)
    referral_talk.post_message(
        db.session, row, by=current_account(), text=form.values["words"], audience=MessageAudience.JOB_SEEKER
    )
    db.session.commit()
    flash(_("Your officer reads it."), "success")
    return redirect(url_for(".referral", referral_id=row.id), code=303)


@bp.get("/referrals/<int:referral_id>/appointment.ics")
def appointment(referral_id: int) -> Response:
    """The calendar file of an interview; 404 while there is no appointment."""
    row = get_visible(Referral, referral_id)
    if row.interview_on is None or not row.is_open:
        raise NotFound("appointment")
    entry = appointment_entry(row, row.interview_on, place=row.interview_place)
    return Response(
        interview_calendar(entry, title=_("Appointment"), link=url_for(".home", _external=True), reminds=True),
        mimetype="text/calendar",
        headers={"Content-Disposition": 'attachment; filename="appointment.ics"'},
    )
