"""What the select boxes of forms offer in several blueprints."""

from typing import Any

from flask_babel import get_locale

from jobmatch.access import current_account
from jobmatch.db import db
from jobmatch.schemas.fields import CURRENCIES
from jobmatch.services import taxonomy
from jobmatch.services.programmes import newest_programmes
from jobmatch.wording import CEFR, EDUCATION, LANGUAGE_CODES, language_name
from models import Vacancy


def language() -> str:
    """The reader's language."""
    return str(get_locale() or "en")


def programme_options() -> list[tuple[int, str]]:
    """(id, name) of every programme, the newest first."""
    return [(row.id, row.name) for row in newest_programmes(db.session)]


def governorate_options() -> list[tuple[str, str]]:
    """(code, name) of the governorates of the office's country."""
    office = current_account().office
    return taxonomy.governorates(office.country if office else "IQ", language())


def vacancy_options() -> dict[str, Any]:
    """Select boxes of the vacancy form."""
    return {
        "programmes": programme_options(),
        "languages": sorted(((code, language_name(code)) for code in LANGUAGE_CODES), key=lambda pair: pair[1]),
        "cefr": [(level, CEFR[level]) for level in range(1, 7)],
        "education": list(enumerate(EDUCATION)),
        "currencies": [(code, code) for code in CURRENCIES],
        "licences": licence_options(),
    }


def skill_words(row: Vacancy | None) -> dict[bool, str]:
    """The skills asked for as words, essential and optional, for the form's two inputs."""
    words: dict[bool, list[str]] = {True: [], False: []}
    for skill in row.skills if row else ():
        words[skill.essential].append(taxonomy.label(skill.concept, language()) if skill.concept else skill.text or "")
    return {essential: "; ".join(parts) + (";" if len(parts) == 1 else "") for essential, parts in words.items()}


def licence_options() -> list[tuple[str, str]]:
    """(concept, name) of every licence."""
    known = taxonomy.vocabulary().of_kind("licence")
    return sorted(((c.key, taxonomy.label(c.key, language())) for c in known), key=lambda pair: pair[1])
