"""Words for: sheets that are loaded, and free text that is coded."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import CodingKind, CodingState, ImportKind, ImportState, RowOutcome

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    CodingKind: {
        "occupation": _l("Occupation"),
        "skill": _l("Skill"),
        "place": _l("Place"),
        "language": _l("Language"),
    },
    CodingState: {
        "sure": _l("Sure"),
        "unsure": _l("Unsure"),
        "settled": _l("Settled"),
        "dismissed": _l("Names nothing"),
    },
    ImportKind: {"job_seekers": _l("Job seekers"), "vacancies": _l("Vacancies")},
    ImportState: {"staged": _l("Preview"), "saved": _l("Saved"), "undone": _l("Undone"), "failed": _l("Failed")},
    RowOutcome: {
        "created": _l("Created"),
        "updated": _l("Updated"),
        "unchanged": _l("Unchanged"),
        "possible_duplicate": _l("Possible duplicate"),
        "rejected": _l("Rejected"),
        "skipped": _l("Skipped"),
    },
}
