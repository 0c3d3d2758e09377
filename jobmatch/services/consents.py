"""Consent: given per purpose and recipient, and withdrawn. Refusing costs nobody any assistance."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from jobmatch.clock import today
from jobmatch.errors import InvalidInput, msg
from jobmatch.services.waking import wake
from models import Account, Consent, ConsentGiven, ConsentPurpose, JobSeeker

TEXT_VERSION = "2026-1"
"""The version of the consent texts in force."""

SERVICE = "service"


def recipient_of(person: JobSeeker, purpose: ConsentPurpose) -> str:
    """Whom a consent is for: the partner who sent the person, where it is about feedback to them."""
    if purpose is ConsentPurpose.PARTNER_FEEDBACK and person.partner:
        return f"partner:{person.partner.code}"
    return SERVICE


def has_consent(purpose: ConsentPurpose, recipient: str = SERVICE) -> ColumnElement[bool]:
    """A condition on `JobSeeker`: a consent for this purpose is in force."""
    return exists().where(
        Consent.job_seeker_id == JobSeeker.id,
        Consent.purpose == purpose,
        Consent.recipient == recipient,
        Consent.withdrawn_on.is_(None),
    )


def agreed_purposes(session: Session, ids: Iterable[int]) -> dict[int, set[ConsentPurpose]]:
    """What each of these people has agreed to towards the service, by their id; one query."""
    found: dict[int, set[ConsentPurpose]] = {row_id: set() for row_id in ids}
    rows = select(Consent.job_seeker_id, Consent.purpose).where(
        Consent.job_seeker_id.in_(found), Consent.recipient == SERVICE, Consent.withdrawn_on.is_(None)
    )
    for row_id, purpose in session.execute(rows):
        found[row_id].add(purpose)
    return found


def consent_in_force(
    session: Session, person: JobSeeker, purpose: ConsentPurpose, recipient: str = SERVICE
) -> Consent | None:
    """The consent of this person that is in force, if there is one."""
    return session.scalar(
        select(Consent).where(
            Consent.job_seeker_id == person.id,
            Consent.purpose == purpose,
            Consent.recipient == recipient,
            Consent.withdrawn_on.is_(None),
        )
    )


def consents_in_force(session: Session, person: JobSeeker) -> Sequence[Consent]:
    """Every consent of this person that is in force, the latest first."""
    return session.scalars(
        select(Consent)
        .where(Consent.job_seeker_id == person.id, Consent.withdrawn_on.is_(None))
        .order_by(Consent.given_on.desc(), Consent.id)
    ).all()


def record_consent(
    session: Session,
    person: JobSeeker,
    purpose: ConsentPurpose,
    *,
    given: ConsentGiven,
    given_on: date,
    by: Account | None,
    recipient: str = SERVICE,
    language: str | None = None,
    text_version: str = TEXT_VERSION,
) -> Consent:
    """Record a consent; one that is in force already is returned as it is.

    Raises
    ------
    InvalidInput
        If the day lies in the future.
    """
    if given_on > today():
        raise InvalidInput({"given_on": [msg("A consent cannot be given in the future.")]})
    known = consent_in_force(session, person, purpose, recipient)
    if known is not None:
        return known
    consent = Consent(
        job_seeker=person,
        purpose=purpose,
        recipient=recipient,
        given=given,
        given_on=given_on,
        recorded_by_id=by.id if by else None,
        language=language,
        text_version=text_version,
    )
    session.add(consent)
    session.flush()
    return consent


def record_consents(
    session: Session,
    people: Iterable[JobSeeker],
    purposes: Iterable[ConsentPurpose],
    *,
    given: ConsentGiven,
    given_on: date,
    by: Account | None,
    language: str | None = None,
) -> int:
    """Record the same consents for many people, as after a counselling day; returns how many were new.

    Feedback to a partner is left out for those whom no partner sent.
    """
    new = 0
    for person in people:
        for purpose in purposes:
            if purpose is ConsentPurpose.PARTNER_FEEDBACK and person.partner is None:
                continue
            recipient = recipient_of(person, purpose)
            new += consent_in_force(session, person, purpose, recipient) is None
            record_consent(
                session,
                person,
                purpose,
                recipient=recipient,
                given=given,
                given_on=given_on,
                by=by,
                language=language,
            )
    return new


def withdraw_consent(session: Session, consent: Consent, *, on: date) -> None:
    """End a consent from a day on. What follows for open referrals is `withdrawals`' to do. Flushes.

    Files that hold the person by this consent are taken back.
    """
    consent.withdrawn_on = max(on, consent.given_on)
    wake(session, "take_exports_back")
    session.flush()
