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


@account.command()
@click.option("--email", required=True)
def link(email: str) -> None:
    """Print a link by which the account's owner chooses a password; it works once.

    Where no e-mail leaves, or the only administrator cannot sign in. Whoever opens it has the account: hand it over by
    a way that nobody else reads.

    \b
    Example:
      jobmatch account link --email shilan@example.org
    """
    from jobmatch.db import db
    from jobmatch.errors import NotFound, SettingsError
    from jobmatch.password_mail import password_link
    from jobmatch.services import passwords

    with application() as app:
        settings = app.config["JOBMATCH"]
        if not settings.has_secret or not settings.public_url:
            raise SettingsError("JOBMATCH_SECRET_KEY and JOBMATCH_PUBLIC_URL must be those of the service")
        found = passwords.account_by_email(db.session, email)
        if found is None:
            raise NotFound("account")
        with app.test_request_context(base_url=settings.public_url):
            click.echo(password_link(found))
