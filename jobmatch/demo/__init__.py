"""Demo data: a closed programme with known figures and a running one. Invented by a seeded generator."""

from datetime import date
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.demo.magnet_one import add_magnet_one
from jobmatch.demo.magnet_three import add_magnet_three
from jobmatch.demo.messages import add_messages
from jobmatch.demo.rows import Rows
from jobmatch.demo.staff import Hash, add_guests, add_staff
from jobmatch.demo.talk import add_talk
from jobmatch.errors import Conflict
from models import JobSeeker, Noun, Programme, Vacancy
from models.tracking import record_changes

SEED = 20120101


def load_demo(session: Session, *, today: date, password_hash: Hash, seed: int = SEED) -> None:
    """Fill an empty database. Writes in bulk; the caller commits.

    Parameters
    ----------
    today : date
        The running programme is dated relative to it.
    password_hash : callable
        From an e-mail address to the hash of its password, or None for an account that cannot sign in yet.

    Raises
    ------
    Conflict
        If the database has programmes already.
    """
    if session.scalar(select(Programme.id).limit(1)):
        raise Conflict("the database is not empty")
    rng, rows = Random(seed), Rows()
    staff = add_staff(rows, password_hash)
    add_magnet_one(rows, rng, staff)
    employers, people = add_magnet_three(rows, rng, staff, today)
    seekers, vacancies = len(rows.of(JobSeeker)), len(rows.of(Vacancy))
    rows.write(session)
    add_guests(rows, password_hash, employers, people)
    rows.write(session)
    add_talk(rows, session, Random(seed + 1), today)
    rows.write(session)
    add_messages(session, today)
    record_changes(session, Noun.JOB_SEEKER, range(1, seekers + 1))
    record_changes(session, Noun.VACANCY, range(1, vacancies + 1))
