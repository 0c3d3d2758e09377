"""``jobmatch account``: sign-ins."""

import click

from jobmatch.cli import application
from models import Role


@click.group()
def account() -> None:
    """Make sign-ins."""


@account.command()
@click.option("--email", required=True)
@click.option("--name", default="")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--office", "office_code", help="Code of the office, for officers and organisers.")
@click.password_option(help="Asked for where it is not given.")
def create(email: str, name: str, role: str, office_code: str | None, password: str) -> None:
    """Make a sign-in.

    \b
    Example:
      jobmatch account create --email shilan@example.org --role officer --office ERB
    """
    from jobmatch.db import db
    from jobmatch.services import accounts

    with application():
        made = accounts.create_account(
            db.session, email=email, name=name, role=Role(role), password=password, office_code=office_code
        )
        db.session.commit()
        click.echo(f"{made.email} may sign in as {made.role.value}.")
