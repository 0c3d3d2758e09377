"""``jobmatch import``: intake sheets of people and of vacancies."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from jobmatch.cli import application
from models import ImportKind, RowOutcome

REJECTED = 1
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
SHARED = (
    click.option("--office", "office_code", metavar="CODE", help="The office; not needed where there is only one."),
    click.option(
        "--programme", "programme_code", metavar="CODE", help="The programme; the running one if it is alone."
    ),
    click.option("--sheet", "sheet_name", metavar="NAME", help="The sheet of a workbook."),
    click.option("--dry-run", is_flag=True, help="Say what would happen and keep nothing."),
    click.option("--yes", is_flag=True, help="Save without asking."),
    click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Write the rejected rows here."),
)


def shared(command: Any) -> Any:
    """The options that both kinds of file take."""
    for option in reversed(SHARED):
        command = option(command)
    return command


@click.group("import")
def imports() -> None:
    """Load intake sheets (CSV in any usual encoding, XLSX).

    Nothing is saved before you said yes. Exit code 1 means that rows were rejected; they are listed.
    """


@imports.command("job-seekers")
@FILE
@shared
def job_seekers(file: Path, **options: Any) -> None:
    """Load people from FILE.

    \b
    Examples:
      jobmatch import job-seekers intake.xlsx --office ERB --programme MAGNET-III
      jobmatch import job-seekers intake.csv --office ERB --programme MAGNET-III --yes --rejects wrong.csv
    """
    load(ImportKind.JOB_SEEKERS, file, **options)


@imports.command("vacancies")
@FILE
@shared
def vacancies(file: Path, **options: Any) -> None:
    """Load vacancies from FILE, as drafts; employers whom nobody knows are registered, to be verified.

    \b
    Example:
      jobmatch import vacancies vacancies.csv --yes
    """
    load(ImportKind.VACANCIES, file, **options)


def load(
    kind: ImportKind,
    file: Path,
    *,
    office_code: str | None,
    programme_code: str | None,
    sheet_name: str | None,
    dry_run: bool,
    yes: bool,
    rejects: Path | None,
) -> None:
    """Read, show what would happen, save after a yes."""
    from jobmatch.clock import today as office_day
    from jobmatch.db import db
    from jobmatch.importing import in_steps, take_file, understand
    from jobmatch.services.intake import saving, staging

    today = office_day()
    with application() as app, app.test_request_context():
        office, programme = where(db.session, kind, office_code, programme_code, today)
        content = file.read_bytes()
        with progress("Reading") as bar:
            run = take_file(
                db.session, kind=kind, content=content, file_name=file.name, office=office, programme=programme,
                by=None, sheet_name=sheet_name, show=bar,
            )  # fmt: skip
        try:
            with progress("Understanding", run.row_count) as bar:
                in_steps(db.session, understand(db.session, run, today), show=bar)
            if not yes or dry_run:
                tell(run)
            if dry_run or not (yes or click.confirm("Save this?", default=False)):
                finish(run, rejects)
                staging.discard_run(db.session, run)
                db.session.commit()
                click.echo("Nothing was saved.")
                sys.exit(REJECTED if rejected(run) else 0)
        except BaseException as error:
            if not isinstance(error, SystemExit):
                db.session.rollback()
                staging.discard_run(db.session, run)
                db.session.commit()
            raise
        saving.save_run(db.session, run, by=None, today=today)
        db.session.commit()
        click.echo(f"Saved as import {run.id}.")
        tell(run)
        finish(run, rejects)
        sys.exit(REJECTED if rejected(run) else 0)


def where(session: Any, kind: ImportKind, office_code: str | None, programme_code: str | None, today: date) -> Any:
    """The office and the programme that were named, or the only ones there are."""
    from sqlalchemy import or_, select

    from models import Office, Programme

    offices = session.scalars(select(Office).order_by(Office.code)).all()
    running = select(Programme).where(
        Programme.starts_on <= today, or_(Programme.ends_on.is_(None), Programme.ends_on >= today)
    )
    programmes = session.scalars(select(Programme).order_by(Programme.code)).all()
    office = named(offices, office_code, "--office", kind)
    alone = list(session.scalars(running)) if programme_code is None else []
    programme = alone[0] if len(alone) == 1 else named(programmes, programme_code, "--programme", kind)
    return office, programme


def named(rows: Any, code: str | None, option: str, kind: ImportKind) -> Any:
    """The row with a code; the only one where none is given. Vacancies may belong to no office."""
    found = [row for row in rows if code is None or row.code == code]
    if len(found) == 1:
        return found[0]
    if code is None and kind is ImportKind.VACANCIES:
        return None
    known = ", ".join(row.code for row in rows) or "none"
    problem = f"There is no {code}." if code else "Say which one."
    raise click.UsageError(f"{option}: {problem} Known: {known}.")


def rejected(run: Any) -> int:
    """How many rows were rejected."""
    return int(run.counts.get("outcomes", {}).get(RowOutcome.REJECTED.value, 0))


def tell(run: Any) -> None:
    """Print what became, or would become, of the rows."""
    from jobmatch.problem_words import problem_word
    from jobmatch.wording import word

    outcomes = run.counts.get("outcomes", {})
    for outcome in RowOutcome:
        if outcomes.get(outcome.value):
            click.echo(f"  {outcomes[outcome.value]:>7}  {word(outcome)}")
    for code, number in sorted(run.counts.get("problems", {}).items(), key=lambda pair: -pair[1]):
        click.echo(f"  {number:>7}  x {problem_word(code)}", err=True)


def finish(run: Any, rejects: Path | None) -> None:
    """Say which rows were rejected and why, and write them to a file if one is named."""
    from sqlalchemy import select

    from jobmatch.db import db
    from jobmatch.problem_words import problem_word
    from jobmatch.services.intake.rejects import reasons, write_rejects
    from models import ImportRow

    query = select(ImportRow).where(ImportRow.run_id == run.id, ImportRow.outcome == RowOutcome.REJECTED)
    for row in db.session.scalars(query.order_by(ImportRow.number)):
        click.echo(f"row {row.number}: {reasons(row, lambda code: str(problem_word(code)))}", err=True)
    if rejects is not None:
        lines = write_rejects(db.session, run, lambda code: str(problem_word(code)))
        rejects.write_text("".join(lines), encoding="utf-8", newline="")


class progress:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self, label: str, length: int | None = None) -> None:
        self.bar = click.progressbar(length=length or 0, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())

    def __enter__(self) -> Any:
        self.bar.__enter__()
        return self.show

    def show(self, done: int) -> None:
        """Move on to `done` rows."""
        self.bar.update(done - self.bar.pos)

    def __exit__(self, *error: Any) -> None:
        self.bar.__exit__(*error)
