"""Signing in without a password: a link by e-mail, a code by SMS, a printed invitation.

Only keyed hashes are stored, each key works once and for a while, and each wrong answer counts. Whoever asks learns
nothing: an unknown address or number is answered like a known one.
"""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from jobmatch.services.accounts import hashed
from jobmatch.services.changed import rows_changed
from models import Account, JobSeeker, Role, SignInKey, SignInKind

LIFE = {
    SignInKind.LINK: timedelta(minutes=30),
    SignInKind.CODE: timedelta(minutes=10),
    SignInKind.INVITATION: timedelta(days=14),
}
KEPT_FOR = timedelta(days=2)
MOST_ATTEMPTS = 5
MOST_KEYS_AN_HOUR = 5
SHORTEST_PIN, LONGEST_PIN = 4, 8

hasher = PasswordHasher()
NOBODYS_HASH = hasher.hash(secrets.token_urlsafe())
"""Checked where there is no account, so that the answer takes as long."""


def digest(secret: str, purpose: str, text: str) -> str:
    """A keyed hash: whoever reads the database cannot compute the text that it belongs to."""
    return hmac.new(secret.encode(), f"{purpose}:{text}".encode(), sha256).hexdigest()


def code_of(secret: str, token: str) -> str:
    """The six digits that belong to a request for a code; never stored."""
    return f"{int(digest(secret, 'sms-code', token), 16) % 1_000_000:06}"


def add_key(session: Session, kind: SignInKind, *, secret: str, at: datetime, **values: object) -> str:
    """Store a new key and return the token that opens it. Keys that ended days ago are removed on the way."""
    session.execute(delete(SignInKey).where(SignInKey.expires_at < at - KEPT_FOR))
    token = secrets.token_urlsafe(24)
    key = SignInKey(kind=kind, hash=digest(secret, kind, token), created_at=at, expires_at=at + LIFE[kind], **values)
    session.add(key)
    session.flush()
    return token


def asked_too_often(session: Session, at: datetime, *conditions: ColumnElement[bool]) -> bool:
    """Whether this address or number was sent enough keys within the hour."""
    recent = select(func.count()).where(SignInKey.created_at > at - timedelta(hours=1), *conditions)
    return (session.scalar(recent) or 0) >= MOST_KEYS_AN_HOUR


def issue_links(session: Session, email: str, *, secret: str, at: datetime) -> list[tuple[JobSeeker, str]]:
    """A link's token for each person with this e-mail address; families share addresses as well. Flushes."""
    wanted = email.strip().lower()
    accounts = select(Account.job_seeker_id).where(Account.email == wanted, Account.role == Role.RETURNEE)
    people = session.scalars(
        select(JobSeeker).where(
            or_(func.lower(JobSeeker.email) == wanted, JobSeeker.id.in_(accounts)), JobSeeker.erased_on.is_(None)
        )
    ).all()
    return [
        (person, add_key(session, SignInKind.LINK, secret=secret, at=at, job_seeker_id=person.id))
        for person in people
        if not asked_too_often(session, at, SignInKey.job_seeker_id == person.id, SignInKey.kind == SignInKind.LINK)
    ]


def issue_code(session: Session, phone: str, *, secret: str, at: datetime) -> tuple[str, str | None]:
    """A request for a code to a phone. Flushes.

    Returns
    -------
    token : str
        To be sent back with the code; an unknown number gets one that opens nothing.
    code : str or None
        Six digits to send, None where there is nobody to send them to.
    """
    if not people_of_phone(session, phone) or asked_too_often(session, at, SignInKey.phone == phone):
        return secrets.token_urlsafe(24), None
    token = add_key(session, SignInKind.CODE, secret=secret, at=at, phone=phone)
    return token, code_of(secret, token)


def issue_invitation(session: Session, person: JobSeeker, *, by: Account, secret: str, at: datetime) -> str:
    """A new invitation to print; earlier ones stop working. Flushes.

    Raises
    ------
    InvalidInput
        If nothing is known of the person that only they would know.
    """
    if person.birth_on is None and not person.phone:
        raise InvalidInput({"": [msg("Write down a birth year or a phone number first: the invitation asks for it.")]})
    for earlier in session.scalars(
        select(SignInKey).where(
            SignInKey.job_seeker_id == person.id, SignInKey.kind == SignInKind.INVITATION, SignInKey.used_at.is_(None)
        )
    ).all():
        session.delete(earlier)
    return add_key(session, SignInKind.INVITATION, secret=secret, at=at, job_seeker_id=person.id, created_by_id=by.id)


def people_of_phone(session: Session, phone: str) -> Sequence[JobSeeker]:
    """Everybody behind a number."""
    return session.scalars(
        select(JobSeeker).where(
            or_(JobSeeker.phone == phone, JobSeeker.other_phone == phone), JobSeeker.erased_on.is_(None)
        )
    ).all()


def find_key(session: Session, kind: SignInKind, token: str, *, secret: str, at: datetime) -> SignInKey | None:
    """The key that a token opens, if it still does."""
    return session.scalar(
        select(SignInKey).where(
            SignInKey.hash == digest(secret, kind, token),
            SignInKey.kind == kind,
            SignInKey.used_at.is_(None),
            SignInKey.expires_at > at,
            SignInKey.attempts < MOST_ATTEMPTS,
        )
    )


def count_attempt(session: Session, key: SignInKey) -> bool:
    """Count one try, in the database so that tries at the same time all count; False when there is none left."""
    usable = update(SignInKey).where(
        SignInKey.id == key.id, SignInKey.attempts < MOST_ATTEMPTS, SignInKey.used_at.is_(None)
    )
    return rows_changed(session, usable.values(attempts=SignInKey.attempts + 1)) == 1


def use_up(session: Session, key: SignInKey, at: datetime) -> bool:
    """Close a key; False if somebody else was faster."""
    unused = update(SignInKey).where(SignInKey.id == key.id, SignInKey.used_at.is_(None))
    return rows_changed(session, unused.values(used_at=at)) == 1


def open_with_link(session: Session, token: str, *, secret: str, at: datetime) -> JobSeeker | None:
    """The person whom a link lets in; None if it opens nothing (any more)."""
    key = find_key(session, SignInKind.LINK, token, secret=secret, at=at)
    return key.job_seeker if key and use_up(session, key, at) else None


def open_with_code(
    session: Session, token: str, code: str, fact: str, *, secret: str, at: datetime
) -> JobSeeker | None:
    """The person whom a code lets in together with their case reference or PIN. The caller commits in any case."""
    key = find_key(session, SignInKind.CODE, token, secret=secret, at=at)
    if key is None or not count_attempt(session, key):
        return None
    known = [person for person in people_of_phone(session, key.phone or "") if knows(session, person, fact)]
    right = hmac.compare_digest(code.strip(), code_of(secret, token))
    return known[0] if right and len(known) == 1 and use_up(session, key, at) else None


def knows(session: Session, person: JobSeeker, fact: str) -> bool:
    """Whether the fact is this person's case reference or PIN."""
    fact = fact.strip()
    if fact.upper() == person.case_reference.upper():
        return True
    account = account_of(session, person)
    return bool(account and account.pin and fact.isdigit() and fits(account.pin, fact))


def open_with_invitation(session: Session, token: str, fact: str, *, secret: str, at: datetime) -> JobSeeker | None:
    """The person whom an invitation lets in, with their birth year or the last digits of their phone.

    The caller commits in any case, so that a wrong answer counts.
    """
    key = find_key(session, SignInKind.INVITATION, token, secret=secret, at=at)
    if key is None or key.job_seeker is None or not count_attempt(session, key):
        return None
    person, fact = key.job_seeker, fact.strip()
    facts = {str(person.birth_on.year)} if person.birth_on else set()
    facts |= {number[-4:] for number in (person.phone, person.other_phone) if number}
    return person if fact in facts and use_up(session, key, at) else None


def account_of(session: Session, person: JobSeeker) -> Account | None:
    """The person's account, if they have one."""
    return session.scalar(select(Account).where(Account.job_seeker_id == person.id))


def portal_account(session: Session, person: JobSeeker) -> Account:
    """The person's account, made when they first come in. It holds no name. Flushes."""
    account = account_of(session, person)
    if account is None:
        account = Account(role=Role.RETURNEE, name=person.case_reference, job_seeker=person, language=person.language)
        session.add(account)
        session.flush()
    return account


def account_with_password(session: Session, name: str, password: str) -> Account | None:
    """The job seeker's account that this e-mail address or case reference and this password belong to."""
    wanted = name.strip().lower()
    account = session.scalar(
        select(Account)
        .join(JobSeeker, JobSeeker.id == Account.job_seeker_id)
        .where(
            Account.role == Role.RETURNEE,
            Account.active,
            or_(Account.email == wanted, func.lower(JobSeeker.case_reference) == wanted),
        )
        .limit(1)
    )
    right = fits((account and account.password) or NOBODYS_HASH, password)
    return account if right and account and account.password else None


def fits(kept: str, given: str) -> bool:
    """Whether a password or PIN belongs to a hash."""
    try:
        return hasher.verify(kept, given)
    except Argon2Error:
        return False


def set_password(session: Session, account: Account, password: str | None) -> None:
    """Set or remove a password; raises `InvalidInput` if it is too short. Flushes.

    Every session of the account ends: whoever took a phone with an open page is out.
    """
    account.password = hashed(password) if password else None
    account.fs_uniquifier = uuid4().hex
    session.flush()


def set_pin(session: Session, account: Account, pin: str | None) -> None:
    """Set or remove the PIN that is asked beside a code. Flushes.

    Raises
    ------
    InvalidInput
        If it is not four to eight digits, or one that everybody tries first.
    """
    if pin is None:
        account.pin = None
    elif not (pin.isdigit() and pin.isascii() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise InvalidInput({"pin": [msg("Four to eight digits.")]})
    elif len(set(pin)) == 1 or pin in "0123456789876543210":
        raise InvalidInput({"pin": [msg("This PIN is too easy to guess.")]})
    else:
        account.pin = hasher.hash(pin)
    session.flush()
