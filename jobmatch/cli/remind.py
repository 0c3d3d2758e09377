"""``jobmatch remind``: the messages of the day."""

import click

from jobmatch.cli import application


@click.command()
def remind() -> None:
    """Close what is over and write the reminders that are due today into the outbox; to be run once a day.

    A vacancy closes the day after its last one. Employers whose vacancy expires within a week get one e-mail for each.

    Example: jobmatch remind
    """
    from jobmatch.clock import today
    from jobmatch.db import db
    from jobmatch.reminders import remind_of_expiry
    from jobmatch.services.vacancy_approval import close_expired

    with application() as app, app.test_request_context():
        closed = close_expired(db.session, today())
        written = remind_of_expiry(db.session, today())
        db.session.commit()
    click.echo(f"{len(closed)} vacancies closed, {written} reminders written.")
