"""What the select boxes of officers' forms offer."""

from typing import Any

from flask_babel import get_locale
from sqlalchemy import select

from jobmatch.access import current_account
from jobmatch.db import db
from jobmatch.schemas.fields import CURRENCIES
from jobmatch.services import taxonomy
from jobmatch.wording import CEFR, EDUCATION, language_name
from models import Programme

LANGUAGE_CODES = (
    "ckb", "kmr", "ara", "eng", "tur", "fas", "tuk", "aii", "fra", "nld", "deu", "fin", "swe", "nor", "dan",
    "hye", "kat", "rus", "pus", "prs", "sqi", "srp", "bos", "mkd", "hau", "wol", "ful", "mos", "dyu", "kin",
)  # fmt: skip
"""The languages offered first, as the programmes meet them (ISO 639-3)."""


def language() -> str:
    """The reader's language."""
    return str(get_locale() or "en")


def vacancy_options() -> dict[str, Any]:
    """Select boxes of the vacancy form."""
    return {
        "programmes": [
            (p.id, p.name) for p in db.session.scalars(select(Programme).order_by(Programme.starts_on.desc()))
        ],
        "languages": sorted(((code, language_name(code)) for code in LANGUAGE_CODES), key=lambda pair: pair[1]),
        "cefr": [(level, CEFR[level]) for level in range(1, 7)],
        "education": list(enumerate(EDUCATION)),
        "currencies": [(code, code) for code in CURRENCIES],
        "licences": licence_options(),
    }


def licence_options() -> list[tuple[str, str]]:
    """(concept, name) of every licence."""
    known = taxonomy.vocabulary().of_kind("licence")
    return sorted(((c.key, taxonomy.label(c.key, language())) for c in known), key=lambda pair: pair[1])


def governorate_options() -> list[tuple[str, str]]:
    """(code, name) of the governorates of the office's country."""
    office = current_account().office
    return taxonomy.governorates(office.country if office else "IQ", language())
