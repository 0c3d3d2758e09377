"""The counts: four statements for a report, whatever its size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, Select, String, and_, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from jobmatch.services.figures import conditions
from jobmatch.services.figures.scope import Scope
from models import FairEmployer, JobFair, Vacancy
from models.base import UtcDateTime

KEYS = (
    "registered",
    "withdrawn",
    "active",
    "employed",
    "employed_through_service",
    "employed_own_network",
    "self_employed",
    "in_training",
    "looking",
    "positions_referred",
    "referrals",
    "interviews",
    "offers_made",
    "businesses",
    "vacancies",
    "openings",
    "fair_businesses",
    "target_employed",
)
MARKET = ("businesses", "vacancies", "openings", "fair_businesses")
"""Figures that a vacancy or a fair has, and no person: they know no host country and no gender."""

BREAKDOWNS = ("by_month", "by_host_country", "by_governorate", "by_gender")
UNKNOWN = "unknown"

Figures = dict[str, Any]
Counted = dict[tuple[str, str], Figures]


@dataclass
class Report:
    """The figures of a scope, in all and by group. A figure that a group cannot have is None."""

    scope: Scope
    figures: Figures
    groups: dict[str, list[dict[str, Any]]]  # breakdown to [{"key": ..., "figures": ...}, ...]

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON shows it."""
        scope = self.scope
        return {
            "programme": scope.programme.code,
            "name": scope.programme.name,
            "from": scope.period.first.isoformat(),
            "to": scope.period.last.isoformat(),
            "host_country": scope.host_country,
            "office": scope.office.code if scope.office else None,
            "figures": self.figures,
            **self.groups,
        }


def outcomes_report(session: Session, scope: Scope) -> Report:
    """Count everything that a scope holds."""
    counted: Counted = {}
    for statement in (count_people(scope), count_steps(scope), count_vacancies(scope), count_fairs(scope)):
        for row in session.execute(statement):
            values = row._asdict()
            counted.setdefault((values.pop("breakdown"), values.pop("key")), {}).update(values)
    total = finished(counted.get(("total", "total"), {}), scope, "total")
    groups = {name: group(counted, scope, name) for name in BREAKDOWNS}
    return Report(scope, total, groups)


def group(counted: Mapping[tuple[str, str], Figures], scope: Scope, breakdown: str) -> list[dict[str, Any]]:
    """One breakdown: every month, else every value that occurs, what is unknown last."""
    found = {key for name, key in counted if name == breakdown}
    if breakdown == "by_month":
        found = {month.key for month in scope.months()}
    return [
        {"key": key, "figures": finished(counted.get((breakdown, key), {}), scope, breakdown)}
        for key in sorted(found, key=lambda key: (key == UNKNOWN, key))
    ]


def finished(counts: Figures, scope: Scope, breakdown: str) -> Figures:
    """All keys in their order: sums of outcomes, zeros, and None where a figure cannot be had."""
    whole = {key: counts.get(key) or 0 for key in KEYS}
    whole["employed"] = sum(whole[key] for key in conditions.EMPLOYED)
    whole["active"] = whole["employed"] + whole["in_training"] + whole["looking"]
    whole["registered"] = whole["active"] + whole["withdrawn"]
    undivided = breakdown == "total" and not scope.host_country and not scope.office
    whole["target_employed"] = scope.programme.target_employed if undivided else None
    if scope.host_country or breakdown in ("by_host_country", "by_gender"):
        whole |= dict.fromkeys(MARKET)
    return whole


def calendar(scope: Scope) -> CTE:
    """The months of the period as a table."""
    months = [
        select(
            literal(month.key, String).label("key"),
            literal(month.first, Date).label("first"),
            literal(month.last, Date).label("last"),
            literal(month.starts_at, UtcDateTime()).label("starts_at"),
            literal(month.ends_before, UtcDateTime()).label("ends_before"),
        )
        for month in scope.months()
    ]
    return (months[0] if len(months) == 1 else union_all(*months)).cte("month")


def by_day(months: CTE, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """The month of a day."""
    return and_(day >= months.c.first, day <= months.c.last)


def by_instant(months: CTE, at: ColumnElement[Any]) -> ColumnElement[bool]:
    """The month of an instant."""
    return and_(at >= months.c.starts_at, at < months.c.ends_before)


def grouped(
    base: CTE, counts: Iterable[ColumnElement[Any]], groups: Iterable[str], months: CTE, in_month: ColumnElement[bool]
) -> Any:
    """The same counts in all, by month, and by each of some columns, in one statement."""
    counts = list(counts)
    parts: list[Select[Any]] = [
        select(literal("total", String).label("breakdown"), literal("total", String).label("key"), *counts),
        select(literal("by_month", String), months.c.key, *counts)
        .select_from(base.join(months, in_month))
        .group_by(months.c.key),
    ]
    for name in groups:
        column = base.c[name]
        key = func.coalesce(column, literal(UNKNOWN, String))
        parts.append(select(literal(f"by_{name}", String), key, *counts).select_from(base).group_by(column))
    return union_all(*parts)


def count_people(scope: Scope) -> Any:
    """People by outcome."""
    base, months = conditions.people(scope).cte("person"), calendar(scope)
    counts = [func.count(case((base.c.outcome == name, 1))).label(name) for name in conditions.OUTCOMES]
    return grouped(base, counts, ("host_country", "governorate", "gender"), months, by_day(months, base.c.day))


def count_steps(scope: Scope) -> Any:
    """Referrals by the steps that they reached, and the distinct vacancies that they reached."""
    base, months = conditions.steps(scope).cte("step"), calendar(scope)
    counts = [func.count(case((base.c.step == name, 1))).label(name) for name in conditions.STEPS]
    sent = case((base.c.step == "referrals", base.c.vacancy_id))
    counts.append(func.count(sent.distinct()).label("positions_referred"))
    return grouped(base, counts, ("host_country", "governorate", "gender"), months, by_instant(months, base.c["at"]))


def count_vacancies(scope: Scope) -> Any:
    """Vacancies, their openings and their businesses."""
    query = select(Vacancy.published_at.label("at"), Vacancy.governorate, Vacancy.employer_id, Vacancy.openings)
    base, months = query.where(conditions.published(scope)).cte("published"), calendar(scope)
    counts = [
        func.count().label("vacancies"),
        func.coalesce(func.sum(base.c.openings), 0).label("openings"),
        func.count(base.c.employer_id.distinct()).label("businesses"),
    ]
    return grouped(base, counts, ("governorate",), months, by_instant(months, base.c["at"]))


def count_fairs(scope: Scope) -> Any:
    """Businesses at one fair or more."""
    query = select(JobFair.starts_on.label("day"), JobFair.governorate, FairEmployer.employer_id)
    query = query.join(JobFair, JobFair.id == FairEmployer.fair_id).where(conditions.attended(scope))
    base, months = query.cte("attended"), calendar(scope)
    counts = [func.count(base.c.employer_id.distinct()).label("fair_businesses")]
    return grouped(base, counts, ("governorate",), months, by_day(months, base.c.day))
