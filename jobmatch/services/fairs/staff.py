"""The staff of a booth sign in with the booth's code: an account that sees one booth, while its fair is held."""

import base64
import hashlib
import hmac
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, FairEmployer, FairState, Role

CODE_LETTERS = 12  # 60 bits


def ensure_staff(session: Session, booth: FairEmployer) -> Account:
    """The booth's account, made when it is first needed. Flushes."""
    if booth.staff is None:
        booth.staff = Account(role=Role.BOOTH, name=booth.employer.name)
        session.flush()
    return booth.staff


def booth_code(booth: FairEmployer, secret: str) -> str:
    """The code to print for a booth. It is stored nowhere: it follows from the server's secret and the account."""
    if booth.staff is None:
        raise ValueError("the booth has no account yet")
    key = f"booth {booth.id} {booth.staff.fs_uniquifier}".encode()
    letters = base64.b32encode(hmac.new(secret.encode(), key, hashlib.sha256).digest()).decode()[:CODE_LETTERS]
    return f"{booth.id}-{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def staff_of_code(session: Session, code: str, secret: str) -> Account | None:
    """The account behind a code, while its fair is held; None for any other code."""
    number, _, letters = code.strip().upper().replace(" ", "").partition("-")
    if not number.isdecimal() or len(number) > 12:
        return None
    booth = session.scalar(select(FairEmployer).where(FairEmployer.id == int(number)))
    if booth is None or booth.staff is None or not booth.staff.active or booth.fair.state is not FairState.RUNNING:
        return None
    given, wanted = letters.replace("-", ""), booth_code(booth, secret).partition("-")[2].replace("-", "")
    return booth.staff if hmac.compare_digest(given.encode(), wanted.encode()) else None


def renew_code(session: Session, booth: FairEmployer) -> None:
    """Make the old code worthless and sign out whoever used it. Flushes."""
    ensure_staff(session, booth).fs_uniquifier = uuid4().hex
    session.flush()
