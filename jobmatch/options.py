"""What the select boxes of forms offer to officers and employers alike."""

from typing import Any

from flask_babel import get_locale
from sqlalchemy import select

from jobmatch.db import db
from jobmatch.schemas.fields import CURRENCIES
from jobmatch.services import taxonomy
from jobmatch.wording import CEFR, EDUCATION, LANGUAGE_CODES, language_name
from models import Programme, Vacancy


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
