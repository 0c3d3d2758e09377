"""Pay as people write it: an amount or a range, a currency and a period, in any order."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jobmatch.services.intake.cells import Unreadable, ascii_digits, clean, number
from jobmatch.services.intake.words import contained, meaning
from models import PayPeriod

AMOUNT = re.compile(r"\d[\d.,]*(?:[ '’]\d{3})*(?:[.,]\d+)?")
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "د.ع": "IQD"}
HOME = {"IQ": "IQD", "AM": "AMD", "GE": "GEL", "BF": "XOF", "NE": "XOF", "SN": "XOF", "AF": "AFN", "TN": "TND"}
NOT_DOLLARS = 10_000
"""Nobody here asks for so many dollars a month: an amount without a currency above this is in the country's own."""
A_DAY = {"IQD": 100_000, "USD": 60, "EUR": 60}
"""Below this an amount without a period cannot be for a month."""


@dataclass(frozen=True)
class Pay:
    """What was understood; `assumed` holds problem codes for guesses, `inferred` the columns that no cell gave."""

    low: Decimal
    high: Decimal
    currency: str
    period: PayPeriod
    assumed: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def parse_pay(text: str, country: str, currency: str | None = None, period: str | None = None) -> Pay:
    """Read a cell of pay, with the cells of currency and period where the sheet has them.

    Raises
    ------
    Unreadable
        ``pay_invalid`` where there is no amount, ``currency_unknown``, ``period_unknown``.
    """
    cleaned = ascii_digits(clean(text)).lower()
    amounts = [number(found) for found in AMOUNT.findall(cleaned)]
    if not 1 <= len(amounts) <= 2 or max(amounts) > 10**11:
        raise Unreadable("pay_invalid")
    words = re.sub(r"[\d.,/]+", lambda hit: " / " if "/" in hit[0] else " ", cleaned)
    scale = scale_of(cleaned, words)
    low, high = min(amounts) * scale, max(amounts) * scale
    assumed, inferred = [], []
    code = listed("currency", currency, "currency_unknown") or sign_in(cleaned) or contained("currency", words)
    if code is None:
        assumed.append("pay_currency_assumed")
        inferred.append("pay_currency")
        code = HOME.get(country, "USD") if high >= NOT_DOLLARS else "USD"
    every = listed("period", period, "period_unknown") or period_in(cleaned, words)
    if every is None:
        inferred.append("pay_period")
        every = "day" if high < A_DAY.get(code, 0) else "month"
        if every == "day":
            assumed.append("pay_period_assumed")
    return Pay(money(low), money(high), code, PayPeriod(every), tuple(assumed), tuple(inferred))


def money(amount: float) -> Decimal:
    """Two decimals, as the database keeps them."""
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def listed(name: str, text: str | None, code: str) -> str | None:
    """The value of a cell of its own; an empty one says nothing."""
    if not text or not clean(text):
        return None
    value = SIGNS.get(clean(text)) or meaning(name, clean(text)) or contained(name, clean(text))
    if value is None:
        raise Unreadable(code)
    return value


def sign_in(text: str) -> str | None:
    """The currency whose sign stands in the text."""
    return next((code for sign, code in SIGNS.items() if sign in text), None)


def scale_of(text: str, words: str) -> int:
    """1,000 for ``500k`` and ``ألف``, 1,000,000 for ``million``, else 1."""
    if re.search(r"\d\s*k\b", text):
        return 1_000
    if re.search(r"\d\s*m(io|ln)\b", text):
        return 1_000_000
    word = contained("scale", re.sub(r"\b[km]\b", " ", words))
    return int(word) if word else 1


def period_in(text: str, words: str) -> str | None:
    """The period that the text names, spelt out or as ``/d``."""
    short = re.search(r"/\s*([a-zçêîûş]{1,6})", text)
    named = meaning("period", short[1]) if short else None
    return named or contained("period", re.sub(r"\b[hdmjkf]\b", " ", words))
