"""``jobmatch remind``: the messages of the day."""

import click

from jobmatch.cli import application


@click.command()
def remind() -> None:
    """Write the reminders that are due today into the outbox; to be run once a day.

    Employers whose vacancy expires within a week get one e-mail for each.

    Example: jobmatch remind
    """
    from jobmatch.clock import today
    from jobmatch.db import db
    from jobmatch.reminders import remind_of_expiry

    with application() as app, app.test_request_context():
        written = remind_of_expiry(db.session, today())
        db.session.commit()
    click.echo(f"{written} reminders written.")
