"""Messages that a clock sends: vacancies that are about to expire."""

from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.services.notices import send_email
from jobmatch.services.vacancy_approval import close_expired, expiring
from jobmatch.wording import day
from models import Account, Vacancy


def write_reminders() -> None:
    """The background job: close what is over, write what is due today. Each is done once, however often it runs."""
    close_expired(db.session, today())
    remind_of_expiry(db.session, today())
    db.session.commit()


def remind_of_expiry(session: Session, on: date) -> int:
    """Write one e-mail per account of each employer whose vacancy expires soon, once per vacancy. Flushes.

    Returns
    -------
    int
        How many messages were written.
    """
    rows = session.scalars(select(Vacancy).where(expiring(on), Vacancy.reminded_on.is_(None))).all()
    written = 0
    for row in rows:
        row.reminded_on = on
        readers = session.scalars(select(Account).where(Account.employer_id == row.employer_id, Account.active))
        for account in readers.all():
            if account.email:
                with force_locale(account.language or "en"):
                    subject, text = reminder(row)
                send_email(session, account.email, subject, text, kind="expiring_vacancy", language=account.language)
                written += 1
    session.flush()
    return written


def reminder(vacancy: Vacancy) -> tuple[str, str]:
    """Subject and text; the subject names no employer."""
    text = _(
        "Your vacancy %(title)s (%(reference)s) is open until %(day)s. "
        "If you still look for people, sign in and choose a later day; otherwise it leaves the public list by itself.",
        title=vacancy.title,
        reference=vacancy.reference,
        day=day(vacancy.expires_on),
    )
    return _("A vacancy expires soon"), text
