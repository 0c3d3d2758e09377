"""What an employer answers about somebody who was referred to them: offer, refusal, hiring."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from jobmatch.services.placements import place_job_seeker
from jobmatch.services.referral_talk import check_employer
from jobmatch.services.referrals import close_referral, offer_job
from models import Account, Placement, Reason, Referral, ReferralState

REFUSALS = (
    Reason.SKILLS_DID_NOT_FIT,
    Reason.LANGUAGE,
    Reason.QUALIFICATION_NOT_RECOGNISED,
    Reason.DOCUMENTS,
    Reason.DISTANCE,
    Reason.HOURS,
    Reason.UNREACHABLE,
    Reason.POSITION_FILLED,
    Reason.OTHER,
)
"""Why an employer may say no; reasons that would speak of a person's life are not offered."""


def offer_position(session: Session, referral: Referral, *, by: Account, note: str | None = None) -> None:
    """Offer the job. Flushes."""
    check_employer(referral)
    offer_job(session, referral, by=by, note=note)


def refuse(session: Session, referral: Referral, *, by: Account, reason: Reason, note: str | None = None) -> None:
    """Say no with a reason; after an offer, take it back. Flushes."""
    offered = referral.state is ReferralState.OFFERED
    to = ReferralState.RETRACTED if offered else ReferralState.NOT_SELECTED
    close_referral(session, referral, to=to, by=by, reason=reason, note=note)


def hire(session: Session, referral: Referral, *, by: Account, started_on: date, **terms: Any) -> Placement:
    """The person begins to work; an offer that was only spoken is written down first. Flushes.

    Raises
    ------
    OpeningsFilled
        If somebody else has the last opening.
    InvalidTransition
        If the referral is closed.
    """
    check_employer(referral)
    if referral.state in (ReferralState.SENT, ReferralState.INTERVIEW):
        offer_job(session, referral, by=by, quietly=True)
    return place_job_seeker(session, referral, by=by, started_on=started_on, **terms)
