"""Phone numbers, mangled by spreadsheets or not, as E.164."""

import re
from functools import lru_cache

import phonenumbers

from jobmatch.services.intake.cells import Unreadable, ascii_digits, clean

SEVERAL = re.compile(r"[/;,،\n|]|\s+(?:or|ou|of|أو|یان|an)\s+", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def parse_phone(text: str, country: str) -> str:
    """One number as E.164, read as a number of `country` where it does not say otherwise.

    Excel's damage is undone: a lost leading zero (``7501234567``), a float (``7.501234567E9``), a trailing ``.0``.

    Raises
    ------
    Unreadable
        With the code ``phone_invalid``.
    """
    number = unmangled(ascii_digits(clean(text)))
    digits = re.sub(r"\D", "", number)
    prefix = str(phonenumbers.country_code_for_region(country))
    guesses = [number, "+" + digits.removeprefix("00"), "0" + digits]
    if digits.startswith(prefix + "0"):
        guesses.append(f"+{prefix}{digits[len(prefix) + 1 :]}")
    for guess in guesses:
        try:
            parsed = phonenumbers.parse(guess, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
    raise Unreadable("phone_invalid")


def unmangled(text: str) -> str:
    """A number that a spreadsheet made a float of, as digits again."""
    text = re.sub(r"^(?:tel|phone|mob|gsm|whatsapp)\s*[.:]*\s*", "", text, flags=re.IGNORECASE)
    if re.fullmatch(r"\d+[.,]\d+[eE]\+?\d+", text):
        return str(int(float(text.replace(",", "."))))
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def parse_phones(text: str, country: str) -> list[str]:
    """Every number of a cell that holds several.

    Raises
    ------
    Unreadable
        With the code ``phone_invalid`` if one of them is none.
    """
    # a float's comma does not part two numbers
    whole = unmangled(ascii_digits(clean(text)))
    parts = [part.strip() for part in SEVERAL.split(whole)]
    numbers = list(dict.fromkeys(parse_phone(part, country) for part in parts if part))
    if not numbers:
        raise Unreadable("phone_invalid")
    return numbers
