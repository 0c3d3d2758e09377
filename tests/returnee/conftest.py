"""A job seeker who is signed in."""

from dataclasses import dataclass
from typing import Any

import pytest

from models import Account, JobSeeker, Role


@dataclass(frozen=True)
class Returnee:
    """A person, their account, and a browser in which they are signed in."""

    person: JobSeeker
    account: Account
    client: Any


@pytest.fixture
def returnee(session, make, sign_in):
    """``returnee(name_latin=...)``: a signed-in job seeker."""

    def made(**values) -> Returnee:
        person = make.job_seeker(**values)
        account = make.account(Role.RETURNEE, job_seeker=person)
        session.commit()
        return Returnee(person, account, sign_in(account))

    return made
