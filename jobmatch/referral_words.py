"""How a referral is called for the employer whom it reached."""

from typing import Any

from flask_babel import lazy_gettext as _l

STATES_FOR_EMPLOYER: dict[str, Any] = {
    "proposed": _l("Suggested to you; the person is being asked"),
    "accepted": _l("The person agreed; the profile is on its way"),
    "sent": _l("Waiting for your answer"),
    "interview": _l("Interview"),
    "offered": _l("You offered the job"),
    "placed": _l("Hired"),
    "declined": _l("No longer available"),
    "not_selected": _l("You did not select this person"),
    "retracted": _l("You took the offer back"),
    "withdrawn": _l("No longer available"),
}
"""A referral's states in an employer's words: why somebody left is never said."""


def referral_number(number: int) -> str:
    """What stands for a person as long as there is no name."""
    return f"R-{number:05}"
