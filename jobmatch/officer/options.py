"""What the select boxes of officers' forms offer."""

from typing import Any

import pycountry
from sqlalchemy import select

from jobmatch.access import current_account, visible
from jobmatch.db import db
from jobmatch.i18n import LANGUAGES
from jobmatch.options import governorate_options, licence_options
from jobmatch.schemas.fields import CURRENCIES
from jobmatch.wording import CEFR, EDUCATION, LANGUAGE_CODES, SKILL_LEVELS, country_name, language_name
from models import Account, Programme, ProgrammeOffice, Role


def programmes_of_office() -> list[tuple[int, str]]:
    """(id, name) of the programmes that the officer's office runs, the latest first; all where none is named."""
    run = select(ProgrammeOffice.programme_id).where(ProgrammeOffice.office_id == current_account().office_id)
    latest = visible(Programme).order_by(Programme.starts_on.desc())
    rows = db.session.scalars(latest.where(Programme.id.in_(run))).all() or db.session.scalars(latest).all()
    return [(row.id, row.name) for row in rows]


def officers_of_office() -> list[tuple[int, str]]:
    """(id, name) of the officers of the office."""
    rows = db.session.scalars(visible(Account).where(Account.role == Role.OFFICER, Account.active))
    return sorted(((row.id, row.name or row.email or "") for row in rows), key=lambda pair: pair[1].casefold())


def country_options() -> list[tuple[str, str]]:
    """(code, name) of every country, by name; the programmes' host countries first."""
    hosts = {code for codes in db.session.scalars(select(Programme.host_countries)) for code in codes or ()}
    named = [(country.alpha_2, country_name(country.alpha_2)) for country in pycountry.countries]
    return sorted(named, key=lambda pair: (pair[0] not in hosts, pair[1]))


def spoken_languages() -> list[tuple[str, str]]:
    """(code, name) of the languages that the programmes meet."""
    return sorted(((code, language_name(code)) for code in LANGUAGE_CODES), key=lambda pair: pair[1])


def person_options() -> dict[str, Any]:
    """Select boxes of the forms about people."""
    return {
        "programmes": programmes_of_office(),
        "officers": officers_of_office(),
        "countries": country_options(),
        "governorates": governorate_options(),
        "languages": spoken_languages(),
        "contact_languages": list(LANGUAGES.items()),
        "skill_levels": list(enumerate(SKILL_LEVELS))[1:],
        "levels": [(level, CEFR[level]) for level in range(1, 7)],
        "education": list(enumerate(EDUCATION)),
        "currencies": [(code, code) for code in CURRENCIES],
        "licences": licence_options(),
    }
