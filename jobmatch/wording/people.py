"""Words for: a job seeker and what is known of them."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import DatePrecision, DocumentKind, DuplicateState, Evidence, Gender, JobSeekerState

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    Gender: {"female": _l("Female"), "male": _l("Male"), "other": _l("Other")},
    DatePrecision: {"day": _l("Exact day"), "month": _l("Month known"), "year": _l("Year known")},
    JobSeekerState: {
        "pending": _l("To be confirmed"),
        "active": _l("Active"),
        "placed": _l("Placed"),
        "withdrawn": _l("Withdrawn"),
        "closed": _l("Closed"),
    },
    Evidence: {
        "stated": _l("Stated"),
        "certificate": _l("Certificate"),
        "reference": _l("Reference"),
        "tested": _l("Tested"),
    },
    DocumentKind: {
        "cv": _l("CV"),
        "certificate": _l("Certificate"),
        "reference": _l("Letter of reference"),
        "licence": _l("Licence"),
        "other": _l("Another paper"),
    },
    DuplicateState: {"open": _l("To be decided"), "merged": _l("Merged"), "distinct": _l("Two people")},
}
