"""Phone numbers and e-mail addresses as they are stored."""

import re
from collections.abc import Iterable
from contextlib import suppress

from email_validator import EmailNotValidError, validate_email

from jobmatch.errors import InvalidInput, msg
from jobmatch.services.intake.cells import Unreadable, ascii_digits
from jobmatch.services.intake.phones import parse_phone

LETTERS = re.compile(r"[^\W\d_]")
SHORTEST_NUMBER = 6


def digits_of(text: str) -> str:
    """Only the digits of a text, as 0-9."""
    return re.sub(r"\D", "", ascii_digits(text))


def looks_like_phone(text: str) -> bool:
    """Whether a search text is a phone number: enough digits and no letter."""
    return not LETTERS.search(text) and len(digits_of(text)) >= SHORTEST_NUMBER


def phone_number(text: str, country: str, field: str = "phone") -> str:
    """A phone number as E.164, read as one of `country` where it does not say otherwise.

    Raises
    ------
    InvalidInput
        If it is no phone number; the error stands at `field`.
    """
    try:
        return parse_phone(text, country)
    except Unreadable as error:
        raise InvalidInput({field: [msg("This is not a phone number.")]}) from error


def email_address(text: str, field: str = "email") -> str:
    """An e-mail address, checked for form.

    Raises
    ------
    InvalidInput
        If it is none.
    """
    try:
        return str(validate_email(text, check_deliverability=False, test_environment=True).normalized.lower())
    except EmailNotValidError as error:
        raise InvalidInput({field: [msg("This is not an e-mail address.")]}) from error


def possible_numbers(text: str, countries: Iterable[str]) -> list[str]:
    """What a phone number may be in E.164, read as one of each country in turn; nothing if it is none."""
    found: dict[str, None] = {}
    for country in countries:
        with suppress(InvalidInput):
            found[phone_number(text, country)] = None
    return list(found)
