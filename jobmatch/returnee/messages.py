"""How a person wants to be told."""

from typing import Any

from jobmatch import notice_choices
from jobmatch.returnee import bp
from jobmatch.returnee.person import current_person

TEMPLATE = "returnee/messages.html"


@bp.get("/messages")
def messages() -> Any:
    """By which way, and when not."""
    return notice_choices.show(current_person(), TEMPLATE)


@bp.post("/messages")
def choose_messages() -> Any:
    """Keep the choice."""
    return notice_choices.save(current_person(), TEMPLATE, ".messages")
