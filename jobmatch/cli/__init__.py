"""The command line: ``jobmatch``.

Exit codes: 0 done, 1 something in the input was rejected (and said which), 2 used wrongly.
"""

import importlib
import sys
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from jobmatch.errors import JobmatchError

COMMANDS = {
    "account": "jobmatch.cli.account:account",
    "db": "jobmatch.cli.database:database",
    "import": "jobmatch.cli.imports:imports",
    "demo": "jobmatch.cli.demo:demo",
    "fair-schedule": "jobmatch.cli.fair_schedule:fair_schedule",
    "remind": "jobmatch.cli.remind:remind",
    "backup": "jobmatch.cli.backups:backup",
    "restore": "jobmatch.cli.backups:restore",
    "suggest": "jobmatch.cli.suggest:suggest",
    "report": "jobmatch.cli.report:report",
    "serve": "jobmatch.cli.serve:serve",
    "vocabulary": "jobmatch.cli.vocabulary:vocabulary",
    "work": "jobmatch.cli.work:work",
    "warm-up": "jobmatch.cli.warm_up:warm_up",
}
"""Command to ``module:attribute``, imported when it is called, so that ``--help`` answers at once."""


class LazyGroup(click.Group):
    """A group that imports a command only when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jobmatch")
def cli() -> None:
    """Jobs for people who return: run the service, load intake sheets, rank, report."""


@contextmanager
def application(*, reading: bool = False, **overrides: Any) -> Any:
    """The application of the environment's settings, with a context, for one command; `reading` waits for no lock."""
    from dataclasses import replace

    from jobmatch import create_app
    from jobmatch.settings import NO_SECRET, Settings
    from models.sqlite import reading_only

    settings = replace(Settings.from_environment(), **overrides)
    settings.instance_dir.mkdir(parents=True, exist_ok=True)
    app = create_app(replace(settings, secret_key=settings.secret_key or NO_SECRET))
    kept = reading_only.set(reading)
    try:
        with app.app_context():
            yield app
    finally:
        reading_only.reset(kept)


def main() -> None:
    """Run the command line; the project's own errors become one line and exit code 1."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except JobmatchError as error:
        click.echo(f"jobmatch: {error}", err=True)
        sys.exit(1)
    except DBAPIError as error:
        click.echo(f"jobmatch: the database says: {error.orig}", err=True)
        click.echo("Is JOBMATCH_DATABASE_URL right, and was `jobmatch db upgrade` run?", err=True)
        sys.exit(1)
