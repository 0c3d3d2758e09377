"""The short code under a message, with which its receiver asks the service whether the message is its own."""

import re
from secrets import choice

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is taken for a digit or for another letter, and no U: a code spells no word."""

LENGTH = 9
"""44 bits: at a throttle of hundreds an hour nobody finds one by trying."""

GROUP = 3


def new_code() -> str:
    """A code that nobody can guess."""
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as it is printed: ``ABC-DEF-GHJ``."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """The code that somebody meant: any case, any separators."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())
