"""Words about vacancies that several audiences read: pay as a range, and what was changed."""

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from jobmatch.options import language
from jobmatch.services import taxonomy
from jobmatch.wording import CEFR, language_name, money
from models import Vacancy

VACANCY_FIELDS = {
    "title": _l("Title"),
    "kind": _l("Kind"),
    "description": _l("Description"),
    "openings": _l("Openings"),
    "place": _l("Place"),
    "remote": _l("Remote work"),
    "abroad": _l("Abroad"),
    "hazardous": _l("Hazardous"),
    "charges_worker": _l("Fee from the worker"),
    "experience_years": _l("Years of experience"),
    "education": _l("Education"),
    "licences": _l("Licences"),
    "contract": _l("Contract"),
    "hours_per_week": _l("Hours a week"),
    "pay_min": _l("Pay from"),
    "pay_max": _l("Pay to"),
    "pay_currency": _l("Currency"),
    "pay_period": _l("Period"),
    "starts_on": _l("Start"),
    "expires_on": _l("Apply until"),
    "essential_skills": _l("Essential skills"),
    "optional_skills": _l("Optional skills"),
    "languages": _l("Languages"),
}


def pay(vacancy: Vacancy) -> str:
    """The pay as a range with its currency and period; nothing where it is not said."""
    low, high = vacancy.pay_min, vacancy.pay_max
    if low is not None and high is not None and low != high:
        period = money(high, vacancy.pay_currency, vacancy.pay_period)
        return f"{money(low, vacancy.pay_currency)} – {period}"
    return money(high if high is not None else low, vacancy.pay_currency, vacancy.pay_period)


def said(value: Any) -> str:
    """What a field said before or after a change, as one text."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, list):
        return ", ".join(said_item(item) for item in value)
    return said_item(value)


def said_item(value: Any) -> str:
    """One language with its level, one concept or place by name, or the value as it is."""
    if isinstance(value, list):
        return f"{language_name(value[0])} {CEFR[value[1]]}"
    text = str(value)
    if text.startswith(("skill:", "licence:", "occupation:")):
        return taxonomy.label(text, language())
    return taxonomy.place_name(text, language()) or text


def register(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.filters.update(said=said)
    app.jinja_env.globals.update(pay=pay, VACANCY_FIELDS=VACANCY_FIELDS)
