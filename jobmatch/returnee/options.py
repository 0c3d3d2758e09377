"""What the select boxes of the profile offer."""

from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from jobmatch.schemas.fields import CURRENCIES
from jobmatch.services import taxonomy
from jobmatch.wording import CEFR, EDUCATION, LANGUAGE_CODES, SKILL_LEVELS, choices, language_name
from models import ContractType, JobSeeker, PayPeriod

ROLES = [("held", _l("I did this work")), ("wanted", _l("I want this work")), ("both", _l("I did it and want it"))]
YES_NO = [("true", _l("Yes")), ("false", _l("No"))]
CAN = [(0, _l("Not at all")), *((level, CEFR[level]) for level in range(1, 7))]


def profile_options(person: JobSeeker) -> dict[str, Any]:
    """Every list that a part of the profile may need."""
    language = str(get_locale() or "en")
    codes = dict.fromkeys((*LANGUAGE_CODES, *(row.code for row in person.languages)))
    licences = taxonomy.vocabulary().of_kind("licence")
    return {
        "skill_levels": list(enumerate(SKILL_LEVELS))[1:],
        "roles": ROLES,
        "yes_no": YES_NO,
        "can": CAN,
        "languages_known": sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1]),
        "education_levels": list(enumerate(EDUCATION)),
        "currencies": [(code, code) for code in CURRENCIES],
        "periods": choices(PayPeriod),
        "contract_kinds": choices(ContractType),
        "licences": sorted(((c.key, taxonomy.label(c.key, language)) for c in licences), key=lambda pair: pair[1]),
        "governorates": taxonomy.governorates(person.office.country, language),
    }
