"""Words for: the work on a case."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import EnrolmentKind, EnrolmentState, SessionKind, TaskKind, TaskState, Visibility

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    TaskState: {"open": _l("Open"), "done": _l("Done"), "cancelled": _l("Cancelled")},
    TaskKind: {"send_referral": _l("Send a profile"), "answer_request": _l("Answer a request")},
    Visibility: {"office": _l("Office"), "case": _l("Only this case's officers")},
    SessionKind: {
        "intake": _l("Intake"),
        "counselling": _l("Counselling"),
        "orientation": _l("Orientation"),
        "interview_preparation": _l("Interview preparation"),
        "follow_up": _l("Follow-up"),
    },
    EnrolmentKind: {
        "vocational": _l("Vocational training"),
        "language": _l("Language course"),
        "on_the_job": _l("On-the-job training"),
        "apprenticeship": _l("Apprenticeship"),
        "entrepreneurship": _l("Entrepreneurship course"),
        "orientation": _l("Orientation course"),
    },
    EnrolmentState: {"enrolled": _l("Enrolled"), "completed": _l("Completed"), "left": _l("Left early")},
}
