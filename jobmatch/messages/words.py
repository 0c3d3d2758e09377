"""Words in the receiver's language, without a request: the catalogues are read as they are, and chosen by name."""

from datetime import date, datetime
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from babel.support import Translations

from jobmatch.clock import OFFICE_TIME
from jobmatch.languages import LANGUAGES

CATALOGUES = Path(__file__).resolve().parent.parent / "translations"

OTHER_CODES = {"kmr": "ku", "kur": "ku", "sdh": "ckb", "ara": "ar", "eng": "en", "fra": "fr", "nld": "nl"}
"""How a person's language is written as well."""


def mark(text: str) -> str:
    """Mark a text for translation where it is written; :func:`translate` gives it in a language."""
    return text


def language_of(*codes: str | None) -> str:
    """The first of `codes` that messages are written in, else English."""
    for code in codes:
        found = OTHER_CODES.get(code or "", code)
        if found in LANGUAGES:
            return str(found)
    return "en"


@lru_cache(maxsize=len(LANGUAGES))
def read_catalogue(language: str, changed: float) -> NullTranslations:
    """A compiled catalogue; `changed` is when it was compiled, so that a newer one is read again."""
    return Translations.load(str(CATALOGUES), [language])


def translate(text: str, language: str) -> str:
    """`text` in a language; as it is where the catalogue does not hold it."""
    compiled = CATALOGUES / language / "LC_MESSAGES" / "messages.mo"
    try:
        changed = compiled.stat().st_mtime
    except OSError:
        return text
    return read_catalogue(language, changed).gettext(text)


def direction(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return str(Locale.parse(language).text_direction)


def say(value: Any, language: str) -> str:
    """A fact in words: days and instants (in the office's time) and numbers by the language's customs, one line."""
    if isinstance(value, datetime):
        local = value.astimezone(OFFICE_TIME)
        clock = format_time(local, "short", locale=language)
        return f"{format_date(local.date(), 'full', locale=language)}, {clock}"
    if isinstance(value, date):
        return format_date(value, "long", locale=language)
    if isinstance(value, int):
        return format_decimal(value, locale=language)
    return " ".join(str(value).split())
