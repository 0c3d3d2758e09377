"""Messages of the demo: what its people were told, written by the services that always write it."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobmatch.services.telling.about_referrals import tell_of_arrival, tell_of_proposal
from jobmatch.services.telling.reminders import remind
from models import Account, Notice, NoticeState, Referral, ReferralState, Vacancy

EACH = 4


def add_messages(session: Session, today: date) -> None:
    """The reminders of the day, and what those with an account were told; as sent, so that nothing leaves."""
    remind(session, today)
    people = select(Account.job_seeker_id).where(Account.job_seeker_id.is_not(None))
    employers = select(Account.employer_id).where(Account.employer_id.is_not(None))
    proposed = select(Referral).where(Referral.state == ReferralState.PROPOSED, Referral.job_seeker_id.in_(people))
    arrived = (
        select(Referral)
        .join(Referral.vacancy)
        .where(Referral.state == ReferralState.SENT, Vacancy.employer_id.in_(employers))
    )
    for referral in session.scalars(proposed.order_by(Referral.id).limit(EACH)).all():
        tell_of_proposal(session, referral, by=None)
    for referral in session.scalars(arrived.order_by(Referral.id).limit(EACH)).all():
        tell_of_arrival(session, referral, by=None)
    session.flush()
    session.execute(update(Notice).values(state=NoticeState.SENT, sent_at=Notice.created_at, attempts=1))
