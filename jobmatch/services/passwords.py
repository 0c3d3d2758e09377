"""A password that is forgotten or not chosen yet: a link to the account's own e-mail address opens the choice of one.

The link is signed and stored nowhere. It names the password that it replaces by a hash, so it works once, and any
change of the password, of the address that it was sent to, or of who may sign in, makes it worthless.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from uuid import uuid4

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobmatch.services.accounts import account_with_email, hashed
from models import Account, Notice, Role, utc_now

LIFE = timedelta(hours=24)
FIRST_LIFE = timedelta(days=7)
"""Of the link by which a new account's owner chooses the first password: nobody waits for that one."""
MOST_LINKS_AN_HOUR = 3
KIND = "password_link"
OWN_WAYS = (Role.RETURNEE, Role.BOOTH)
"""Who comes in by other ways: job seekers by a link or a code, a booth's staff by its code."""


def serializer(secret: str) -> URLSafeTimedSerializer:
    """What signs the links."""
    return URLSafeTimedSerializer(secret, salt="password-link", signer_kwargs={"digest_method": sha256})


def mark(account: Account) -> str:
    """A hash of what the link replaces."""
    return sha256(f"{account.fs_uniquifier} {account.email or ''} {account.password or ''}".encode()).hexdigest()[:32]


def link_token(account: Account, *, secret: str) -> str:
    """The token of a link by which the account's owner chooses a password."""
    return str(serializer(secret).dumps([account.id, mark(account)]))


def account_by_email(session: Session, email: str) -> Account | None:
    """The account of an address that is switched on and whose owner signs in with a password."""
    account = account_with_email(session, email)
    return account if account and account.active and account.role not in OWN_WAYS else None


def account_of_email(session: Session, email: str, *, at: datetime) -> Account | None:
    """The account that a link may be sent to: known, switched on, and not sent too many within the hour."""
    account = account_by_email(session, email)
    if account is None:
        return None
    recent = select(func.count()).where(
        Notice.account_id == account.id, Notice.kind == KIND, Notice.created_at > at - timedelta(hours=1)
    )
    return None if (session.scalar(recent) or 0) >= MOST_LINKS_AN_HOUR else account


def may_be_sent(account: Account) -> bool:
    """Whether a link makes sense: its owner signs in with a password, may do so, and has an address."""
    return account.active and bool(account.email) and account.role not in OWN_WAYS


def account_of_token(session: Session, token: str, *, secret: str) -> Account | None:
    """The account that a link opens; None if it is too old, was used, or is none of ours."""
    try:
        longest = int(FIRST_LIFE.total_seconds())
        (account_id, marked), made_at = serializer(secret).loads(token, max_age=longest, return_timestamp=True)
    except (BadData, ValueError, TypeError):
        return None
    account = session.get(Account, account_id)
    if account is None or not account.active or not compare_digest(mark(account), str(marked)):
        return None
    return account if utc_now() - made_at <= life_of_link(account) else None


def life_of_link(account: Account) -> timedelta:
    """How long a link for this account works."""
    return LIFE if account.password else FIRST_LIFE


def choose_password(session: Session, account: Account, password: str) -> None:
    """Set a password; every session of the account ends, and the link with it. Flushes.

    Raises
    ------
    InvalidInput
        If it is too short.
    """
    account.password = hashed(password)
    account.fs_uniquifier = uuid4().hex
    session.flush()
