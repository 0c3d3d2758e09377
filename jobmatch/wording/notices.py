"""Words for: messages by e-mail and text message."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import NoticeChannel, NoticeState, NoticeTopic, NoticeWay

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    NoticeChannel: {"email": _l("E-mail"), "sms": _l("Text message")},
    NoticeTopic: {
        "sign_in": _l("Signing in"),
        "account": _l("What you did or asked for yourself"),
        "offers": _l("New offers"),
        "referrals": _l("Answers to a referral"),
        "interviews": _l("Interviews"),
        "messages": _l("Questions and messages"),
        "vacancies": _l("Vacancies"),
        "fairs": _l("Job fairs"),
        "reminders": _l("Reminders"),
        "other": _l("Other matters"),
    },
    NoticeWay: {"email": _l("E-mail"), "sms": _l("Text message"), "none": _l("Do not tell me")},
    NoticeState: {
        "queued": _l("Waiting to be sent"),
        "sent": _l("Sent"),
        "failed": _l("Failed"),
        "unknown": _l("Not known whether it arrived"),
        "expired": _l("Too late to be sent"),
    },
}
