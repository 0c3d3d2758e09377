"""A person registers by themselves; nothing counts before an officer has confirmed it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from jobmatch.services.job_seekers import agree, create_job_seeker
from models import ConsentGiven, ConsentPurpose, DatePrecision, JobSeeker, JobSeekerState, Office, Programme
from models.programme import ProgrammeOffice


def open_offices(session: Session) -> Sequence[Office]:
    """The offices to choose from."""
    return session.scalars(select(Office).order_by(Office.country, Office.name)).all()


def running_programme(session: Session, office: Office, today: date) -> Programme | None:
    """The programme that new people of an office belong to: its newest that runs, else the newest of all that run."""
    runs = (Programme.starts_on <= today, or_(Programme.ends_on.is_(None), Programme.ends_on >= today))
    newest = select(Programme).where(*runs).order_by(Programme.starts_on.desc(), Programme.id.desc()).limit(1)
    own = newest.where(
        Programme.id.in_(select(ProgrammeOffice.programme_id).where(ProgrammeOffice.office_id == office.id))
    )
    return session.scalar(own) or session.scalar(newest)


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
    office = session.get(Office, office_id)
    programme = running_programme(session, office, today) if office else None
    if office is None or programme is None:
        raise InvalidInput({"office_id": [msg("This office takes no registrations now.")]})
    if birth_year:
        values |= {"birth_on": date(birth_year, 1, 1), "birth_precision": DatePrecision.YEAR}
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
