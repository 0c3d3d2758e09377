"""What a clock does: vacancies that are over close, and reminders that are due are written."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.services.telling.reminders import remind_in_parts
from jobmatch.services.vacancy_approval import close_expired


@dataclass(frozen=True)
class Done:
    """What one look at the clock did."""

    closed: int
    written: int


def write_reminders() -> Done:
    """The background job: close what is over, write what is due. Each is done once, however often it runs.

    Every part is committed, so that whoever is killed leaves what was written, and nobody else waits for long. Of two
    processes at the same time, the database refuses a part to the second one as a whole: then the first one does it.
    """
    closed = written = 0
    try:
        closed = len(close_expired(db.session, today()))
        db.session.commit()
        for count in remind_in_parts(db.session, today()):
            db.session.commit()
            written += count
    except (IntegrityError, StaleDataError):
        db.session.rollback()
    return Done(closed, written)
