"""An interview as an entry of a calendar: the facts that go with a message, as much of them as its reader may see."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from jobmatch.access.identity import Level, employer_level
from jobmatch.messages.kinds import KINDS
from jobmatch.messages.kinds.base import CalendarUse
from models import Account, JobSeeker, Referral, Role

USUAL_MINUTES = 30


def appointment(
    referral: Referral, when: datetime, *, place: str | None = None, cancelled: bool = False
) -> dict[str, Any]:
    """The entry of an interview. It keeps its `uid`; `sequence` grows, so that a calendar knows the latest."""
    return {
        "uid": f"interview-{referral.id}-{int(referral.created_at.timestamp())}@jobmatch",
        "sequence": referral.version,
        "starts_at": when.astimezone(UTC).isoformat(),
        "minutes": referral.interview_minutes or USUAL_MINUTES,
        "place": place,
        "cancelled": cancelled,
    }


def appointment_for(
    to: Account | JobSeeker, kind: str, referral: Referral, when: datetime | None
) -> Mapping[str, Any] | None:
    """The entry that goes with a message of this kind; None for a kind without one.

    A calendar shows its entries on a locked screen. The place is the employer's own word and may name it: it is in an
    employer's entry, while that may read the name, and never in a person's.
    """
    use = KINDS[kind].calendar
    if use is None or when is None:
        return None
    is_shown = use is CalendarUse.PUBLISH and isinstance(to, Account) and to.role is Role.EMPLOYER
    named = is_shown and employer_level(to, referral) >= Level.SHARED  # type: ignore[arg-type]
    place = referral.interview_place if named else None
    return appointment(referral, when, place=place, cancelled=use is CalendarUse.CANCEL)
