"""How an attempt to hand a message over can end, other than well."""

import re

ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?|\+?\d{7,}")
LONGEST = 300


def reason(text: object) -> str:
    """What a server said or an error is, without any address or number in it, short enough to be kept."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return ADDRESS.sub("…", " ".join(said.split()))[:LONGEST]


class NotSent(Exception):
    """The message was certainly not taken."""

    def __init__(self, text: object) -> None:
        super().__init__(reason(text))


class NotNow(NotSent):
    """Not taken this time; it is worth trying again."""


class ServerAway(NotNow):
    """Nobody was there to take it, nor would be the next message."""


class Refused(NotSent):
    """Not taken, and it never will be: no such address, or a message that cannot be sent."""


class Doubtful(Exception):
    """The connection broke after the message was handed over: nobody knows whether it was taken."""

    def __init__(self, text: object) -> None:
        super().__init__(reason(text))
