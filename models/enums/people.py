"""A job seeker and what is known of them."""

from enum import StrEnum


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class DatePrecision(StrEnum):
    """How much of a birth date is really known: 1 July and 1 January are often only a year."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class JobSeekerState(StrEnum):
    PENDING = "pending"  # submitted by a partner or by the person, not yet confirmed by an officer
    ACTIVE = "active"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Evidence(StrEnum):
    """What stands behind a skill."""

    STATED = "stated"
    CERTIFICATE = "certificate"
    REFERENCE = "reference"
    TESTED = "tested"


class DocumentKind(StrEnum):
    """What a person's paper is."""

    CV = "cv"
    CERTIFICATE = "certificate"
    REFERENCE = "reference"
    LICENCE = "licence"
    OTHER = "other"


class DuplicateState(StrEnum):
    OPEN = "open"
    MERGED = "merged"
    DISTINCT = "distinct"
