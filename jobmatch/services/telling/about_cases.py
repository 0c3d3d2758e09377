"""What a person is told of their own case, and an officer of an export."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from jobmatch.services.telling.letters import Letter, write_letters
from models import Account, JobSeeker, Withdrawal


def tell_of_registration(session: Session, person: JobSeeker, *, at: datetime | None = None) -> None:
    """An officer confirmed the registration."""
    write_letters(session, [Letter("registration_confirmed", person)], at=at)


def tell_of_withdrawal(session: Session, withdrawal: Withdrawal, *, days: int, at: datetime | None = None) -> None:
    """The profile was withdrawn: how it is undone, and until when. Also where the person did it themselves.

    Whoever holds the person's phone could have done it; the message tells them.
    """
    facts = {"days": days, "day": withdrawal.withdrawn_on + timedelta(days=days)}
    write_letters(session, [Letter("withdrawal_done", withdrawal.job_seeker, {}, facts)], at=at)


def export_ready(session: Session, account: Account, *, page: str, until: date, key: str | None = None) -> None:
    """Tell who asked for an export that it can be fetched. Flushes.

    Parameters
    ----------
    page : str
        The path of the page where it is fetched, such as ``/exports/17``; the page is behind the sign-in.
    until : date
        The last day on which it can be fetched.
    key : str or None
        What may be told once, such as ``export:17``: the job that made it may be run twice.
    """
    write_letters(session, [Letter("export_ready", account, {"page": page}, {"day": until}, key)])
