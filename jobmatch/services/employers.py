"""Employers: registered, verified, suspended."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, NotFound, msg
from jobmatch.services import taxonomy
from jobmatch.services.accounts import account_with_email, add_account, hashed
from jobmatch.services.contacts import email_address
from jobmatch.services.telling.about_employers import tell_of_verification
from jobmatch.services.transitions import check_version, move, record_event
from jobmatch.services.vacancies import hold_vacancy
from models import (
    Account,
    ContactStage,
    Employer,
    EmployerCheck,
    EmployerContact,
    EmployerContactEvent,
    EmployerState,
    Noun,
    Role,
    Vacancy,
    VacancyState,
    utc_now,
)
from models.tracking import record_changes


def create_employer(session: Session, *, by: Account | None, **values: Any) -> Employer:
    """Register a business, to be verified. Flushes."""
    employer = Employer(state=EmployerState.PENDING, **values)
    fill(employer)
    session.add(employer)
    record_event(session, employer, was=None, by=by)
    return employer


def change_employer(session: Session, employer: Employer, *, version: int | None = None, **values: Any) -> None:
    """Change what is known of a business. Flushes.

    Raises
    ------
    StaleVersion
        If somebody else saved it since.
    """
    check_version(employer, version)
    for key, value in values.items():
        setattr(employer, key, value)
    fill(employer)
    session.flush()


def fill(employer: Employer) -> None:
    """Derive the search key and the place from what was written."""
    employer.name_key = taxonomy.fold(employer.name)
    found = taxonomy.find_place(employer.place_text, employer.country) if employer.place_text else None
    if found:
        employer.place_key, employer.governorate, employer.country = found.key, found.governorate, found.country


def verify_employer(session: Session, employer: Employer, *, by: Account, note: str | None = None) -> None:
    """The checks were made: the business may publish. Flushes."""
    move(session, employer, to=EmployerState.VERIFIED, by=by, note=note, verified_at=utc_now())
    tell_of_verification(session, employer)


def suspend_employer(session: Session, employer: Employer, *, by: Account, note: str) -> None:
    """Stop everything with this business at once: its open vacancies go on hold, and nothing more is sent. Flushes."""
    move(session, employer, to=EmployerState.SUSPENDED, by=by, note=note)
    for hold in employer.holds:
        if hold.ended_at is None:  # somebody has looked, and this is what came of it
            hold.ended_at, hold.ended_by_id, hold.note = utc_now(), by.id, note
    vacancies = session.scalars(
        select(Vacancy).where(Vacancy.employer_id == employer.id, Vacancy.state == VacancyState.OPEN)
    ).all()
    for vacancy in vacancies:
        hold_vacancy(session, vacancy, by=by, note=note)
    record_changes(session, Noun.VACANCY, [vacancy.id for vacancy in vacancies])


def reject_employer(session: Session, employer: Employer, *, by: Account, note: str) -> None:
    """The checks failed. Flushes."""
    move(session, employer, to=EmployerState.REJECTED, by=by, note=note)


def register_employer(
    session: Session, *, business: Mapping[str, Any], contact: Mapping[str, Any], password: str, language: str | None
) -> Account | None:
    """A business registers itself: it waits to be verified, its contact may sign in at once. Flushes.

    Returns
    -------
    Account or None
        None if the e-mail address has an account already. Whoever registers must not learn that from the answer.

    Raises
    ------
    InvalidInput
        If the e-mail address is none, or the password too short. Both are checked, and the password is hashed, before
        anything is looked up: neither the answer nor the time it takes tells whether the address is known.
    """
    email, password_hash = email_address(contact["email"]), hashed(password)
    if account_with_email(session, email):
        return None
    employer = create_employer(session, by=None, **business)
    add_contact(session, employer, **{**contact, "email": email, "language": language})
    account = add_account(
        session,
        email=email,
        role=Role.EMPLOYER,
        name=contact["name"],
        password_hash=password_hash,
        employer_id=employer.id,
    )
    account.language = language
    session.flush()
    return account


def add_contact(session: Session, employer: Employer, **values: Any) -> EmployerContact:
    """Add a person to speak to. Flushes."""
    contact = EmployerContact(**values)
    employer.contacts.append(contact)
    session.flush()
    return contact


def add_colleague(
    session: Session, employer: Employer, *, name: str, email: str, position: str | None = None
) -> Account | None:
    """Give a colleague an account, without a password yet; None if the address has one already. Flushes."""
    email = email_address(email)
    if account_with_email(session, email):
        return None
    add_contact(session, employer, name=name, position=position, email=email)
    return add_account(session, email=email, role=Role.EMPLOYER, name=name, password_hash=None, employer_id=employer.id)


def accounts_of(session: Session, employer: Employer) -> dict[str, Account]:
    """Who signs in for a business, by e-mail address."""
    rows = session.scalars(select(Account).where(Account.employer_id == employer.id))
    return {row.email: row for row in rows if row.email}


def invite_contact(session: Session, employer: Employer, contact: EmployerContact) -> Account:
    """Let a contact sign in for its business, without a password yet; again where nobody chose one. Flushes.

    Raises
    ------
    NotFound
        If the contact has no e-mail address.
    Conflict
        If the business is suspended or rejected, or the address has an account already.
    """
    if not contact.email:
        raise NotFound("contact")
    if employer.state not in (EmployerState.PENDING, EmployerState.VERIFIED):
        raise Conflict(msg("The employer is not verified."))
    email = email_address(contact.email)
    known = account_with_email(session, email)
    if known is None:
        name, role = contact.name, Role.EMPLOYER
        known = add_account(session, email=email, role=role, name=name, password_hash=None, employer_id=employer.id)
        known.language = contact.language
        session.flush()
    elif known.employer_id != employer.id or known.password or not known.active:
        raise Conflict(msg("This e-mail address has an account already."))
    return known


def switch_off_colleague(session: Session, colleague: Account, *, by: Account) -> None:
    """Take a colleague's access away. Flushes.

    Raises
    ------
    InvalidInput
        If somebody would shut themselves out.
    """
    if colleague.id == by.id:
        raise InvalidInput({"": [msg("Somebody else of your business has to do that.")]})
    colleague.active = False
    session.flush()


def record_check(
    session: Session, employer: Employer, *, by: Account, verify: bool, note: str | None = None, **seen: bool
) -> EmployerCheck:
    """Keep the checklist as it stands; verify the business on it if that is asked for. Flushes.

    Raises
    ------
    InvalidInput
        If it shall be verified and something that must be seen was not.
    """
    check = EmployerCheck(employer=employer, by_id=by.id, verified=verify, note=note, **seen)
    if verify and check.missing:
        raise InvalidInput(
            {item: [msg("This must be seen before the business is verified.")] for item in check.missing}
        )
    session.add(check)
    if verify:
        verify_employer(session, employer, by=by, note=note)
    session.flush()
    return check


def record_contact_event(
    session: Session, employer: Employer, *, by: Account, stage: ContactStage, happened_on: date, **more: Any
) -> EmployerContactEvent:
    """Write down how far the service has come with a business, and what comes next. Flushes."""
    event = EmployerContactEvent(employer=employer, stage=stage, happened_on=happened_on, by_id=by.id, **more)
    session.add(event)
    session.flush()
    return event
