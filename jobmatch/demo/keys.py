"""What the demo keeps between two starts: its secret and the passwords that it made up, in one private file."""

import json
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.demo.staff import guest_emails, staff_emails
from jobmatch.services.fairs.staff import booth_code, ensure_staff
from models import BoothState, FairEmployer, FairState, JobFair, Role

FILE = "demo.json"
ROLE_OF = {
    "fairs": Role.ORGANISER,
    "partner": Role.PARTNER,
    "manager": Role.MANAGER,
    "admin": Role.ADMINISTRATOR,
    "employer": Role.EMPLOYER,
    "returnee": Role.RETURNEE,
}


def role_of(email: str) -> Role:
    """The role of a demo account, by its address; a person's name means an officer."""
    name = email.partition("@")[0].partition(".")[0].rstrip("0123456789")
    return ROLE_OF.get(name, Role.OFFICER)


def kept(folder: Path) -> dict[str, Any] | None:
    """What an earlier start wrote, or None."""
    path = folder / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def make_keys(folder: Path) -> dict[str, Any]:
    """Make up a secret and a password for every account, readable by this user only."""
    keys = {
        "secret": secrets.token_urlsafe(48),
        "accounts": [
            {"role": role_of(email).value, "email": email, "password": secrets.token_hex(8)}
            for email in staff_emails() + guest_emails()
        ],
    }
    return keep(folder, keys)


def keep(folder: Path, keys: dict[str, Any]) -> dict[str, Any]:
    """Write the keys where only this user reads them, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(keys, file, indent=1)
    return keys


def booth_code_of_today(session: Session, secret: str) -> str | None:
    """The code by which the staff of a booth at the fair of today sign in; None while there is none. Flushes."""
    held = JobFair.state == FairState.RUNNING
    booth = session.scalar(
        select(FairEmployer)
        .join(FairEmployer.fair)
        .where(held, FairEmployer.state == BoothState.ACCEPTED)
        .order_by(FairEmployer.id)
    )
    if booth is None:
        return None
    ensure_staff(session, booth)
    return booth_code(booth, secret)


def hashes(keys: dict[str, Any]) -> dict[str, str]:
    """The hash of each account's password; several at once, for each takes its time on purpose."""
    accounts = keys["accounts"]
    with ThreadPoolExecutor() as pool:
        made = pool.map(PasswordHasher().hash, [account["password"] for account in accounts])
        return {account["email"]: value for account, value in zip(accounts, made, strict=True)}


def one_per_role(keys: dict[str, Any]) -> list[dict[str, str]]:
    """The first account of each role, in the order of the roles."""
    first: dict[str, dict[str, str]] = {}
    for account in keys["accounts"]:
        first.setdefault(account["role"], account)
    return [first[role.value] for role in Role if role.value in first]
