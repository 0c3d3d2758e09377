"""Words for: from a referral to a placement and its follow-ups."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import FollowUpState, MessageAudience, PlacementSource, PlacementState, ReferralState

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    ReferralState: {
        "proposed": _l("Proposed"),
        "accepted": _l("Accepted by the person"),
        "sent": _l("Sent to the employer"),
        "interview": _l("Interview"),
        "offered": _l("Job offered"),
        "placed": _l("Placed"),
        "declined": _l("Declined by the person"),
        "not_selected": _l("Not selected"),
        "retracted": _l("Offer retracted"),
        "withdrawn": _l("Withdrawn"),
    },
    PlacementState: {"working": _l("Working"), "ended": _l("Ended")},
    PlacementSource: {
        "service": _l("Through the service"),
        "own_network": _l("Own network"),
        "self_employment": _l("Self-employed"),
    },
    FollowUpState: {"due": _l("Due"), "done": _l("Done"), "missed": _l("Missed"), "cancelled": _l("Cancelled")},
    MessageAudience: {
        "employer": _l("The employer"),
        "job_seeker": _l("The person"),
        "office": _l("The office only"),
    },
}
