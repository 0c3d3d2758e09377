"""Case references such as ``ERB-26-00042``: the office's code, the year, and a number that is given once."""

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models import CaseCounter, FormerReference, JobSeeker, Office

DIGITS = 5


def highest_number(session: Session, prefix: str) -> int:
    """The highest number that stands in a reference with this prefix, of a person or of a merged record."""
    numbers = [0]
    for column in (JobSeeker.case_reference, FormerReference.reference):
        ends = session.scalars(select(func.substr(column, len(prefix) + 1)).where(column.startswith(prefix)))
        numbers.extend(int(end) for end in ends if end.isdecimal())
    return max(numbers)


def take_numbers(session: Session, office: Office, year: int, count: int, prefix: str) -> int:
    """Count `count` numbers as given and return the last one. Two writers at once get different ones."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    known = select(CaseCounter.last).where(CaseCounter.office_id == office.id, CaseCounter.year == year)
    start = highest_number(session, prefix) if session.scalar(known) is None else 0
    first = insert(CaseCounter).values(office_id=office.id, year=year, last=start + count)
    taken = first.on_conflict_do_update(
        index_elements=[CaseCounter.office_id, CaseCounter.year], set_={"last": CaseCounter.last + count}
    ).returning(CaseCounter.last)
    return int(session.execute(taken).scalar_one())


def next_references(session: Session, office: Office, year: int, count: int = 1) -> list[str]:
    """The references of `count` new cases of an office, in order.

    Parameters
    ----------
    year : int
        The year of registration, such as 2026.
    """
    prefix = f"{office.code}-{year % 100:02}-"
    last = take_numbers(session, office, year, count, prefix)
    return [f"{prefix}{number:0{DIGITS}}" for number in range(last - count + 1, last + 1)]


def former_references(session: Session, person: JobSeeker) -> list[str]:
    """The case references of records that were merged into this one, oldest first."""
    merged = select(FormerReference.reference).where(FormerReference.job_seeker_id == person.id)
    return list(session.scalars(merged.order_by(FormerReference.id)))
