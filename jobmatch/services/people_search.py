"""Find people by name in any script, by phone in any form, by e-mail, or by case reference."""

import re
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput
from jobmatch.services import contacts, names
from jobmatch.services.intake.cells import ascii_digits
from models import Account, FormerReference, JobSeeker, SavedSearch

LIMIT = 200
REFERENCE = re.compile(r"^[^\W\d_][\w/]*(?:-\w+)*-\d+$|^\d{1,5}$")
LAST_DIGITS = 7
"""How many digits at the end of a phone number are compared when it is not a whole one."""


@dataclass(frozen=True)
class Found:
    """Whom a search found, best first, and the names of the fields that were searched."""

    ids: list[int]
    fields: tuple[str, ...]


def save_search(session: Session, account: Account, criteria: dict[str, Any]) -> SavedSearch:
    """Keep a search behind an opaque token, so that no identity stands in a URL or a log. Flushes."""
    search = SavedSearch(token=token_urlsafe(16), account_id=account.id, criteria=criteria)
    session.add(search)
    session.flush()
    return search


def find_people(session: Session, words: str, people: ColumnElement[bool], *, country: str) -> Found:
    """The people whom a typed text may mean.

    Parameters
    ----------
    words : str
        A name, a phone number, an e-mail address or a case reference.
    people : condition on JobSeeker
        The reader's scope.
    country : str
        Where a phone number without a country code belongs (ISO 3166-1 alpha-2).
    """
    words = words.strip()
    if "@" in words:
        return Found(ids_where(session, people, JobSeeker.email == words.lower()), ("email",))
    if contacts.looks_like_phone(words):
        return Found(ids_where(session, people, has_phone(words, country)), ("phone", "other_phone"))
    reference = ascii_digits(words).upper()
    if REFERENCE.match(reference):
        return Found(ids_where(session, people, has_reference(reference)), ("case_reference",))
    keys = select(JobSeeker.id, JobSeeker.name_key).where(people, names.may_be_called(JobSeeker.name_key, words))
    found = names.best_named(words, ((row.id, row.name_key) for row in session.execute(keys)), LIMIT)
    return Found(found, ("name_latin", "name_native"))


def ids_where(session: Session, people: ColumnElement[bool], condition: ColumnElement[bool]) -> list[int]:
    """Ids of the people that a condition lets through, the latest case first."""
    return list(
        session.scalars(select(JobSeeker.id).where(people, condition).order_by(JobSeeker.id.desc()).limit(LIMIT))
    )


def has_phone(words: str, country: str) -> ColumnElement[bool]:
    """A condition: one of the person's numbers is this one, or ends like it."""
    try:
        number = contacts.phone_number(words, country)
    except InvalidInput:
        digits = contacts.digits_of(words)[-LAST_DIGITS:]
        return or_(JobSeeker.phone.endswith(digits), JobSeeker.other_phone.endswith(digits)) if digits else false()
    return or_(JobSeeker.phone == number, JobSeeker.other_phone == number)


def has_reference(reference: str) -> ColumnElement[bool]:
    """A condition: the case reference, or one that a merged record had; a bare number is the end of one."""
    if reference.isdecimal():
        return JobSeeker.case_reference.endswith(f"-{int(reference):05}")
    former = select(FormerReference.job_seeker_id).where(func.upper(FormerReference.reference) == reference)
    return or_(func.upper(JobSeeker.case_reference) == reference, JobSeeker.id.in_(former))


def known_already(
    session: Session, people: ColumnElement[bool], *, name: str | None, phone: str | None, at_least: float = 88.0
) -> list[JobSeeker]:
    """People on file who may be the one that is being registered: the same phone, or nearly the same whole name.

    Families share phones, so this is a question to the officer and never a refusal.
    """
    ids: dict[int, None] = {}
    if phone:
        ids.update(
            dict.fromkeys(ids_where(session, people, or_(JobSeeker.phone == phone, JobSeeker.other_phone == phone)))
        )
    searched = names.words_of(name or "")
    if searched:
        keys = select(JobSeeker.id, JobSeeker.name_key).where(
            people, names.may_be_called(JobSeeker.name_key, name or "")
        )
        alike = (row.id for row in session.execute(keys) if names.same_name(searched, row.name_key, at_least))
        ids.update(dict.fromkeys(alike))
    rows = session.scalars(select(JobSeeker).where(JobSeeker.id.in_(list(ids)[:5])))
    return sorted(rows, key=lambda person: list(ids).index(person.id))
