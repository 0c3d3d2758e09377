"""From a referral to a placement and its follow-ups."""

from enum import StrEnum


class ReferralState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    SENT = "sent"
    INTERVIEW = "interview"
    OFFERED = "offered"
    PLACED = "placed"
    DECLINED = "declined"
    NOT_SELECTED = "not_selected"
    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"

    @classmethod
    def closed(cls) -> tuple["ReferralState", ...]:
        """The states that a referral never leaves."""
        return (cls.PLACED, cls.DECLINED, cls.NOT_SELECTED, cls.RETRACTED, cls.WITHDRAWN)

    @classmethod
    def open(cls) -> tuple["ReferralState", ...]:
        """The states in which somebody still has a step to take."""
        return tuple(state for state in cls if state not in cls.closed())

    @classmethod
    def with_employer(cls) -> tuple["ReferralState", ...]:
        """The states in which the profile has gone to the employer and an answer is awaited."""
        return (cls.SENT, cls.INTERVIEW, cls.OFFERED)


class PlacementState(StrEnum):
    WORKING = "working"
    ENDED = "ended"


class PlacementSource(StrEnum):
    SERVICE = "service"
    OWN_NETWORK = "own_network"
    SELF_EMPLOYMENT = "self_employment"


class FollowUpState(StrEnum):
    DUE = "due"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


class MessageAudience(StrEnum):
    """Who reads a message about a referral, beside the officers of the case."""

    EMPLOYER = "employer"
    JOB_SEEKER = "job_seeker"
    OFFICE = "office"
