"""The business of the account that is signed in."""

from flask_security import current_user

from jobmatch.access import current_account, get_visible
from jobmatch.errors import NotFound
from models import Employer


def own_employer() -> Employer:
    """The employer of the account; never anybody else's."""
    employer_id = current_account().employer_id
    if employer_id is None:
        raise NotFound("employer")
    return get_visible(Employer, employer_id)


def account_key() -> str:
    """What requests of one account are counted under."""
    return f"account:{getattr(current_user, 'id', 'nobody')}"
