"""Job fairs."""

from enum import StrEnum


class FairState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


class BoothState(StrEnum):
    """Whether an employer comes to a fair."""

    INVITED = "invited"
    APPLIED = "applied"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class GuestState(StrEnum):
    """What a person answered to the invitation to a fair."""

    INVITED = "invited"
    YES = "yes"
    NO = "no"
    WAITING = "waiting"  # said yes when all places were given


class InterviewState(StrEnum):
    PLANNED = "planned"  # proposed by the schedule; the next run may move it
    CONFIRMED = "confirmed"  # nothing moves it but a hand
    QUEUED = "queued"  # came to the booth and waits there, without a time
    DONE = "done"
    CANCELLED = "cancelled"


class InterviewOutcome(StrEnum):
    OFFER = "offer"
    SECOND_INTERVIEW = "second_interview"
    NOT_NOW = "not_now"
    NO_SHOW = "no_show"


class CheckInWay(StrEnum):
    """How somebody was recognised at the door."""

    QR = "qr"
    NAME = "name"
    LIST = "list"
    WALK_IN = "walk_in"


class ScheduleRunState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
