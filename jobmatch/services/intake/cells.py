"""What a cell holds once marks that nobody sees are gone: digits of any script, spaces, stray bidi marks."""

import re
import unicodedata
from functools import lru_cache

from jobmatch.services.intake.words import lists, meaning, plain

INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
SPACES = re.compile(r"[^\S\n]+")
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
PARTS = re.compile(r"[,;،؛|\n•●▪◦·]+|(?<=\w{4})\s*/\s*(?=\w{4})|\s+[-–—]\s+(?=\w{3})")
NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–—*])\s*(?=\S)")


class Unreadable(ValueError):
    """A cell's value cannot be used; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean(text: str) -> str:
    """A text without bidi marks, control characters and doubled spaces; line breaks stay."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return "\n".join(SPACES.sub(" ", CONTROLS.sub(" ", line)).strip() for line in text.split("\n")).strip()


def ascii_digits(text: str) -> str:
    """Arabic-Indic and other digits as 0-9, the Arabic separators as ``.`` and ``,``."""
    if text.isascii():
        return text
    text = text.replace("٫", ".").replace("٬", ",")
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in text)


@lru_cache(maxsize=50_000)
def says_nothing(text: str) -> bool:
    """Whether a cell is empty or only says so: ``n/a``, ``-``, ``unknown``, ``لا يوجد``."""
    cleaned = clean(text)
    known = lists()["nothing"]
    return not cleaned or (len(cleaned) < 25 and (plain(cleaned) or cleaned.lower()) in known)


def is_total(text: str) -> bool:
    """Whether a cell begins a row of totals."""
    words = plain(clean(text).rstrip(":= 0123456789"))
    return bool(words) and words in lists()["total"]


def split(text: str) -> list[str]:
    """The parts of a cell that lists several things, each once, in order."""
    parts = [NUMBERED.sub("", part).strip(" .\t-–") for part in PARTS.split(clean(text))]
    return list(dict.fromkeys(part for part in parts if part and (plain(part) or part)))


def number(text: str) -> float:
    """A number as people write it: ``1,500``, ``1.500,00``, ``1 500``, ``٢٫٥``.

    Raises
    ------
    Unreadable
        With the code ``number_invalid``.
    """
    digits = re.sub(r"[\s'’_]", "", ascii_digits(clean(text)))
    if not re.fullmatch(r"[-+]?\d[\d.,]*", digits):
        raise Unreadable("number_invalid")
    return float(decimal_point(digits))


def decimal_point(digits: str) -> str:
    """Take away separators of thousands and make the decimal sign a point."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    sign = digits[last]
    other = "," if sign == "." else "."
    groups = digits.replace(other, "").split(sign)
    thousands = digits.count(sign) > 1 or (other not in digits and len(groups[-1]) == 3 and groups[0] not in ("0", ""))
    if thousands:
        return digits.replace(".", "").replace(",", "")
    return digits.replace(other, "").replace(sign, ".").rstrip(".")


def yes_no(text: str) -> bool:
    """Yes or no in six languages.

    Raises
    ------
    Unreadable
        With the code ``yes_no_unknown``.
    """
    value = meaning("yes_no", clean(text))
    if value is None:
        raise Unreadable("yes_no_unknown")
    return value == "yes"
