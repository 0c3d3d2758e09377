"""What both sides say about a placement after some months. The follow-up itself stays the officer's to close."""

from datetime import date

from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, msg
from models import FollowUp, FollowUpState


def rate_by_person(
    session: Session,
    follow_up: FollowUp,
    *,
    still_employed: bool,
    seeker_rating: int | None = None,
    seeker_words: str | None = None,
) -> None:
    """Keep the person's answer for the officer who closes the follow-up. Flushes.

    Raises
    ------
    Conflict
        If the follow-up is over.
    """
    if follow_up.state not in (FollowUpState.DUE, FollowUpState.MISSED):
        raise Conflict(msg("The follow-up is over."))
    follow_up.still_employed = still_employed
    follow_up.seeker_rating, follow_up.seeker_words = seeker_rating, seeker_words
    session.flush()


def rate_by_employer(
    session: Session, follow_up: FollowUp, *, rating: int, words: str | None = None, today: date
) -> None:
    """The employer says how it goes, 0 to 10 and in words, also after the officer closed the follow-up. Flushes.

    Raises
    ------
    Conflict
        Before the follow-up is due, or after it was cancelled.
    """
    if follow_up.due_on > today or follow_up.state is FollowUpState.CANCELLED:
        raise Conflict(msg("This follow-up is not due yet."))
    follow_up.employer_rating, follow_up.employer_words = rating, words
    session.flush()
