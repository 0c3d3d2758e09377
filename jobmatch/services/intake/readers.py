"""Readers that people and vacancies share: text, numbers, days, choices, places, pay, skills, languages."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from jobmatch.services import facts
from jobmatch.services.intake import dates, languages, words
from jobmatch.services.intake.cells import Unreadable, ascii_digits, number, says_nothing, split
from jobmatch.services.intake.pay import parse_pay
from jobmatch.services.intake.phones import parse_phones
from jobmatch.services.intake.understanding import Cell, Context, Reader, Row, Understood
from models import PayPeriod

EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>()]{2,}")
MONTHS = re.compile(r"months?|mois|maand|شهر|أشهر|اشهر|مانگ|meh", re.IGNORECASE)
MONTHS_IN_YEAR = 12


def text_reader(column: str, maximum: int) -> Reader:
    """One text, or several columns of it joined by line breaks; too long a text stays raw."""

    def read(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
        value = "\n".join(text for _, text in cells)
        if len(value) > maximum:
            raise Unreadable("too_long")
        found.values[column] = value if maximum > 1000 else value.replace("\n", " ")

    return read


def value_reader(column: str, parse: Callable[[str, Context], Any]) -> Reader:
    """One cell that `parse` understands."""

    def read(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
        found.values[column] = parse(cells[0][1], context)

    return read


def choice(name: str, code: str) -> Callable[[str, Context], str]:
    """A value of one of the closed lists."""

    def parse(text: str, _context: Context) -> str:
        value = words.meaning(name, text) or words.contained(name, text)
        if value is None:
            raise Unreadable(code)
        return value

    return parse


def day(text: str, context: Context) -> str:
    """A day, as ISO text."""
    return dates.parse_date(text, context.today)[0].isoformat()


def past_day(text: str, context: Context) -> str:
    """A day that cannot lie ahead."""
    return dates.parse_past(text, context.today).isoformat()


def day_or_now(text: str, context: Context) -> str:
    """A day, or today for "immediately"."""
    return context.today.isoformat() if words.meaning("available", text) == "now" else day(text, context)


def whole(least: int, most: int) -> Callable[[str, Context], int]:
    """A whole number within limits, with words around it or not."""

    def parse(text: str, _context: Context) -> int:
        digits = re.findall(r"\d+", ascii_digits(text))
        if len(digits) != 1 or not least <= int(digits[0]) <= most:
            raise Unreadable("number_invalid")
        return int(digits[0])

    return parse


def amount(least: float, most: float) -> Callable[[str, Context], float]:
    """A number within limits; of a range the lower end."""

    def parse(text: str, _context: Context) -> float:
        figures = re.findall(r"\d+(?:[.,]\d+)?", ascii_digits(text))
        if not 1 <= len(figures) <= 2:
            raise Unreadable("number_invalid")
        value = min(number(figure) for figure in figures)
        if not least <= value <= most:
            raise Unreadable("number_invalid")
        return value

    return parse


def experience(text: str, context: Context) -> float:
    """Years of experience; months are counted as parts of a year, "none" is 0."""
    if words.meaning("yes_no", text) == "no":
        return 0.0
    value = amount(0, 720)(text, context)
    years = round(value / MONTHS_IN_YEAR, 1) if MONTHS.search(text) and not languages.YEARS.search(text) else value
    if years > 60:
        raise Unreadable("number_invalid")
    return years


def yes_no(text: str, _context: Context) -> bool:
    """Yes or no."""
    value = words.meaning("yes_no", text)
    if value is None:
        raise Unreadable("yes_no_unknown")
    return value == "yes"


def country(text: str, _context: Context) -> str:
    """A country's code."""
    code = facts.country_code(text)
    if code is None:
        raise Unreadable("country_unknown")
    return code


def email(text: str, _context: Context) -> str:
    """An e-mail address."""
    hit = EMAIL.fullmatch(text.strip().removeprefix("mailto:"))
    if not hit or len(hit[0]) > 254:
        raise Unreadable("email_invalid")
    return hit[0].lower()


def governorate(text: str, context: Context) -> str:
    """The code of a governorate or region, also where a town of it is named."""
    place = facts.known_place(text, context.country)
    if place is None or place.governorate is None:
        raise Unreadable("governorate_unknown")
    return str(place.governorate)


def read_phone(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """One number; a second one in the same cell is the other number."""
    numbers = parse_phones(cells[0][1], context.country)
    found.values["phone"] = numbers[0]
    if len(numbers) > 1 and "other_phone" not in row.by_field:
        found.values["other_phone"] = numbers[1]
    if len(numbers) > (2 if "other_phone" not in row.by_field else 1):
        found.raw[cells[0][0]] = cells[0][1]


def read_other_phone(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """Another number; more than one cannot be kept in the field."""
    numbers = parse_phones(cells[0][1], context.country)
    found.values["other_phone"] = numbers[0]
    if len(numbers) > 1:
        found.raw[cells[0][0]] = cells[0][1]


def pay_reader(store: Callable[[Understood, Any], None]) -> Reader:
    """Pay, with the columns of currency and period beside it, or what its heading says of them."""

    def read(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
        heading, text = cells[0]
        currency = row.text("pay_currency") or words.contained("currency", heading)
        period = row.text("pay_period") or words.contained("period", heading)
        pay = parse_pay(text, context.country, currency, period)
        store(found, pay)
        found.inferred += pay.inferred
        for code in pay.assumed:
            found.problem(heading, text, code, kept=False)

    return read


def read_with_pay(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """Currency and period are read with the amount; without one they stay raw."""
    if "pay" not in row.by_field:
        found.raw.update(cells)


def pay_period_of(value: Any) -> PayPeriod | None:
    """The period, from its stored value."""
    return PayPeriod(value) if value else None


def read_languages(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """Several languages in a cell."""
    for heading, text in cells:
        held, strange = languages.parse_languages(text)
        for language in held:
            add_language(found, language.code, {"level": language.level}, mother_tongue=language.mother_tongue)
        if strange or not held:
            found.problem(heading, text, "language_unknown")


def add_language(found: Understood, code: str, levels: dict[str, int | None], *, mother_tongue: bool = False) -> None:
    """Add what is said of a language to what was said of it before in this row."""
    known = next((row for row in found.languages if row["code"] == code), None)
    if known is None:
        known = {"code": code, "mother_tongue": False}
        found.languages.append(known)
    known["mother_tongue"] = known["mother_tongue"] or mother_tongue
    for name, level in levels.items():
        if level is not None:
            known.setdefault(name, level)


def read_licences(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """Licences by name; "none" is an answer."""
    concepts: list[str] = []
    for heading, text in cells:
        if says_nothing(text) or words.meaning("yes_no", text) == "no":
            continue
        codes = [facts.licence(part) for part in split(text)]
        concepts += [code for code in codes if code]
        if not codes or None in codes:
            found.problem(heading, text, "licence_unknown")
    if concepts or not found.problems or all(p["code"] != "licence_unknown" for p in found.problems):
        found.values["licences"] = list(dict.fromkeys(concepts))


def birth(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """A birth date with its precision."""
    when, precision = dates.parse_birth(cells[0][1], context.today)
    found.values.update(birth_on=when.isoformat(), birth_precision=precision.value)


def as_day(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None
