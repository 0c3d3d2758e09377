"""A message made from its kind, its words and its facts: subject, text, HTML and SMS, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from jobmatch.messages.kinds import Kind, Wording
from jobmatch.messages.placeholders import PLACEHOLDERS, Piece, fill, pieces
from jobmatch.messages.words import direction, mark, say, translate
from models import Role

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "messages"
NOBODY_ASKS = mark("Nobody of the placement office ever asks you for money, a password or a code.")
CHOOSE = mark("Choose how you are told")
FIRST_PAGE = "/my"
"""Where the link of a text message leads: a longer address would tell what it is about, and cost more.

A mark at its end would jump to the other side in a text from right to left, so there is none.
"""

LONGEST_SUBJECT = 200
"""What a row of the outbox holds."""

APART = "\u2068", "\u2069"
"""First-strong isolate and its end: between them a name of another direction does not disturb the line."""


@dataclass(frozen=True)
class Message:
    """What is sent. `sms` is None where the kind does not go to phones."""

    subject: str
    text: str
    html: str
    sms: str | None
    language: str


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of messages; what they want and do not get is an error, never a blank."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["isolate"] = lambda text: text.join(APART)
    return made


def default_wording(kind: Kind, language: str) -> Wording:
    """The words that the catalogue has for a kind."""
    words = kind.wording
    sms = None if words.sms is None else translate(words.sms, language)
    return Wording(translate(words.subject, language), translate(words.text, language), sms)


def address(base: str, path: str, where: Mapping[str, Any]) -> str:
    """The full address of a page; `where` holds the row ids of its path."""
    return base.rstrip("/") + fill(path, {name: str(value) for name, value in where.items()})


def paragraphs(text: str, facts: Mapping[str, str]) -> list[list[Piece]]:
    """The paragraphs of a text, each in its pieces."""
    parts = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n")]
    return [pieces(part, facts) for part in parts if part]


def render(
    kind: Kind,
    *,
    language: str,
    facts: Mapping[str, Any],
    base: str,
    where: Mapping[str, Any],
    wording: Wording | None = None,
) -> Message:
    """Make a message.

    Parameters
    ----------
    facts : mapping
        By placeholder; days, instants and numbers are said by the language's customs.
    base : str
        Where the service is, such as ``https://jobs.example.org``.
    where : mapping
        The row ids that the addresses need.
    wording : Wording or None
        What officers wrote instead of the catalogue's words.

    Raises
    ------
    KeyError
        If a fact or an id is missing.
    """
    words = wording or default_wording(kind, language)
    told = {name: say(facts[name], language) for name in kind.facts}
    told["link"] = address(base, kind.path, where)
    subject = one_line(fill(words.subject, told))[:LONGEST_SUBJECT]
    text, html = lay_out(
        language=language,
        subject=subject,
        paragraphs=paragraphs(words.text, told),
        button=translate(kind.button, language),
        link=told["link"],
        file=address(base, kind.file, where) if kind.file else None,
        file_label=translate(kind.file_label, language) if kind.file_label else None,
        choices=None if kind.essential else address(base, choices_path(kind), {}),
    )
    sms = None if words.sms is None else one_line(fill(words.sms, told | {"link": address(base, FIRST_PAGE, {})}))
    return Message(subject=subject, text=text, html=html, sms=sms, language=language)


def choices_path(kind: Kind) -> str:
    """The page where a receiver of this kind chooses how they are told."""
    return "/my/messages" if kind.audience is Role.RETURNEE else "/account/messages"


def lay_out(
    *,
    language: str,
    subject: str,
    paragraphs: Sequence[Sequence[Piece]],
    button: str,
    link: str,
    file: str | None = None,
    file_label: str | None = None,
    choices: str | None = None,
) -> tuple[str, str]:
    """The one layout of every e-mail, as plain text and as HTML: paragraphs, a button with its address, a warning.

    `choices` is the address where the receiver chooses how they are told, for what can be switched off.
    """
    values = {
        "language": language,
        "direction": direction(language),
        "subject": subject,
        "paragraphs": paragraphs,
        "button": button,
        "link": link,
        "file": file,
        "file_label": file_label,
        "warning": translate(NOBODY_ASKS, language),
        "choices": choices,
        "choices_label": translate(CHOOSE, language),
    }
    templates = (environment().get_template(f"notice.{form}") for form in ("txt", "html"))
    text, html = (template.render(values) for template in templates)
    return text, html


def one_line(text: str) -> str:
    """Without a line's end: a subject with one would be two headers."""
    return " ".join(text.split())


def example(kind: Kind, *, language: str, base: str, wording: Wording | None = None) -> Message:
    """A message with invented facts, to be looked at."""
    facts = {name: PLACEHOLDERS[name].example for name in kind.facts}
    ids = {"page": "/", "key": "example", **dict.fromkeys(("referral_id", "vacancy_id", "guest_id", "follow_up_id"), 1)}
    return render(kind, language=language, facts=facts, base=base, where=ids, wording=wording)
