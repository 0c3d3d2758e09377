"""What stands in braces in a message, and how it is filled in. Nothing of a text is ever executed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobmatch.messages.words import mark as _l

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
BRACE = re.compile(r"[{}]")


@dataclass(frozen=True)
class Placeholder:
    """One fact that a message may tell.

    `telling` facts may name somebody (an employer writes its titles itself), so that they are never in a subject or a
    text message, which others see on the screen of a phone.
    """

    name: str
    label: str
    example: Any
    telling: bool = False


def example_day() -> Any:
    """A day to show in a preview."""
    from datetime import date

    return date(2026, 11, 24)


def example_moment() -> Any:
    """An instant to show in a preview."""
    from datetime import UTC, datetime

    return datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


PLACEHOLDERS: Mapping[str, Placeholder] = {
    row.name: row
    for row in (
        Placeholder("title", _l("The title of the vacancy"), "Welder", telling=True),
        Placeholder("reference", _l("The number of the vacancy"), "V-00042"),
        Placeholder("number", _l("The number of the referral"), "R-00017"),
        Placeholder("when", _l("Day and time of the appointment"), example_moment()),
        Placeholder("day", _l("A day"), example_day()),
        Placeholder("days", _l("How many days"), 14),
        Placeholder("months", _l("How many months"), 3),
        Placeholder("count", _l("How many"), 4),
        Placeholder("fair", _l("The name of the job fair"), "Job fair, Erbil", telling=True),
        Placeholder("venue", _l("Where the fair is"), "Exhibition Centre, hall A", telling=True),
        Placeholder("link", _l("The address of the page"), "https://example.org/"),
    )
}


@dataclass(frozen=True)
class Piece:
    """A stretch of a message: words as they were written, or a fact that was put in."""

    text: str
    fact: bool = False


def names_in(text: str) -> set[str]:
    """The placeholders of a text."""
    return set(PLACEHOLDER.findall(text))


def has_loose_brace(text: str) -> bool:
    """Whether a brace belongs to no placeholder."""
    return bool(BRACE.search(PLACEHOLDER.sub("", text)))


def pieces(text: str, facts: Mapping[str, str]) -> list[Piece]:
    """Split a text at its placeholders and put the facts in; what a fact holds is never looked at again.

    Raises
    ------
    KeyError
        If the text wants a fact that is not there.
    """
    parts = PLACEHOLDER.split(text)
    made = [Piece(facts[part], fact=True) if at % 2 else Piece(part) for at, part in enumerate(parts)]
    return [piece for piece in made if piece.text]


def fill(text: str, facts: Mapping[str, str]) -> str:
    """A text with the facts put in."""
    return "".join(piece.text for piece in pieces(text, facts))
