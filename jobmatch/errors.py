"""Everything that can go wrong in words the project owns.

What a reader is told of it is marked with `msg`: services know no language, `jobmatch.i18n.spoken` does.

JobmatchError
├── InvalidInput          422  a value cannot be used; says which field and why
├── NotFound              404  it does not exist, or it is not for this account
├── NotAllowed            403  the account's role may not do this
├── Conflict              409
│   ├── StaleVersion           somebody else saved it since the page was opened
│   ├── InvalidTransition      the state does not allow this step
│   ├── OpeningsFilled         the last opening is taken
│   └── NotEligible            a hard rule, or a missing consent, stands against it
└── SettingsError              the service refuses to start like this
"""

from collections.abc import Mapping, Sequence
from typing import Any


class Message(str):
    """A sentence for the reader: English as text, and the msgid with its parameters for the other languages."""

    __slots__ = ("msgid", "parameters")
    msgid: str
    parameters: dict[str, Any]


def msg(msgid: str, **parameters: Any) -> Message:
    """Mark a sentence for translation where no language is known yet; `jobmatch.i18n.spoken` words it when shown."""
    text = Message(msgid % parameters if parameters else msgid)
    text.msgid, text.parameters = msgid, parameters
    return text


class JobmatchError(Exception):
    """Base of the project's own errors; `code` is what the web and the command line word."""

    status = 500
    code = "error"

    def __init__(self, message: str = "", **facts: Any) -> None:
        super().__init__(message or self.code)
        self.message = message
        self.facts = facts


class InvalidInput(JobmatchError):
    """A value cannot be used. `errors` maps a field's name to what is wrong with it."""

    status = 422
    code = "invalid_input"

    def __init__(self, errors: Mapping[str, Sequence[str]] | str, **facts: Any) -> None:
        self.errors = {"": [errors]} if isinstance(errors, str) else {name: list(why) for name, why in errors.items()}
        super().__init__(
            "; ".join(f"{name}: {' '.join(why)}".lstrip(": ") for name, why in self.errors.items()), **facts
        )


class NotFound(JobmatchError):
    """It does not exist, or it is not for this account: the two look the same from outside."""

    status = 404
    code = "not_found"


class NotAllowed(JobmatchError):
    """The account's role may not do this."""

    status = 403
    code = "not_allowed"


class Conflict(JobmatchError):
    """What was asked for does not fit the present state."""

    status = 409
    code = "conflict"


class FairNotHeld(Conflict):
    """The fair is neither held nor over: a device at its door has nothing to send, and forgets everything."""

    code = "fair_not_held"


class StaleVersion(Conflict):
    """Somebody else saved it since the page was opened."""

    code = "stale_version"


class InvalidTransition(Conflict):
    """The state does not allow this step. Facts: `noun`, `state`, `to`."""

    code = "invalid_transition"


class OpeningsFilled(Conflict):
    """Every opening of the vacancy is taken."""

    code = "openings_filled"


class NotEligible(Conflict):
    """A hard rule or a missing consent stands against it. Facts: `rules`, a list of codes."""

    code = "not_eligible"


class SettingsError(JobmatchError):
    """The service refuses to start with these settings."""

    code = "settings"
