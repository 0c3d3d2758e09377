"""What officers say and settle about a referral: showing somebody without a name, messages, the interview's time."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.db import db
from jobmatch.forms import require
from jobmatch.officer import bp
from jobmatch.schemas.referral import AnswerForm, OfficerMessageForm
from jobmatch.services import referral_talk, transitions
from models import InterviewProposal, Referral, ReferralMessage


def talk_of(row: Referral) -> dict[str, Any]:
    """What was said about a referral, for its page."""
    messages = visible(ReferralMessage).where(ReferralMessage.referral_id == row.id).order_by(ReferralMessage.at)
    return {
        "messages": db.session.scalars(messages).all(),
        "proposals": referral_talk.proposals(db.session, row),
    }


def back(row: Referral) -> Response:
    """Save and return to the referral."""
    db.session.commit()
    return redirect(url_for(".referral", referral_id=row.id), code=303)


@bp.post("/referrals/<int:referral_id>/presentation")
def present_referral(referral_id: int) -> Response:
    """Show the person to the employer without a name, while they are still being asked."""
    row = get_visible(Referral, referral_id)
    transitions.check_version(row, require(AnswerForm, request.form).get("version"))
    referral_talk.present_referral(db.session, row, by=current_account())
    flash(_("The employer sees skills, experience and languages, and no name."))
    return back(row)


@bp.post("/referrals/<int:referral_id>/messages")
def post_message(referral_id: int) -> Response:
    """Write to the employer, to the person, or for the office."""
    row = get_visible(Referral, referral_id)
    referral_talk.post_message(db.session, row, by=current_account(), **require(OfficerMessageForm, request.form))
    return back(row)


@bp.post("/interview-proposals/<int:proposal_id>/choice")
def choose_interview(proposal_id: int) -> Response:
    """The person chose this time and told the officer."""
    proposal = get_visible(InterviewProposal, proposal_id)
    referral_talk.choose_interview(db.session, proposal, by=current_account())
    return back(proposal.referral)
