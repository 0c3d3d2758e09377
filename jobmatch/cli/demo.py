"""``jobmatch demo``: everything on this machine, with invented data."""

import json
import socket
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from jobmatch.errors import SettingsError
from jobmatch.settings import Settings

DATABASE = "jobmatch.sqlite"
LOOPBACK = "127.0.0.1"


def demo_settings() -> Settings:
    """The environment's settings, with an SQLite file of its own and plain http, and so that no message leaves."""
    settings = Settings.from_environment()
    file = database_file(settings)
    return replace(settings, database_url=f"sqlite:///{file}", secure_cookies=False, messages_to_console=True)


def database_file(settings: Settings) -> Path:
    """The file of the demo's database.

    Raises
    ------
    SettingsError
        If the environment names a database server: the demo never touches one.
    """
    if settings.database_url == Settings().database_url:
        return settings.instance_dir.resolve() / DATABASE
    if not settings.database_url.startswith("sqlite:///"):
        raise SettingsError("the demo keeps its data in SQLite: unset JOBMATCH_DATABASE_URL")
    return Path(settings.database_url.removeprefix("sqlite:///")).resolve()


def forget(settings: Settings) -> None:
    """Remove what an earlier demo made: its database and its passwords.

    Raises
    ------
    SettingsError
        If there is a database that no demo made.
    """
    from jobmatch.demo import keys

    file = database_file(settings)
    if file.exists() and keys.kept(settings.instance_dir) is None:
        raise SettingsError(f"{file} was not made by the demo: move it away first")
    for path in (*(file.with_name(file.name + suffix) for suffix in ("", "-wal", "-shm")), key_file(settings)):
        path.unlink(missing_ok=True)


def key_file(settings: Settings) -> Path:
    """Where secret and passwords are kept."""
    from jobmatch.demo import keys

    return settings.instance_dir / keys.FILE


def prepare(settings: Settings) -> dict[str, Any]:
    """Bring the schema up to date and load the data where there is none; returns secret and accounts."""
    from sqlalchemy import create_engine, select
    from sqlalchemy.orm import Session

    from jobmatch.demo import keys, load_demo
    from models import Programme, schema

    database_file(settings).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(settings.database_url)
    with engine.begin() as connection:
        if not schema.is_current(connection):
            schema.upgrade(connection)
    known = keys.kept(settings.instance_dir) or keys.make_keys(settings.instance_dir)
    with Session(engine) as session:
        if session.scalar(select(Programme.id).limit(1)) is None:
            click.echo("Loading the demo data ...", err=True)
            load_demo(session, today=date.today(), password_hash=keys.hashes(known).get)  # noqa: DTZ011 - local day
            session.commit()
        booth = keys.booth_code_of_today(session, known["secret"])
        session.commit()
    engine.dispose()
    return keys.keep(settings.instance_dir, known | {"booth": booth})


def announce(address: str, known: dict[str, Any]) -> None:
    """Say where it is served and how to sign in."""
    from jobmatch.demo.keys import one_per_role

    click.echo(f"\njobmatch is at {address}\n\n  {'role':<14} {'e-mail':<26} password")
    for account in one_per_role(known):
        click.echo(f"  {account['role']:<14} {account['email']:<26} {account['password']}")
    if known.get("booth"):
        click.echo(f"  {'booth':<14} {'code, at /booth/sign-in':<26} {known['booth']}")
    click.echo("\nAll sign-ins: jobmatch demo accounts. Stop with Ctrl+C.")
    sys.stdout.flush()


def check_port(port: int) -> None:
    """Refuse a port that something else listens on, before anything else is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise SettingsError(f"port {port} is in use: give another one with --port") from error


@click.group(invoke_without_command=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port on 127.0.0.1.")
@click.option("--reset", is_flag=True, help="Throw the demo's data away and start over.")
@click.pass_context
def demo(context: click.Context, port: int, reset: bool) -> None:
    """Serve with invented data on this machine only; the first start makes the data, later ones keep it.

    \b
    Examples:
      jobmatch demo --port 8080
      jobmatch demo --reset
      jobmatch demo accounts --format json
    """
    if context.invoked_subcommand:
        return
    from jobmatch.demo.serving import serve

    check_port(port)
    settings = demo_settings()
    if reset:
        forget(settings)
    known = prepare(settings)
    address = f"http://{LOOPBACK}:{port}"
    serve(replace(settings, secret_key=known["secret"]), port, ready=lambda: announce(address, known))


@demo.command()
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def accounts(form: str) -> None:
    """List the demo's sign-ins: role, e-mail, password."""
    from jobmatch.demo import keys

    known = keys.kept(demo_settings().instance_dir)
    if known is None:
        raise SettingsError("there is no demo yet: start it with `jobmatch demo`")
    if form == "json":
        click.echo(json.dumps(known["accounts"], indent=1))
        return
    for account in known["accounts"]:
        click.echo(f"{account['role']:<14} {account['email']:<26} {account['password']}")
    if known.get("booth"):
        click.echo(f"{'booth':<14} {'code, at /booth/sign-in':<26} {known['booth']}")
