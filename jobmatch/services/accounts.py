"""Accounts: made, given a password, switched off."""

from uuid import uuid4

from argon2 import PasswordHasher
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, msg
from jobmatch.services.contacts import email_address
from models import SHORTEST_PASSWORD, Account, Office, Role


def hashed(password: str) -> str:
    """A password's argon2 hash.

    Raises
    ------
    InvalidInput
        If it is shorter than `SHORTEST_PASSWORD`.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput({"password": [msg("At least %(number)s characters.", number=SHORTEST_PASSWORD)]})
    return PasswordHasher().hash(password)


def account_with_email(session: Session, email: str) -> Account | None:
    """Whose address this is, however it is written."""
    return session.scalar(select(Account).where(func.lower(Account.email) == email.strip().lower()))


def create_account(
    session: Session,
    *,
    email: str,
    role: Role,
    name: str = "",
    password: str | None = None,
    office_code: str | None = None,
    **links: int | None,
) -> Account:
    """Make a sign-in. Flushes.

    Raises
    ------
    InvalidInput
        If the e-mail address is in use, the office unknown, or the password too short.
    """
    email = email_address(email)
    if account_with_email(session, email):
        raise InvalidInput({"email": [msg("This e-mail address has an account already.")]})
    office = session.scalar(select(Office).where(Office.code == office_code)) if office_code else None
    if office_code and office is None:
        raise InvalidInput({"office": [msg("There is no office %(code)s.", code=office_code)]})
    if role in (Role.OFFICER, Role.ORGANISER) and office is None and not links.get("office_id"):
        raise InvalidInput({"office": [msg("This role needs an office.")]})
    if office is not None:
        links["office_id"] = office.id
    return add_account(
        session, email=email, role=role, name=name, password_hash=hashed(password) if password else None, **links
    )


def add_account(
    session: Session, *, email: str, role: Role, name: str, password_hash: str | None, **links: int | None
) -> Account:
    """Store a sign-in that was checked. Flushes."""
    account = Account(email=email, role=role, name=name, password=password_hash, **links)
    session.add(account)
    session.flush()
    return account


def switch_account(session: Session, account: Account, *, active: bool, by: Account) -> None:
    """Let an account sign in, or no longer; its sessions end at once. Flushes.

    Raises
    ------
    Conflict
        If somebody would switch off their own account.
    """
    if account.id == by.id and not active:
        raise Conflict(msg("You cannot close your own account."))
    account.active = active
    account.fs_uniquifier = uuid4().hex
    session.flush()
