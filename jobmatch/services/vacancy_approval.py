"""Vacancies that employers write themselves: submitted, approved or returned by an officer, and changed afterwards."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, msg
from jobmatch.services.programmes import running
from jobmatch.services.telling.about_employers import tell_of_vacancy
from jobmatch.services.transitions import history, move
from jobmatch.services.vacancies import change_vacancy, create_vacancy, end_vacancy, publish_vacancy
from models import (
    Account,
    Actor,
    CloseReason,
    Employer,
    EmployerHold,
    EmployerState,
    Programme,
    Vacancy,
    VacancyState,
    utc_now,
)

MATTERS = frozenset(
    {
        "title", "kind", "description", "place", "remote", "abroad", "hazardous", "contract", "hours_per_week",
        "pay_min", "pay_max", "pay_currency", "pay_period",
    }
)  # fmt: skip
"""What an officer vouches for: the work, where it is, its terms. Openings, dates and requirements may change freely."""

REMIND_DAYS = 7
"""So many days before its last day an employer is reminded."""


def write_vacancy(session: Session, employer: Employer, *, by: Account, today: date, **values: Any) -> Vacancy:
    """An employer writes a draft; it belongs to the programme that is running. Flushes."""
    return create_vacancy(session, employer, by=by, programme_id=running_programme(session, today), **values)


def running_programme(session: Session, today: date) -> int | None:
    """The newest programme that has begun and not ended."""
    return session.scalar(select(Programme.id).where(running(today)).order_by(Programme.starts_on.desc()).limit(1))


def submit_vacancy(session: Session, vacancy: Vacancy, *, by: Account) -> None:
    """Hand a draft in for approval. Flushes.

    Raises
    ------
    InvalidInput
        If the employer has not said that the worker pays nothing.
    Conflict
        If the employer was suspended or rejected.
    """
    if vacancy.charges_worker is not False:
        raise InvalidInput({"charges_worker": [msg("Say that the worker pays nothing.")]})
    if vacancy.employer.state in (EmployerState.SUSPENDED, EmployerState.REJECTED):
        raise Conflict(msg("This business may not post vacancies now."))
    move(session, vacancy, to=VacancyState.SUBMITTED, by=by)


def return_vacancy(session: Session, vacancy: Vacancy, *, by: Account, note: str) -> None:
    """Give a submitted vacancy back to the employer, saying what is missing. Flushes."""
    move(session, vacancy, to=VacancyState.DRAFT, by=by, note=note)
    tell_of_vacancy(session, vacancy, "vacancy_returned", by=by)


def change_own_vacancy(
    session: Session, vacancy: Vacancy, *, by: Account, version: int | None, **values: Any
) -> set[str]:
    """An employer changes a vacancy. If it was live and what matters changed, it waits for approval again. Flushes.

    Raises
    ------
    Conflict
        If it is closed.
    """
    if vacancy.state is VacancyState.CLOSED:
        raise Conflict(msg("This vacancy is closed."))
    changed = change_vacancy(session, vacancy, by=by, version=version, **values)
    if changed & MATTERS and vacancy.state in (VacancyState.OPEN, VacancyState.ON_HOLD):
        if vacancy.state is VacancyState.OPEN:
            move(session, vacancy, to=VacancyState.ON_HOLD, by=by, actor=Actor.SYSTEM)
        vacancy.approval_wanted_at = utc_now()
    session.flush()
    return changed


def reopen_own_vacancy(session: Session, vacancy: Vacancy, *, by: Account) -> None:
    """An employer ends the hold that it asked for itself. Flushes.

    Raises
    ------
    Conflict
        If an officer put it on hold, or it waits for approval.
    """
    if not held_by_employer(session, vacancy):
        raise Conflict(msg("An officer has to open this vacancy."))
    publish_vacancy(session, vacancy, by=by)


def held_by_employer(session: Session, vacancy: Vacancy) -> bool:
    """Whether the hold is the employer's own, so that it may end it."""
    if vacancy.state is not VacancyState.ON_HOLD or vacancy.approval_wanted_at is not None:
        return False
    events = history(session, vacancy)
    return bool(events) and events[-1].actor is Actor.EMPLOYER


def awaiting_approval() -> ColumnElement[bool]:
    """A condition on `Vacancy`: an officer has to look at it."""
    return or_(Vacancy.state == VacancyState.SUBMITTED, Vacancy.approval_wanted_at.is_not(None))


def live(today: date) -> ColumnElement[bool]:
    """A condition on `Vacancy`: the public may read it today."""
    return and_(
        Vacancy.state == VacancyState.OPEN,
        Vacancy.filled < Vacancy.openings,
        or_(Vacancy.expires_on.is_(None), Vacancy.expires_on >= today),
        Vacancy.employer.has(Employer.state == EmployerState.VERIFIED),
    )


def offerable(today: date) -> ColumnElement[bool]:
    """A condition on `Vacancy`: people may be referred to it today. While an officer looks at its employer, nobody."""
    held = Vacancy.employer.has(Employer.holds.any(EmployerHold.ended_at.is_(None)))
    return and_(live(today), not_(held))


def close_expired(session: Session, today: date, *, at: datetime | None = None) -> list[Vacancy]:
    """Close what was open or on hold and whose last day has passed. Flushes.

    Referrals that are under way stay open: the employer may still meet, take or refuse those it was sent. Nothing
    new is proposed or sent.

    Returns
    -------
    list of Vacancy
        What was closed.
    """
    states = (VacancyState.OPEN, VacancyState.ON_HOLD)
    over = select(Vacancy).where(Vacancy.state.in_(states), Vacancy.expires_on < today).order_by(Vacancy.id)
    rows = list(session.scalars(over))
    for row in rows:
        end_vacancy(session, row, reason=CloseReason.EXPIRED, by=None, at=at)
    return rows


def expiring(today: date) -> ColumnElement[bool]:
    """A condition on `Vacancy`: it is open and its last day is near."""
    return and_(
        Vacancy.state == VacancyState.OPEN,
        Vacancy.expires_on >= today,
        Vacancy.expires_on <= today + timedelta(days=REMIND_DAYS),
    )
