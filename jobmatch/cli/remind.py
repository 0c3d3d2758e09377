"""``jobmatch remind``: the messages of the day."""

import click

from jobmatch.cli import application


@click.command()
def remind() -> None:
    """Close what is over and write the reminders that are due into the outbox; to be run once a day, or more often.

    A vacancy closes the day after its last one. Reminders: interviews of tomorrow, profiles that nobody confirmed for
    90 days, follow-ups that are due, vacancies that expire within a week. Each is written once, however often this
    runs.

    Example: jobmatch remind
    """
    from jobmatch.reminders import write_reminders

    with application():
        done = write_reminders()
    click.echo(f"{done.closed} vacancies closed, {done.written} reminders written.")
