"""A staged row as the columns of a person and of what hangs on them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jobmatch.services import taxonomy
from jobmatch.services.consents import SERVICE, TEXT_VERSION
from jobmatch.services.names import name_key
from models import (
    CodedText,
    ConsentGiven,
    ConsentPurpose,
    ContractType,
    DatePrecision,
    Evidence,
    Gender,
    ImportRun,
    JobSeeker,
    JobSeekerState,
    PayPeriod,
    VacancyKind,
)

Coded = Mapping[str, CodedText]
DAYS = frozenset({"birth_on", "returned_on", "available_on", "registered_on", "starts_on", "expires_on"})
ENUMS = {
    "birth_precision": DatePrecision,
    "gender": Gender,
    "pay_period": PayPeriod,
    "contract": ContractType,
    "kind": VacancyKind,
}
AMOUNTS = frozenset({"pay_floor", "pay_min", "pay_max"})
COLUMNS = tuple(
    column.key
    for column in JobSeeker.__table__.columns
    if column.key not in ("id", "created_at", "updated_at", "version", "case_reference")
)
LEVELS = ("level", "listening", "reading", "speaking", "writing")


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Staged values as the types of their columns."""
    return {name: typed_value(name, value) for name, value in values.items()}


def typed_value(name: str, value: Any) -> Any:
    """One staged value as the type of its column."""
    if value is None:
        return None
    if name in DAYS:
        return date.fromisoformat(value)
    if name in AMOUNTS:
        return Decimal(value)
    return ENUMS[name](value) if name in ENUMS else value


def person_columns(
    run: ImportRun, parsed: Mapping[str, Any], row_id: int, reference: str, *, today: date, at: datetime
) -> dict[str, Any]:
    """Every column of a new person, so that all rows of a bulk insert are alike."""
    values = typed(parsed.get("values") or {})
    return {
        **dict.fromkeys(COLUMNS),
        **values,
        "registered_on": values.get("registered_on") or today,
        "confirmed_on": values.get("registered_on"),
        "name_key": name_key(values.get("name_latin"), values.get("name_native")),
        "raw_intake": parsed.get("raw") or None,
        "id": row_id,
        "case_reference": reference,
        "office_id": run.office_id,
        "programme_id": run.programme_id,
        "state": JobSeekerState.ACTIVE,
        "version": 1,
        "created_at": at,
        "updated_at": at,
    }


def skill_rows(person: int, skills: Iterable[list[Any]], coded: Coded) -> list[dict[str, Any]]:
    """The skills of a person, a concept once: the higher level and the more years win."""
    found: dict[str, dict[str, Any]] = {}
    for text, level, years, *_ in skills:
        concept, coding = concept_of(coded, text)
        row = found.setdefault(
            concept or f"={text}",
            {
                "job_seeker_id": person,
                "concept": concept,
                "text": text[:300],
                "coded_text_id": coding,
                "level": None,
                "years": None,
                "evidence": Evidence.STATED,
            },
        )
        row["level"] = higher(row["level"], level)
        row["years"] = higher(row["years"], years)
    return list(found.values())


def occupation_rows(person: int, jobs: Iterable[list[Any]], coded: Coded) -> list[dict[str, Any]]:
    """The occupations of a person, a concept once: held and wanted are added up."""
    found: dict[str, dict[str, Any]] = {}
    for text, years, held, wanted in jobs:
        concept, coding = concept_of(coded, text)
        row = found.setdefault(
            concept or f"={text}",
            {
                "job_seeker_id": person,
                "concept": concept,
                "isco": taxonomy.isco(concept),
                "text": text[:300],
                "coded_text_id": coding,
                "years": None,
                "held": False,
                "wanted": False,
            },
        )
        row["years"] = higher(row["years"], years)
        row["held"], row["wanted"] = row["held"] or held, row["wanted"] or wanted
    return list(found.values())


def language_rows(person: int, languages: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The languages of a person."""
    return [
        {
            "job_seeker_id": person,
            "code": language["code"],
            "mother_tongue": language.get("mother_tongue", False),
            **{name: language.get(name) for name in LEVELS},
        }
        for language in languages
    ]


def consent_rows(
    person: int, consents: Iterable[list[str]], *, by_id: int | None, at: datetime
) -> list[dict[str, Any]]:
    """The consents of a person, a purpose once."""
    found = {
        purpose: {
            "job_seeker_id": person,
            "purpose": ConsentPurpose(purpose),
            "recipient": SERVICE,
            "text_version": TEXT_VERSION,
            "language": None,
            "given": ConsentGiven(given),
            "given_on": date.fromisoformat(given_on),
            "recorded_by_id": by_id,
            "recorded_at": at,
            "withdrawn_on": None,
        }
        for purpose, given_on, given in consents
    }
    return list(found.values())


def concept_of(coded: Coded, text: str) -> tuple[str | None, int | None]:
    """The concept that a text surely names, and the row of its coding."""
    row = coded.get(text)
    return (row.concept, row.id) if row else (None, None)


def higher(one: float | None, other: float | None) -> Any:
    """The greater of two figures of which each may be unknown."""
    return max((value for value in (one, other) if value is not None), default=None)
