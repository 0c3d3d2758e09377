"""What a clock does: vacancies that are over close, and reminders that are due are written."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.services.telling.reminders import remind
from jobmatch.services.vacancy_approval import close_expired


@dataclass(frozen=True)
class Done:
    """What one look at the clock did."""

    closed: int
    written: int


def write_reminders() -> Done:
    """The background job: close what is over, write what is due, commit. Each is done once, however often it runs.

    Of two processes at the same time, the database refuses the second one as a whole: then the first one did it.
    """
    try:
        closed = len(close_expired(db.session, today()))
        done = Done(closed, remind(db.session, today()))
        db.session.commit()
    except (IntegrityError, StaleDataError):
        db.session.rollback()
        return Done(0, 0)
    return done
