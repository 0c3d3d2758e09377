"""The work on a case."""

from enum import StrEnum


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskKind(StrEnum):
    """What the service itself asks an officer to do; its words follow from the code and its facts."""

    SEND_REFERRAL = "send_referral"  # facts: referral, a number; vacancy, its reference
    ANSWER_REQUEST = "answer_request"  # facts: request, a number; asked, a code of `RequestKind`


class Visibility(StrEnum):
    """Who reads a note: the office, or only the officers of the case (protection)."""

    OFFICE = "office"
    CASE = "case"


class SessionKind(StrEnum):
    """What a counselling session was about."""

    INTAKE = "intake"
    COUNSELLING = "counselling"
    ORIENTATION = "orientation"
    INTERVIEW_PREPARATION = "interview_preparation"
    FOLLOW_UP = "follow_up"


class EnrolmentKind(StrEnum):
    VOCATIONAL = "vocational"
    LANGUAGE = "language"
    ON_THE_JOB = "on_the_job"
    APPRENTICESHIP = "apprenticeship"
    ENTREPRENEURSHIP = "entrepreneurship"
    ORIENTATION = "orientation"


class EnrolmentState(StrEnum):
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    LEFT = "left"
