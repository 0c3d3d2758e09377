"""``jobmatch suggest``: a ranking with its reasons, for scripts and for a look from the command line."""

import json
from collections.abc import Mapping
from typing import Any

import click

from jobmatch.cli import application


@click.command()
@click.option("--vacancy", "vacancy_reference", metavar="REF", help="Rank people for this vacancy, such as V-00042.")
@click.option("--job-seeker", "case_reference", metavar="REF", help="Rank open vacancies for this person.")
@click.option("--k", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def suggest(*, vacancy_reference: str | None, case_reference: str | None, k: int, form: str) -> None:
    """Print who fits a vacancy, or which vacancies fit a person: best first, over all offices, with the reasons.

    \b
    Examples:
      jobmatch suggest --vacancy V-00213
      jobmatch suggest --job-seeker ERB-26-00301 --k 5 --format json
    """
    if (vacancy_reference is None) == (case_reference is None):
        raise click.UsageError("Name one of --vacancy and --job-seeker.")
    from jobmatch.db import db
    from jobmatch.live import live_index
    from jobmatch.services.overview import suggest_by_reference

    with application(reading=True):
        found = suggest_by_reference(db.session, live_index(), vacancy_reference, case_reference, k=k)
    if form == "json":
        click.echo(json.dumps(found, indent=2, ensure_ascii=False, default=plain))
    else:
        click.echo(as_table(found))


def plain(value: Any) -> Any:
    """Facts that JSON has no type for: arrays' numbers, sets, dates."""
    if hasattr(value, "item"):
        return value.item()
    return sorted(value) if isinstance(value, set | frozenset) else str(value)


def as_table(found: Mapping[str, Any]) -> str:
    """One line per result, and under it one per criterion."""
    lines = [f"{found['subject']}: {found['considered']} considered, {found['excluded']} kept out by a hard rule", ""]
    for place, result in enumerate(found["results"], start=1):
        lines.append(
            f"{place:>3}. {result['reference']:<18} score {result['score']:.3f}   coverage {result['coverage']:.2f}"
        )
        for part in result["criteria"]:
            score = "unknown" if part["score"] is None else f"{part['score']:.2f}"
            lines.append(f"     {part['criterion']:<13} {score:>7}  {'; '.join(map(in_words, part['reasons']))}")
    return "\n".join(lines)


def in_words(reason: Mapping[str, Any]) -> str:
    """A reason's code with its facts."""
    facts = ", ".join(f"{name}={fact(value)}" for name, value in reason["facts"].items())
    return f"{reason['code']}({facts})" if facts else str(reason["code"])


def fact(value: Any) -> str:
    """One fact, short."""
    value = plain(value) if not isinstance(value, str | int | float | list | tuple | None) else value
    if isinstance(value, list | tuple):
        return "+".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)
