"""Words for: job fairs."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import BoothState, CheckInWay, FairState, GuestState, InterviewOutcome, InterviewState, ScheduleRunState

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    FairState: {
        "planned": _l("Planned"),
        "running": _l("Open now"),
        "over": _l("Over"),
        "cancelled": _l("Cancelled"),
    },
    BoothState: {
        "invited": _l("Invited"),
        "applied": _l("Asked to come"),
        "accepted": _l("Comes"),
        "declined": _l("Does not come"),
    },
    GuestState: {
        "invited": _l("Invited"),
        "yes": _l("Comes"),
        "no": _l("Does not come"),
        "waiting": _l("On the waiting list"),
    },
    InterviewState: {
        "planned": _l("Planned"),
        "confirmed": _l("Confirmed"),
        "queued": _l("Waiting at the booth"),
        "done": _l("Done"),
        "cancelled": _l("Cancelled"),
    },
    InterviewOutcome: {
        "offer": _l("Offer"),
        "second_interview": _l("Second interview"),
        "not_now": _l("Not now"),
        "no_show": _l("Did not come"),
    },
    CheckInWay: {
        "qr": _l("By code"),
        "name": _l("By name"),
        "list": _l("From the list"),
        "walk_in": _l("Walked in"),
    },
    ScheduleRunState: {
        "waiting": _l("About to begin"),
        "running": _l("Searching"),
        "done": _l("Done"),
        "cancelled": _l("Stopped"),
        "failed": _l("Failed"),
    },
}
