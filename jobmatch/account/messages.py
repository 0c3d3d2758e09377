"""How employers, partners and staff want to be told."""

from typing import Any

from jobmatch import notice_choices
from jobmatch.access import audience, current_account
from jobmatch.account import bp
from models import Role

TEMPLATE = "account/messages.html"
WITH_ADDRESS = tuple(role for role in Role if role not in (Role.RETURNEE, Role.BOOTH))
"""Job seekers have their own page; a booth's device is nobody."""


@bp.get("/account/messages")
@audience(*WITH_ADDRESS)
def messages() -> Any:
    """What is sent, and when not."""
    return notice_choices.show(current_account(), TEMPLATE)


@bp.post("/account/messages")
@audience(*WITH_ADDRESS)
def choose_messages() -> Any:
    """Keep the choice."""
    return notice_choices.save(current_account(), TEMPLATE, ".messages")
