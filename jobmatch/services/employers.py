"""Employers: registered, verified, suspended."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.services import taxonomy
from jobmatch.services.transitions import check_version, move, record_event
from jobmatch.services.vacancies import hold_vacancy
from models import Account, Employer, EmployerState, Noun, Vacancy, VacancyState, utc_now
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


def suspend_employer(session: Session, employer: Employer, *, by: Account, note: str) -> None:
    """Stop everything with this business at once: its open vacancies go on hold, and nothing more is sent. Flushes."""
    move(session, employer, to=EmployerState.SUSPENDED, by=by, note=note)
    vacancies = session.scalars(
        select(Vacancy).where(Vacancy.employer_id == employer.id, Vacancy.state == VacancyState.OPEN)
    ).all()
    for vacancy in vacancies:
        hold_vacancy(session, vacancy, by=by, note=note)
    record_changes(session, Noun.VACANCY, [vacancy.id for vacancy in vacancies])


def reject_employer(session: Session, employer: Employer, *, by: Account, note: str) -> None:
    """The checks failed. Flushes."""
    move(session, employer, to=EmployerState.REJECTED, by=by, note=note)
