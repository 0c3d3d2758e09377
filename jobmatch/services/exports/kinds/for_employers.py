"""What an employer exports: its own vacancies, and the people referred to it as it may see them.

They are lists of their own, made of what the employer's pages show. How far the office has come with somebody, and why
somebody left, is in none of their columns, filters and sorts.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import case, func, literal, select, type_coerce

from jobmatch.access.identity import Level
from jobmatch.services.exports import filters, related
from jobmatch.services.exports.columns import CellType, Kind, facts_of
from jobmatch.services.exports.kinds import case as person
from jobmatch.services.exports.kinds import referrals, vacancies
from jobmatch.services.exports.levels import REFERRAL_KEYS
from models import (
    ExportPurpose,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    Referral,
    ReferralState,
    Role,
    Vacancy,
)

R, T = Referral, CellType
EMPLOYERS = frozenset({Role.EMPLOYER})
OWN = (ExportPurpose.EMPLOYER,)
NOT_THEIRS = frozenset({"employer", "phone", "email", "programme"})
"""Columns of a vacancy that say the employer's own name again, or whom the office works for."""

STATE: Any = type_coerce(
    case((R.state == ReferralState.DECLINED, literal(ReferralState.WITHDRAWN, R.state.type)), else_=R.state),
    R.state.type,
)
"""Where a referral stands: whoever is no longer available is not told apart by who ended it."""

VACANCIES = replace(
    vacancies.KIND,
    roles=EMPLOYERS,
    purposes=OWN,
    columns=tuple(column for column in vacancies.KIND.columns if column.code not in NOT_THEIRS),
    filters={name: vacancies.KIND.filters[name] for name in ("ids", "q", "state")},
    sorts={**vacancies.KIND.sorts, "updated": Vacancy.updated_at},
    default_sort="-updated",
)

fact = facts_of(JobSeeker, Level.ANONYMOUS)
referral_fact = facts_of(R, Level.ANONYMOUS)


def of_person(model: Any, *columns: Any) -> Any:
    """What hangs on the person of each referral."""
    query = select(R.id, *columns).join(model, model.job_seeker_id == R.job_seeker_id)
    return related.loader(query, R.id)


COLUMNS = (
    referral_fact("reference", sql=R.id, words="referral_number", chosen=True),
    *person.NAMES,
    *person.CONTACTS,
    referral_fact("vacancy_reference", sql=Vacancy.reference),
    referral_fact("vacancy_title", sql=Vacancy.title, chosen=True),
    referral_fact("state", sql=STATE, words="told_employer", chosen=True),
    referral_fact("since", T.MOMENT, sql=func.coalesce(R.sent_at, R.presented_at), chosen=True),
    referral_fact("interview_on", T.MOMENT, Level.SHARED, chosen=True),
    referral_fact("interview_place", level=Level.SHARED),
    person.GOVERNORATE,
    fact("skills", sql=None, related="skills", show=related.items, words="items", chosen=True),
    fact("occupations_held", related="occupations", show=related.items, words="items", chosen=True),
    fact("languages", sql=None, related="languages", show=related.languages, words="languages", chosen=True),
    fact("experience_years", T.NUMBER),
    fact("education", words="education"),
    fact("licences", words="list"),
    fact("available_on", T.DATE),
    fact("remote", T.BOOLEAN),
)

PEOPLE = Kind(
    code=referrals.KIND.code,
    model=R,
    person=True,
    roles=EMPLOYERS,
    purposes=OWN,
    columns=COLUMNS,
    joins=referrals.joins,
    keys=REFERRAL_KEYS,
    filters={
        "ids": filters.numbers(R.id),
        "vacancy": filters.number(R.vacancy_id),
        "show": filters.one_of(
            open=lambda _reader: R.closed_at.is_(None),
            closed=lambda _reader: R.closed_at.is_not(None),
            all=lambda _reader: R.id.is_not(None),
        ),
    },
    sorts={"updated": R.updated_at, "since": R.sent_at, "state": STATE},
    default_sort="-updated",
    on_screen={"show": "open"},
    related={
        "skills": of_person(
            JobSeekerSkill, JobSeekerSkill.concept, JobSeekerSkill.text, JobSeekerSkill.level, JobSeekerSkill.years
        ),
        "occupations": of_person(
            JobSeekerOccupation,
            JobSeekerOccupation.concept,
            JobSeekerOccupation.text,
            literal(None).label("level"),
            JobSeekerOccupation.years,
            JobSeekerOccupation.held,
        ),
        "languages": of_person(
            JobSeekerLanguage, JobSeekerLanguage.code, JobSeekerLanguage.level, JobSeekerLanguage.mother_tongue
        ),
    },
)

KINDS = (VACANCIES, PEOPLE)
