"""What a page says in a language, so that one test walks it in several."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import jobmatch

TRANSLATIONS = Path(jobmatch.__file__).parent / "translations"
SCREENS = [("en", 1280), ("ckb", 360)]
"""The language and the width in pixels that whole ways are walked in."""


@cache
def catalogue(language: str) -> Catalog:
    """The project's own catalogue of a language."""
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def speaking(language: str) -> Callable[..., str]:
    """``say("Yes, %(name)s", name="you")`` is what the page says; a text that has no translation fails the test."""

    def say(text: str, **values: object) -> str:
        if language != "en":
            message = catalogue(language).get(text)
            assert message is not None and message.string, f"{text!r} is not in the catalogue of {language}"
            form = 0 if values.get("num") == 1 else -1
            text = message.string[form] if isinstance(message.string, tuple) else message.string
        return text % values if values else text

    return say


def device(language: str) -> dict[str, dict[str, str]]:
    """Options of a window whose browser asks for this language."""
    return {"extra_http_headers": {"Accept-Language": language}}
