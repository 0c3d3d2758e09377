"""Words for what the database and the ranking hold as codes. Every enum value and reason code has one here."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from babel import Locale
from flask import Flask
from flask_babel import format_currency, format_date, format_time, get_locale
from flask_babel import lazy_gettext as _l

import models as m
from jobmatch.forms import rows_sent
from jobmatch.services import taxonomy
from jobmatch.wording import access, casework, consent, exports, fairs, intake, notices, people, referrals, vacancies
from models.states import TRANSITIONS

ENUM_WORDS: dict[type[StrEnum], dict[str, Any]] = {
    **access.WORDS,
    **casework.WORDS,
    **consent.WORDS,
    **exports.WORDS,
    **fairs.WORDS,
    **intake.WORDS,
    **notices.WORDS,
    **people.WORDS,
    **referrals.WORDS,
    **vacancies.WORDS,
}

EDUCATION = [
    _l("No schooling completed"),
    _l("Primary school"),
    _l("Lower secondary school"),
    _l("Upper secondary school"),
    _l("Post-secondary, not tertiary"),
    _l("Short-cycle tertiary (diploma)"),
    _l("Bachelor's or equivalent"),
    _l("Master's or equivalent"),
    _l("Doctorate or equivalent"),
]
LANGUAGE_CODES = (
    "ckb", "kmr", "ara", "eng", "tur", "fas", "tuk", "aii", "fra", "nld", "deu", "fin", "swe", "nor", "dan",
    "hye", "kat", "rus", "pus", "prs", "sqi", "srp", "bos", "mkd", "hau", "wol", "ful", "mos", "dyu", "kin",
)  # fmt: skip
"""The languages offered first, as the programmes meet them (ISO 639-3)."""
CEFR = ["-", "A1", "A2", "B1", "B2", "C1", "C2"]

SKILL_LEVELS = ["", _l("beginner"), _l("basic"), _l("good"), _l("very good"), _l("expert")]
"""Words for a skill's level, 1..5."""


def word(value: Any) -> Any:
    """The word for an enum's value; nothing for nothing."""
    return "" if value is None else ENUM_WORDS[type(value)][value.value]


def state_word(event: m.StateEvent, state: str) -> Any:
    """The word for a state in a row's history."""
    return word(type(next(iter(TRANSITIONS[event.noun])))(state))


def reason_word(code: str) -> Any:
    """The word for the reason of an event: a person's reason, or why a vacancy closed."""
    return ENUM_WORDS[m.Reason].get(code) or ENUM_WORDS[m.CloseReason].get(code, code)


def choices(enum: type[StrEnum]) -> list[tuple[str, Any]]:
    """(value, word) of every member, for a select box."""
    return [(member.value, word(member)) for member in enum]


def country_name(code: str | None) -> str:
    """A country's name in the reader's language."""
    locale: Locale = get_locale() or Locale("en")
    return str(locale.territories.get(code or "", code or ""))


def language_name(code: str | None) -> str:
    """A language's name in the reader's language, from its ISO 639-3 code."""
    return taxonomy.language_name(code, str(get_locale() or "en"))


def money(amount: Decimal | float | None, currency: str | None, period: Any = None) -> str:
    """An amount with its currency and period."""
    if amount is None or currency is None:
        return ""
    shown = format_currency(
        amount, currency, currency_digits=False, format="#,##0.## ¤¤" if currency == "IQD" else None
    )
    locale = get_locale()
    if locale and locale.text_direction == "rtl":
        # isolated, so that an amount and its currency stay together, and a range in its order
        shown = f"\u2068{shown}\u2069"
    return f"{shown} {word(period)}".strip()


def day(value: date | datetime | None) -> str:
    """A date, or nothing."""
    return format_date(value, "medium") if value else ""


def month_of(value: date | None) -> str:
    """A month and its year, or nothing."""
    return format_date(value, "MMMM y") if value else ""


def phone(number: str | None) -> str:
    """A stored phone number as people read it."""
    import phonenumbers

    if not number:
        return ""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def moment(value: datetime | None) -> str:
    """An instant in the office's time, or nothing."""
    return f"{format_date(value, 'medium')} {format_time(value, 'short')}" if value else ""


def place(key: str | None) -> str:
    """A place's name in the reader's language."""
    return taxonomy.place_name(key, str(get_locale() or "en"))


def governorate(code: str | None) -> str:
    """A governorate's name in the reader's language."""
    return taxonomy.governorate_name(code, str(get_locale() or "en"))


def register(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.filters.update(
        word=word,
        place_name=place,
        governorate_name=governorate,
        state_word=state_word,
        reason_word=reason_word,
        day=day,
        month_of=month_of,
        rows_sent=rows_sent,
        phone=phone,
        moment=moment,
        country=country_name,
        language_name=language_name,
        money=money,
    )
    app.jinja_env.globals.update(choices=choices, m=m, EDUCATION=EDUCATION, CEFR=CEFR, SKILL_LEVELS=SKILL_LEVELS)
