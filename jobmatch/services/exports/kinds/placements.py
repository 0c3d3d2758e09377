"""Placements, one row each, with what the follow-ups found."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, select

from jobmatch.access.identity import Level
from jobmatch.services.exports import filters, related
from jobmatch.services.exports.columns import CellType, Column, Kind, facts_of
from jobmatch.services.exports.kinds import case
from jobmatch.services.exports.levels import PERSON_KEYS
from models import (
    Employer,
    ExportKind,
    ExportPurpose,
    FollowUp,
    JobSeeker,
    Placement,
    PlacementSource,
    PlacementState,
    Role,
    Vacancy,
)

W, T = Placement, CellType
MONTHS = (1, 3, 6, 12)
fact = facts_of(W, Level.FULL)


def answer(months: int, name: str) -> Callable[[Any, Level], Any]:
    """What was answered so many months into the work."""
    return lambda rows, _level: next((getattr(row, name) for row in rows if row.months == months), None)


def follow_up_columns() -> tuple[Column, ...]:
    """Still employed, and both ratings, at each of the months."""
    return tuple(
        fact(f"{name}_{months}", kind, related="follow_ups", show=answer(months, name))
        for months in MONTHS
        for name, kind in (
            ("still_employed", T.BOOLEAN),
            ("seeker_rating", T.NUMBER),
            ("employer_rating", T.NUMBER),
        )
    )


COLUMNS = (
    case.REFERENCE,
    *case.NAMES,
    *case.CONTACTS,
    case.GOVERNORATE,
    fact("employer", sql=func.coalesce(Employer.name, W.employer_name), chosen=True),
    fact("vacancy_reference", sql=Vacancy.reference),
    fact("title", chosen=True),
    fact("occupation", words="concept"),
    fact("source", words="enum", chosen=True),
    fact("state", words="enum", chosen=True),
    fact("contract", words="enum"),
    fact("started_on", T.DATE, chosen=True),
    fact("pay", T.MONEY),
    fact("pay_currency"),
    fact("pay_period", words="enum"),
    fact("subsidy_monthly", T.MONEY),
    fact("subsidy_currency"),
    fact("subsidy_months", T.NUMBER),
    fact("ended_on", T.DATE),
    fact("end_reason", words="enum"),
    *follow_up_columns(),
    fact("updated_at", T.MOMENT),
)


def joins(query: Select[Any]) -> Select[Any]:
    """The person, the employer and the vacancy."""
    return (
        query.join(JobSeeker, JobSeeker.id == W.job_seeker_id)
        .outerjoin(Employer, Employer.id == W.employer_id)
        .outerjoin(Vacancy, Vacancy.id == W.vacancy_id)
    )


KIND = Kind(
    code=ExportKind.PLACEMENTS,
    model=W,
    person=True,
    roles=frozenset({Role.OFFICER}),
    purposes=(ExportPurpose.CONTACT, ExportPurpose.REPORT, ExportPurpose.BACKUP),
    columns=COLUMNS,
    joins=joins,
    keys=PERSON_KEYS,
    filters={
        "ids": filters.numbers(W.id),
        "state": filters.member(W.state, PlacementState),
        "source": filters.member(W.source, PlacementSource),
    },
    sorts={"started": W.started_on, "state": W.state, "source": W.source},
    default_sort="-started",
    related={
        "follow_ups": related.loader(
            select(
                FollowUp.placement_id,
                FollowUp.months,
                FollowUp.still_employed,
                FollowUp.seeker_rating,
                FollowUp.employer_rating,
            ),
            FollowUp.placement_id,
        )
    },
)
