"""Sheets that are loaded, and free text that is coded."""

from enum import StrEnum


class CodingKind(StrEnum):
    """What a free text is coded to."""

    OCCUPATION = "occupation"
    SKILL = "skill"
    PLACE = "place"
    LANGUAGE = "language"


class CodingState(StrEnum):
    SURE = "sure"
    UNSURE = "unsure"
    SETTLED = "settled"  # an officer decided
    DISMISSED = "dismissed"  # an officer decided that the text names nothing


class ImportKind(StrEnum):
    JOB_SEEKERS = "job_seekers"
    VACANCIES = "vacancies"


class ImportState(StrEnum):
    STAGED = "staged"
    SAVED = "saved"
    UNDONE = "undone"
    FAILED = "failed"


class RowOutcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    REJECTED = "rejected"
    SKIPPED = "skipped"  # blank and total rows
