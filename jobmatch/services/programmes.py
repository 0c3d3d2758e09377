"""Programmes and offices: set up, changed, and found by the codes that people type."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from jobmatch.services.transitions import check_version
from models import Office, Programme, ProgrammeOffice


def running(today: date) -> ColumnElement[bool]:
    """A condition on `Programme`: it has begun and not ended."""
    return and_(Programme.starts_on <= today, or_(Programme.ends_on.is_(None), Programme.ends_on >= today))


def newest_programmes(session: Session) -> Sequence[Programme]:
    """Every programme, the newest first, to choose from."""
    return session.scalars(select(Programme).order_by(Programme.starts_on.desc(), Programme.id.desc())).all()


def programme_with_code(session: Session, code: str) -> Programme:
    """The programme of a code, in any case; raise `InvalidInput` if there is none."""
    found = session.scalar(select(Programme).where(func.upper(Programme.code) == code.upper()))
    if found is None:
        raise InvalidInput({"programme": [msg("There is no programme %(code)s.", code=code)]})
    return found


def office_with_code(session: Session, code: str) -> Office:
    """The office of a code, in any case; raise `InvalidInput` if there is none."""
    found = session.scalar(select(Office).where(func.upper(Office.code) == code.upper()))
    if found is None:
        raise InvalidInput({"office": [msg("There is no office %(code)s.", code=code)]})
    return found


def create_office(session: Session, *, code: str, **values: Any) -> Office:
    """Set up an office; raise `InvalidInput` if the code is taken. Flushes."""
    code = code.upper()
    if session.scalar(select(Office.id).where(func.upper(Office.code) == code)):
        raise InvalidInput({"code": [msg("There is an office %(code)s already.", code=code)]})
    office = Office(code=code, **values)
    session.add(office)
    session.flush()
    return office


def create_programme(session: Session, *, code: str, offices: Iterable[int] = (), **values: Any) -> Programme:
    """Set up a programme and the offices that run it; raise `InvalidInput` if the code is taken. Flushes."""
    code = code.upper()
    if session.scalar(select(Programme.id).where(func.upper(Programme.code) == code)):
        raise InvalidInput({"code": [msg("There is a programme %(code)s already.", code=code)]})
    programme = Programme(code=code, **values)
    session.add(programme)
    session.flush()
    run_by(session, programme, offices)
    return programme


def change_programme(
    session: Session, programme: Programme, *, version: int | None, offices: Iterable[int] = (), **values: Any
) -> None:
    """Change a programme; its code stays, for reports are found by it. Flushes.

    Raises
    ------
    StaleVersion
        If somebody else saved it since.
    """
    check_version(programme, version)
    for name, value in values.items():
        setattr(programme, name, value)
    session.flush()
    run_by(session, programme, offices)


def run_by(session: Session, programme: Programme, offices: Iterable[int]) -> None:
    """Set which offices run a programme."""
    session.execute(delete(ProgrammeOffice).where(ProgrammeOffice.programme_id == programme.id))
    known = session.scalars(select(Office.id).where(Office.id.in_(list(offices))))
    session.add_all(ProgrammeOffice(programme_id=programme.id, office_id=office_id) for office_id in known)
    session.flush()


def offices_of(session: Session, programme: Programme) -> set[int]:
    """Ids of the offices that run a programme."""
    return set(session.scalars(select(ProgrammeOffice.office_id).where(ProgrammeOffice.programme_id == programme.id)))
