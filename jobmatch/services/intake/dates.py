"""Dates as sheets hold them: ISO, day-first, with month names of six languages, or as Excel's number of days."""

import re
from datetime import date, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import get_month_names

from jobmatch.services.intake.cells import Unreadable, ascii_digits, clean
from jobmatch.services.intake.words import plain
from models import DatePrecision

EXCEL_EPOCH = date(1899, 12, 30)
FIRST_EXCEL_DAY, LAST_EXCEL_DAY = 3_000, 80_000
"""From 1908 to 2119: smaller numbers are years or ages."""
CENTURY_AFTER = 5
"""A year of two digits lies at most so many years ahead of today."""
TIME = re.compile(r"[T\s]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(Z|\s*[ap]m)?$", re.IGNORECASE)
IRAQI_MONTHS = (
    "كانون الثاني|كانون ثاني", "شباط", "اذار|آذار", "نيسان", "ايار|مايس|أيار", "حزيران", "تموز", "اب|آب", "ايلول|أيلول",
    "تشرين الاول|تشرين اول|تشرين الأول", "تشرين الثاني|تشرين ثاني", "كانون الاول|كانون اول|كانون الأول",
)  # fmt: skip
KURDISH_MONTHS = (
    "کانوونی دووەم|çile|rêbendan", "شوبات|sibat|reşemî", "ئازار|ئادار|adar", "نیسان|nîsan|avrêl", "ئایار|مایس|gulan",
    "حوزەیران|pûşper|hezîran", "تەممووز|تەمووز|تەموز|tîrmeh|temmuz", "ئاب|tebax|gelawêj", "ئەیلوول|îlon|rezber",
    "تشرینی یەکەم|cotmeh|kewçêr", "تشرینی دووەم|mijdar|sermawez", "کانوونی یەکەم|kanûn|berfanbar",
)  # fmt: skip


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """From a folded month's name, full or short, to its number."""
    found: dict[str, int] = {}
    for language in ("en", "fr", "nl", "ar", "ar_IQ", "ckb", "ku", "de", "tr"):
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, locale=Locale.parse(language)).items():
                if not name.isdigit():
                    found.setdefault(plain(name), month)
    for names in (IRAQI_MONTHS, KURDISH_MONTHS):
        for month, several in enumerate(names, start=1):
            found.update((plain(name), month) for name in several.split("|"))
    found.pop("", None)
    return found


def parse_date(text: str, today: date) -> tuple[date, DatePrecision]:
    """A date and how much of it is known.

    Raises
    ------
    Unreadable
        With the code ``date_invalid``.
    """
    cleaned = TIME.sub("", ascii_digits(clean(text)).strip())
    try:
        return numeric(cleaned, today) or numbered(cleaned, today) or named(cleaned, today) or refuse()
    except (ValueError, OverflowError) as error:
        raise Unreadable("date_invalid") from error


def refuse() -> tuple[date, DatePrecision]:
    """No reading fits."""
    raise Unreadable("date_invalid")


def numeric(text: str, today: date) -> tuple[date, DatePrecision] | None:
    """A bare number: a year, Excel's day number, or eight digits in a row."""
    if not re.fullmatch(r"\d+([.,]\d+)?", text):
        return None
    value = float(text.replace(",", "."))
    whole = int(value)
    if value == whole and 1900 <= whole <= today.year + CENTURY_AFTER:
        return date(whole, 1, 1), DatePrecision.YEAR
    if FIRST_EXCEL_DAY <= value <= LAST_EXCEL_DAY:
        return EXCEL_EPOCH + timedelta(days=whole), DatePrecision.DAY
    if re.fullmatch(r"\d{8}", text):
        first = int(text[:4])
        if 1900 <= first <= 2100:
            return date(first, int(text[4:6]), int(text[6:])), DatePrecision.DAY
        return date(int(text[4:]), int(text[2:4]), int(text[:2])), DatePrecision.DAY
    return None


def numbered(text: str, today: date) -> tuple[date, DatePrecision] | None:
    """Two or three numbers with signs between: day-first, year-first, or month-first where nothing else fits."""
    parts = re.fullmatch(r"(\d{1,4})\s*[-/.\\،,\s]\s*(\d{1,4})(?:\s*[-/.\\،,\s]\s*(\d{1,4}))?", text)
    if not parts:
        return None
    if parts[3] is None:
        month, year = (parts[1], parts[2]) if len(parts[2]) == 4 else (parts[2], parts[1])
        return date(full_year(year, today), int(month), 1), DatePrecision.MONTH
    if len(parts[1]) == 4:
        return date(int(parts[1]), int(parts[2]), int(parts[3])), DatePrecision.DAY
    day, month = int(parts[1]), int(parts[2])
    if month > 12 >= day:
        day, month = month, day
    return date(full_year(parts[3], today), month, day), DatePrecision.DAY


def full_year(text: str, today: date) -> int:
    """A year of four digits, or of two in the century that does not lie ahead."""
    year = int(text)
    if len(text) > 2:
        return year
    return 2000 + year if 2000 + year <= today.year + CENTURY_AFTER else 1900 + year


def named(text: str, today: date) -> tuple[date, DatePrecision] | None:
    """A month by name, with a year, with a day or without."""
    numbers = re.findall(r"\d+", text)
    words = plain(re.sub(r"\d+(?:st|nd|rd|th|er|e)?", " ", text))
    month = month_names().get(words) or next(
        (m for name, m in month_names().items() if len(name) > 2 and f" {name} " in f" {words} "), None
    )
    if month is None or not 1 <= len(numbers) <= 2:
        return None
    year = full_year(next((n for n in numbers if len(n) == 4), numbers[-1]), today)
    if len(numbers) == 1:
        return date(year, month, 1), DatePrecision.MONTH
    day = numbers[0] if len(numbers[1]) != 2 or len(numbers[0]) <= 2 else numbers[1]
    return date(year, month, int(day)), DatePrecision.DAY


def parse_birth(text: str, today: date) -> tuple[date, DatePrecision]:
    """A birth date; 1 July and 1 January stand for a year whose day nobody knows.

    Raises
    ------
    Unreadable
        ``date_invalid``, or ``birth_impossible`` for somebody not born yet or older than 110.
    """
    day, precision = parse_date(text, today)
    if day > today or day.year < today.year - 110:
        raise Unreadable("birth_impossible")
    if precision is DatePrecision.DAY and (day.month, day.day) in ((7, 1), (1, 1)):
        precision = DatePrecision.YEAR
    return day, precision


def parse_past(text: str, today: date) -> date:
    """A day that cannot lie ahead.

    Raises
    ------
    Unreadable
        ``date_invalid`` or ``date_in_future``.
    """
    day, _ = parse_date(text, today)
    if day > today:
        raise Unreadable("date_in_future")
    return day
