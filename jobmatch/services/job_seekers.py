"""Job seekers: registered, changed part by part, confirmed, closed and opened again.

Whatever nobody asked about stays unknown (NULL): a blank never becomes a "no".
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from jobmatch.services import contacts, taxonomy
from jobmatch.services.case_references import next_references
from jobmatch.services.consents import record_consents
from jobmatch.services.names import name_key
from jobmatch.services.profile_rows import replace_languages, replace_occupations, replace_skills, replace_work
from jobmatch.services.referrals import open_referrals_of, withdraw_referral
from jobmatch.services.telling.about_cases import tell_of_registration
from jobmatch.services.transitions import check_version, move, record_event
from models import (
    Account,
    Actor,
    ConsentGiven,
    ConsentPurpose,
    JobSeeker,
    JobSeekerState,
    Office,
    Programme,
    Reason,
    Referral,
    Role,
    utc_now,
)

STALE_DAYS = 90
"""A profile that nobody confirmed for so long is stale."""


def create_job_seeker(
    session: Session,
    *,
    office: Office,
    programme: Programme,
    by: Account | None,
    registered_on: date,
    state: JobSeekerState = JobSeekerState.ACTIVE,
    **values: Any,
) -> JobSeeker:
    """Register a person under a new case reference. Flushes.

    Parameters
    ----------
    values
        As in `change_job_seeker`.

    Raises
    ------
    InvalidInput
        Without a name in any script, or if a phone number or e-mail address is none.
    """
    if not (values.get("name_latin") or values.get("name_native")):
        raise InvalidInput({"name_latin": [msg("Write the name, in Latin letters or in the person's own script.")]})
    person = JobSeeker(
        case_reference=next_references(session, office, registered_on.year)[0],
        office=office,
        programme=programme,
        officer_id=by.id if by and by.role is Role.OFFICER else None,
        registered_on=registered_on,
        state=state,
    )
    session.add(person)
    fill(session, person, values)
    record_event(session, person, was=None, by=by)
    return person


def agree(
    session: Session,
    person: JobSeeker,
    purposes: Iterable[ConsentPurpose],
    *,
    given: ConsentGiven | None,
    given_on: date | None,
    language: str | None = None,
    by: Account | None,
) -> None:
    """Record what the person agreed to at registration. Nothing ticked is no consent, which refuses nobody anything.

    Raises
    ------
    InvalidInput
        If consent is recorded without how or when it was given, or a day in the future.
    """
    purposes = list(purposes)
    if not purposes:
        return
    if given is None or given_on is None:
        raise InvalidInput({"given": [msg("Say how and when the consent was given.")]})
    record_consents(session, [person], purposes, given=given, given_on=given_on, language=language, by=by)


def change_job_seeker(session: Session, person: JobSeeker, *, version: int | None = None, **values: Any) -> None:
    """Change one or more parts of a profile. What is not named stays as it is. Flushes.

    Parameters
    ----------
    version : int or None
        The version that the form was filled in on.
    values
        Columns of `JobSeeker`, and `skills`, `occupations`, `languages` and `experiences`, each a list of mappings
        that replaces the rows of that kind.

    Raises
    ------
    StaleVersion
        If somebody else saved the person since.
    InvalidInput
        If a phone number or e-mail address is none, or both names would be blank.
    """
    check_version(person, version)
    fill(session, person, values)
    person.updated_at = utc_now()  # the version counts changes of the rows below as well
    session.flush()


ROWS = {
    "skills": replace_skills,
    "occupations": replace_occupations,
    "languages": replace_languages,
    "experiences": replace_work,
}


def fill(session: Session, person: JobSeeker, values: Mapping[str, Any]) -> None:
    """Put a form's values into the person; words are coded, each distinct text once."""
    columns = {key: value for key, value in values.items() if key not in ROWS}
    columns |= clean_contacts(columns, person.office.country)
    for key, value in columns.items():
        setattr(person, key, value)
    if not (person.name_latin or person.name_native):
        raise InvalidInput({"name_latin": [msg("Write the name, in Latin letters or in the person's own script.")]})
    if "name_latin" in columns or "name_native" in columns:
        person.name_key = name_key(person.name_latin, person.name_native)
    if "place_text" in columns:
        find_place(person)
    session.flush()
    for kind, replace in ROWS.items():
        if kind in values:
            replace(session, person, values[kind])


def clean_contacts(values: Mapping[str, Any], country: str) -> dict[str, str | None]:
    """Phone numbers as E.164 and the e-mail address checked, of those that are given.

    Raises
    ------
    InvalidInput
        Naming every field that cannot be used.
    """
    cleaned: dict[str, str | None] = {}
    errors: dict[str, list[str]] = {}
    for field in ("phone", "other_phone", "email"):
        if values.get(field):
            try:
                given = str(values[field])
                cleaned[field] = (
                    contacts.email_address(given) if field == "email" else contacts.phone_number(given, country, field)
                )
            except InvalidInput as error:
                errors |= error.errors
    if errors:
        raise InvalidInput(errors)
    return cleaned


def find_place(person: JobSeeker) -> None:
    """Find the town that the person's words name; a text that names none surely is kept as it is."""
    found = taxonomy.find_place(person.place_text, person.office.country) if person.place_text else None
    person.place_key = found.key if found else None
    person.governorate = found.governorate if found else None


def confirm_profile(session: Session, person: JobSeeker, *, on: date) -> None:
    """The person says that the profile is still right. Flushes."""
    person.confirmed_on = on
    session.flush()


def confirm_registration(session: Session, person: JobSeeker, *, by: Account) -> None:
    """An officer accepts a person whom a partner or the person themselves registered. Flushes."""
    if person.officer_id is None:
        person.officer_id = by.id
    move(session, person, to=JobSeekerState.ACTIVE, by=by)
    tell_of_registration(session, person)


def close_case(
    session: Session, person: JobSeeker, *, reason: Reason | None, by: Account, note: str | None = None
) -> Sequence[Referral]:
    """End the work on a case; its open referrals close, and are returned. Flushes.

    Raises
    ------
    InvalidInput
        Without a reason.
    InvalidTransition
        If the case is closed already.
    """
    if reason is None:
        raise InvalidInput({"reason": [msg("Say why.")]})
    still_open = open_referrals_of(session, person)
    for referral in still_open:
        withdraw_referral(session, referral, by=by, actor=Actor.SYSTEM, reason=reason)
    move(session, person, to=JobSeekerState.CLOSED, by=by, reason=reason, note=note)
    return still_open


def reopen_case(session: Session, person: JobSeeker, *, by: Account, note: str | None = None) -> None:
    """Take up the work on a closed case again. Flushes."""
    move(session, person, to=JobSeekerState.ACTIVE, by=by, note=note)
