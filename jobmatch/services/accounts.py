"""Accounts: made, given a password, switched off."""

from uuid import uuid4

from argon2 import PasswordHasher
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, msg
from models import Account, Office, Role

SHORTEST_PASSWORD = 12


def normalised_email(email: str) -> str:
    """An e-mail address as it is stored: without its case, checked for form.

    Raises
    ------
    InvalidInput
        If it is no e-mail address.
    """
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise InvalidInput({"email": [msg("This is not an e-mail address.")]}) from error


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
    email = normalised_email(email)
    if session.scalar(select(Account.id).where(func.lower(Account.email) == email)):
        raise InvalidInput({"email": [msg("This e-mail address has an account already.")]})
    office = session.scalar(select(Office).where(Office.code == office_code)) if office_code else None
    if office_code and office is None:
        raise InvalidInput({"office": [msg("There is no office %(code)s.", code=office_code)]})
    if role in (Role.OFFICER, Role.ORGANISER) and office is None and not links.get("office_id"):
        raise InvalidInput({"office": [msg("This role needs an office.")]})
    if office is not None:
        links["office_id"] = office.id
    account = Account(email=email, role=role, name=name, password=hashed(password) if password else None, **links)
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
