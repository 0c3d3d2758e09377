"""What somebody agrees to."""

from sqlalchemy import select

from models import Consent


def agreed(session, person):
    return set(
        session.scalars(
            select(Consent.purpose).where(Consent.job_seeker_id == person.id, Consent.withdrawn_on.is_(None))
        )
    )
