"""``jobmatch vocabulary``: ESCO beside the built-in vocabulary."""

import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask

from jobmatch.cli import application


@click.group()
def vocabulary() -> None:
    """Import ESCO, list imports, and take them out again."""


@vocabulary.command("import-esco")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--train/--no-train", default=True, show_default=True, help="Train the coding of titles afterwards.")
def import_esco(files: tuple[Path, ...], train: bool) -> None:
    """Add the official ESCO downloads FILES: zip archives, folders or CSV files, in any language, v1.1 or v1.2.

    Loading the same files again adds nothing. Several languages are merged.

    \b
    Example:
      jobmatch vocabulary import-esco "ESCO dataset - v1.2.0 - classification - en - csv.zip" relations.zip
    """
    from jobmatch.db import db
    from jobmatch.services import taxonomy_esco

    with application() as app:
        run = taxonomy_esco.import_esco(db.session, files, progress=say_rows())
        counts, languages, number = dict(run.counts), ", ".join(run.languages), run.id
        db.session.commit()
        click.echo("".join(f"{name}: {count} new\n" for name, count in counts.items()), nl=False)
        if not any(counts.values()):
            click.echo("Everything was there already.")
            return
        click.echo(f"Import {number}, languages: {languages}.")
        if train:
            train_coding(app)


def say_rows() -> Any:
    """Progress on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return None
    return lambda name, rows: click.echo(f"\r{rows:>9} rows  {name[:60]:<60}", nl=False, err=True)


def train_coding(app: Flask) -> None:
    """Train the coding of titles on the vocabulary as it is now."""
    from jobmatch.db import db
    from jobmatch.services import taxonomy_vocabulary

    terminal = sys.stderr.isatty()
    click.echo("Training the coding of titles; this takes some minutes.")

    def show(done: int, total: int) -> None:
        if terminal:
            click.echo(f"\rstep {done} of {total}", nl=False, err=True)

    current = taxonomy_vocabulary.refresh(db.session)
    db.session.rollback()
    taxonomy_vocabulary.train(current, app.config["JOBMATCH"].instance_dir / "models", progress=show)
    click.echo("Trained.")


@vocabulary.command("train")
def train() -> None:
    """Train the coding of titles on the vocabulary and on what officers have settled."""
    with application() as app:
        train_coding(app)


@vocabulary.command("list")
def list_imports() -> None:
    """List the imports that are in."""
    from jobmatch.db import db
    from jobmatch.services import taxonomy_esco

    with application():
        for run in taxonomy_esco.imports(db.session):
            click.echo(f"{run.id}\t{run.at:%Y-%m-%d}\t{', '.join(run.languages)}\t{', '.join(run.files)}")


@vocabulary.command("remove")
@click.argument("import_id", type=int)
@click.option("--even-if-used", is_flag=True, help="Although facts are coded to its concepts.")
def remove(import_id: int, even_if_used: bool) -> None:
    """Take import IMPORT_ID out again, with everything that it added."""
    from jobmatch.db import db
    from jobmatch.services import taxonomy_esco

    with application():
        taxonomy_esco.remove_import(db.session, import_id, even_if_used=even_if_used)
        db.session.commit()
    click.echo(f"Import {import_id} is out.")
