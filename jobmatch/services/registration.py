"""A person registers by themselves, or a partner sends them; nothing counts before an officer has confirmed it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from jobmatch.services.counselling import write_note
from jobmatch.services.job_seekers import agree, create_job_seeker
from jobmatch.services.programmes import running
from models import (
    Account,
    ConsentGiven,
    ConsentPurpose,
    DatePrecision,
    JobSeeker,
    JobSeekerState,
    Office,
    Programme,
)
from models.programme import ProgrammeOffice


def open_offices(session: Session) -> Sequence[Office]:
    """The offices to choose from."""
    return session.scalars(select(Office).order_by(Office.country, Office.name)).all()


def running_programme(session: Session, office: Office, today: date) -> Programme | None:
    """The programme that new people of an office belong to: its newest that runs, else the newest of all that run."""
    newest = select(Programme).where(running(today)).order_by(Programme.starts_on.desc(), Programme.id.desc()).limit(1)
    own = newest.where(
        Programme.id.in_(select(ProgrammeOffice.programme_id).where(ProgrammeOffice.office_id == office.id))
    )
    return session.scalar(own) or session.scalar(newest)


def where_to_register(session: Session, office_id: int, today: date) -> tuple[Office, Programme]:
    """The office and the programme that a new person belongs to; `InvalidInput` where there is none."""
    office = session.get(Office, office_id)
    programme = running_programme(session, office, today) if office else None
    if office is None or programme is None:
        raise InvalidInput({"office_id": [msg("This office takes no registrations now.")]})
    return office, programme


def born_in(year: int | None) -> dict[str, Any]:
    """A birth year as the columns hold it."""
    return {"birth_on": date(year, 1, 1), "birth_precision": DatePrecision.YEAR} if year else {}


def register_self(
    session: Session,
    *,
    office_id: int,
    name: str,
    today: date,
    purposes: Iterable[ConsentPurpose] = (),
    birth_year: int | None = None,
    wanted: str | None = None,
    language: str | None = None,
    **values: Any,
) -> JobSeeker:
    """Register a person as pending, with the consents that they gave online. Flushes.

    Raises
    ------
    InvalidInput
        If the office is unknown or takes nobody, or a phone number or e-mail address is none.
    """
    office, programme = where_to_register(session, office_id, today)
    values |= born_in(birth_year)
    if wanted:
        values["occupations"] = [{"text": wanted, "held": False, "wanted": True}]
    field = "name_latin" if name.isascii() or any("a" <= mark.lower() <= "z" for mark in name) else "name_native"
    person = create_job_seeker(
        session,
        office=office,
        programme=programme,
        by=None,
        registered_on=today,
        state=JobSeekerState.PENDING,
        language=language,
        **{field: name},
        **values,
    )
    agree(session, person, purposes, given=ConsentGiven.ONLINE, given_on=today, language=language, by=None)
    return person


def register_by_partner(
    session: Session,
    *,
    by: Account,
    today: date,
    office_id: int,
    given: ConsentGiven,
    given_on: date,
    purposes: Iterable[ConsentPurpose] | None = None,
    consent_language: str | None = None,
    birth_year: int | None = None,
    occupations: Iterable[str] | None = None,
    information: str | None = None,
    agreed: bool = False,
    **values: Any,
) -> JobSeeker:
    """A partner sends a person before departure: pending, with what they agreed to and what the officers should know.

    Flushes. Whether the office knows the person already is not said.

    Raises
    ------
    InvalidInput
        If the person has not agreed to be sent, the office takes nobody, or a value cannot be used.
    """
    if not agreed:
        raise InvalidInput({"agreed": [msg("Send nobody who has not agreed to it.")]})
    office, programme = where_to_register(session, office_id, today)
    partner = by.partner
    person = create_job_seeker(
        session,
        office=office,
        programme=programme,
        by=by,
        registered_on=today,
        state=JobSeekerState.PENDING,
        partner=partner,
        host_country=partner.country if partner else None,
        language=consent_language,
        occupations=[{"text": words, "held": True, "wanted": True} for words in occupations or ()],
        raw_intake={"agreed_to_be_sent": f"{given.value} {given_on.isoformat()} {consent_language or ''}".strip()},
        **born_in(birth_year),
        **{name: value for name, value in values.items() if value is not None},
    )
    agree(session, person, purposes or (), given=given, given_on=given_on, language=consent_language, by=by)
    if information:
        write_note(session, person, by=by, text=information)
    return person
