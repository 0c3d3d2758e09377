"""The filters of a list in words, so that everybody sees what a file is narrowed to before it is made."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select

from jobmatch.access import current_account, visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput, NotFound
from jobmatch.forms import row_number
from jobmatch.options import language
from jobmatch.services import taxonomy
from jobmatch.services.exports.columns import Kind, Reader
from jobmatch.services.exports.kinds import query_of
from jobmatch.wording import country_name, word
from models import (
    BoothState,
    Employer,
    ExportKind,
    FairEmployer,
    GuestState,
    InterviewState,
    JobFair,
    JobSeekerState,
    PlacementSource,
    PlacementState,
    Programme,
    ReferralState,
    Vacancy,
    VacancyKind,
    VacancyState,
)

LABELS: dict[str, Any] = {
    "state": _l("State"),
    "kind": _l("Kind"),
    "source": _l("How it was found"),
    "governorate": _l("Governorate"),
    "programme": _l("Programme"),
    "officer": _l("Officer"),
    "consent": _l("Consent"),
    "fresh": _l("Profile"),
    "skill": _l("Skill"),
    "occupation": _l("Occupation"),
    "search": _l("Search"),
    "q": _l("Words"),
    "employer": _l("Employer"),
    "vacancy": _l("Vacancy"),
    "fair": _l("Job fair"),
    "booth": _l("Booth"),
    "host_country": _l("Host country"),
    "first": _l("From"),
    "last": _l("To"),
    "ids": _l("Rows"),
    "show": _l("State"),
}
NAMED: dict[str, Any] = {
    "awaiting": _l("Answer overdue"),
    "open": _l("Open"),
    "closed": _l("Closed"),
    "all": _l("All"),
    "ending": _l("Ending soon"),
    "to_approve": _l("To be approved"),
    "mine": _l("Mine"),
    "missing": _l("Missing"),
    "stale": _l("Stale"),
}
STATES: dict[ExportKind, Any] = {
    ExportKind.PEOPLE: JobSeekerState,
    ExportKind.VACANCIES: VacancyState,
    ExportKind.REFERRALS: ReferralState,
    ExportKind.PLACEMENTS: PlacementState,
    ExportKind.FAIR_GUESTS: GuestState,
    ExportKind.FAIR_INTERVIEWS: InterviewState,
    ExportKind.FAIR_BOOTHS: BoothState,
}
ROWS: dict[str, tuple[Any, str]] = {
    "employer": (Employer, "name"),
    "vacancy": (Vacancy, "title"),
    "fair": (JobFair, "name"),
}


def usable_query(kind: Kind, reader: Reader, arguments: Mapping[str, str]) -> dict[str, Any]:
    """What a list's address asks for; values that nobody knows are passed over, as the list on screen does."""
    query: dict[str, Any] = query_of(kind, arguments)
    filters = dict(query["filters"])
    if kind.code is not ExportKind.FIGURES:
        for name, value in query["filters"].items():
            try:
                kind.filters[name](str(value), reader, db.session)
            except (InvalidInput, NotFound):
                filters.pop(name)
    return {**query, "filters": filters}


def told(kind: Kind, filters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(label, value) of each filter, in words."""
    return [(str(LABELS.get(name, name)), value_of(kind, name, str(value))) for name, value in filters.items()]


def value_of(kind: Kind, name: str, value: str) -> str:
    """One filter's value in words; what has none stands as it was typed."""
    enum = {"state": STATES.get(kind.code), "kind": VacancyKind, "source": PlacementSource}.get(name)
    if enum is not None and value in set(enum):
        return str(word(enum(value)))
    if name in TOLD:
        return TOLD[name](value)
    if name in ROWS or name == "booth":
        return row_name(name, value)
    return str(NAMED.get(value, value))


def known_number(value: str) -> int | None:
    """The number of a row, if it can be one."""
    try:
        return row_number(value)
    except ValueError:
        return None


def programme_name(value: str) -> str:
    """A programme by its number or its code."""
    number = known_number(value)
    key = Programme.id == number if number else Programme.code == value
    return db.session.scalar(select(Programme.name).where(key)) or value


def row_name(name: str, value: str) -> str:
    """The name of a row that the account may see; else the number as it is."""
    number = known_number(value)
    if number is None:
        return value
    if name == "booth":
        booth = db.session.scalar(visible(FairEmployer).where(FairEmployer.id == number))
        return booth.employer.name if booth else value
    model, column = ROWS[name]
    row = db.session.scalar(visible(model).where(model.id == number))
    return str(getattr(row, column)) if row else value


def reader_for(purpose: Any) -> Reader:
    """Whoever is signed in, for a purpose."""
    return Reader(current_account(), purpose, today(), language())


TOLD: dict[str, Callable[[str], str]] = {
    "search": lambda _value: _("the people found by a search"),
    "ids": lambda value: ngettext("%(num)s chosen row", "%(num)s chosen rows", len(value.split(","))),
    "governorate": lambda value: taxonomy.governorate_name(value, language()),
    "host_country": country_name,
    "programme": programme_name,
}
