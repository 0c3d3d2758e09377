"""Messages by e-mail and text message."""

from enum import StrEnum


class NoticeChannel(StrEnum):
    EMAIL = "email"
    SMS = "sms"


class NoticeTopic(StrEnum):
    """What a message is about, as coarse as its receiver chooses by."""

    SIGN_IN = "sign_in"
    ACCOUNT = "account"
    OFFERS = "offers"
    REFERRALS = "referrals"
    INTERVIEWS = "interviews"
    MESSAGES = "messages"
    VACANCIES = "vacancies"
    FAIRS = "fairs"
    REMINDERS = "reminders"
    OTHER = "other"


class NoticeWay(StrEnum):
    """How somebody wants to be told of a topic."""

    EMAIL = "email"
    SMS = "sms"
    NONE = "none"


class NoticeState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
