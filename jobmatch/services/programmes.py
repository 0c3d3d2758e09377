"""Programmes and offices, found by the codes that people type."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput
from models import Office, Programme


def programme_with_code(session: Session, code: str) -> Programme:
    """The programme of a code, in any case; raise `InvalidInput` if there is none."""
    found = session.scalar(select(Programme).where(func.upper(Programme.code) == code.upper()))
    if found is None:
        raise InvalidInput({"programme": [f"There is no programme {code}."]})
    return found


def office_with_code(session: Session, code: str) -> Office:
    """The office of a code, in any case; raise `InvalidInput` if there is none."""
    found = session.scalar(select(Office).where(func.upper(Office.code) == code.upper()))
    if found is None:
        raise InvalidInput({"office": [f"There is no office {code}."]})
    return found
