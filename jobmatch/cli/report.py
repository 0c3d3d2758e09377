"""``jobmatch report``: figures."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any

import click

from jobmatch.cli import application


class Day(click.ParamType):
    """A day such as 2026-03-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it, or fail as wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            self.fail(f"{value!r} is no day such as 2026-03-31", param, ctx)


@click.group()
def report() -> None:
    """Print figures counted from the records."""


@report.command()
@click.option("--programme", "programme_code", required=True, metavar="CODE", help="Code of the programme.")
@click.option("--host-country", metavar="XX", help="Only people from this host country (ISO 3166-1, such as BE).")
@click.option("--office", "office_code", metavar="CODE", help="Only this office.")
@click.option("--from", "first", type=Day(), help="First day; the programme's own where not given.")
@click.option("--to", "last", type=Day(), help="Last day; the programme's own, or today.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--public", is_flag=True, help="Suppress counts under five, as for readers who may not see the records.")
def outcomes(
    *,
    programme_code: str,
    host_country: str | None,
    office_code: str | None,
    first: date | None,
    last: date | None,
    form: str,
    public: bool,
) -> None:
    """Print what became of the people of a programme, and of its vacancies.

    \b
    Examples:
      jobmatch report outcomes --programme MAGNET-I
      jobmatch report outcomes --programme MAGNET-I --host-country BE --format json
      jobmatch report outcomes --programme MAGNET-III --office ERB --from 2026-01-01 --to 2026-06-30 --format csv
    """
    from jobmatch.clock import today
    from jobmatch.db import db
    from jobmatch.services import figures
    from jobmatch.services.programmes import office_with_code, programme_with_code

    with application(reading=True):
        scope = figures.make_scope(
            programme_with_code(db.session, programme_code),
            today=today(),
            host_country=host_country,
            office=office_with_code(db.session, office_code) if office_code else None,
            first=first,
            last=last,
        )
        found = figures.outcomes_report(db.session, scope)
        shown = (figures.suppress_small_counts(found) if public else found).as_dict()
    click.echo({"json": as_json, "csv": as_csv, "table": as_table}[form](shown), nl=form != "csv")


def as_json(shown: dict[str, Any]) -> str:
    """The report as JSON."""
    return json.dumps(shown, indent=2, ensure_ascii=False)


def sections(shown: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """(breakdown, key, figures) of the whole and of every group."""
    from jobmatch.services.figures import BREAKDOWNS

    groups = [(name, row["key"], row["figures"]) for name in BREAKDOWNS for row in shown[name]]
    return [("total", "total", shown["figures"]), *groups]


def as_csv(shown: dict[str, Any]) -> str:
    """One line for the whole and for every group; a figure that a group cannot have is empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["breakdown", "key", *shown["figures"]])
    for breakdown, key, values in sections(shown):
        writer.writerow([breakdown, key, *("" if value is None else value for value in values.values())])
    return out.getvalue()


def as_table(shown: dict[str, Any]) -> str:
    """The figures one below the other, then people and referrals of each group side by side."""
    lines = [f"{shown['name']}, {shown['from']} to {shown['to']}"]
    filters = [shown[name] for name in ("host_country", "office") if shown[name]]
    lines += [f"Only {', '.join(filters)}"] if filters else []
    lines += ["", *(f"{name:<26} {cell(value):>14}" for name, value in shown["figures"].items())]
    columns = ("registered", "withdrawn", "active", "employed", "looking", "referrals", "vacancies", "openings")
    for breakdown, key, values in sections(shown)[1:]:
        if lines[-1] and not lines[-1].startswith(f"{breakdown} "):
            lines += ["", f"{breakdown:<30}" + "".join(f"{name:>15}" for name in columns)]
        lines.append(f"{breakdown} {key}"[:29].ljust(30) + "".join(f"{cell(values[name]):>15}" for name in columns))
    return "\n".join(lines)


def cell(value: Any) -> str:
    """A figure as text; a dash where there is none."""
    return "-" if value is None else str(value)
