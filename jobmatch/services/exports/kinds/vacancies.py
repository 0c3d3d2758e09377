"""Vacancies, one row each; nothing of a person."""

from typing import Any

from sqlalchemy import Select, func, or_, select

from jobmatch.access.identity import ShownItem
from jobmatch.services import attention
from jobmatch.services.exports import filters, related
from jobmatch.services.exports.columns import CellType, Kind, facts_of
from jobmatch.services.vacancy_approval import awaiting_approval
from models import (
    Employer,
    ExportKind,
    ExportPurpose,
    Programme,
    Role,
    Vacancy,
    VacancyKind,
    VacancyLanguage,
    VacancySkill,
    VacancyState,
)

V, T = Vacancy, CellType
fact = facts_of(V)


def asked(essential: bool) -> Any:
    """The skills that must be there, or those that would be welcome."""
    return lambda rows, _level: [
        ShownItem(concept=row.concept, text=None if row.concept else row.text, level=row.level)
        for row in sorted(rows, key=lambda row: -row.weight)
        if row.essential is essential
    ]


def least_levels(rows: Any, _level: Any) -> list[dict[str, Any]]:
    """The languages asked for with their least level."""
    return [
        {"code": row.code, "level": row.level, "mother_tongue": False} for row in sorted(rows, key=lambda r: r.code)
    ]


COLUMNS = (
    fact("reference", intake="reference", chosen=True),
    fact("title", intake="title", chosen=True),
    fact("employer", sql=Employer.name, intake="employer", chosen=True),
    fact("phone", sql=Employer.phone, intake="phone"),
    fact("email", sql=Employer.email, intake="email"),
    fact("kind", words="enum", intake="kind"),
    fact("description", intake="description"),
    fact("openings", T.NUMBER, intake="openings", chosen=True),
    fact("filled", T.NUMBER, chosen=True),
    fact("state", words="enum", chosen=True),
    fact("occupation", words="concept"),
    fact("isco"),
    fact("skills_essential", related="skills", show=asked(True), words="items", intake="skills_essential"),
    fact("skills_optional", related="skills", show=asked(False), words="items", intake="skills_optional"),
    fact("languages", sql=None, related="languages", show=least_levels, words="languages", intake="languages"),
    fact("country", words="country", intake="country"),
    fact("place", sql=V.place_text, intake="place"),
    fact("governorate", words="governorate", intake="governorate", chosen=True),
    fact("remote", T.BOOLEAN, intake="remote"),
    fact("abroad", T.BOOLEAN),
    fact("experience_years", T.NUMBER, intake="experience_years"),
    fact("education", words="education", intake="education"),
    fact("licences", words="list", intake="licences"),
    fact("hazardous", T.BOOLEAN, intake="hazardous"),
    fact("contract", words="enum", intake="contract"),
    fact("hours_per_week", T.NUMBER, intake="hours_per_week"),
    fact("pay_min", T.MONEY),
    fact("pay_max", T.MONEY),
    fact("pay_currency", intake="pay_currency"),
    fact("pay_period", words="enum", intake="pay_period"),
    fact("starts_on", T.DATE, intake="starts_on"),
    fact("expires_on", T.DATE, intake="expires_on", chosen=True),
    fact("published_at", T.MOMENT),
    fact("closed_at", T.MOMENT),
    fact("close_reason", words="enum"),
    fact("programme", sql=Programme.code),
    fact("updated_at", T.MOMENT),
)


def joins(query: Select[Any]) -> Select[Any]:
    """The employer and the programme beside the vacancy."""
    return query.join(Employer, Employer.id == V.employer_id).outerjoin(Programme, Programme.id == V.programme_id)


def named(words: str, _reader: Any, _session: Any) -> Any:
    """Words in the title or the employer's name, or the very reference."""
    like = f"%{words.strip().lower()}%"
    return or_(
        func.lower(V.title).like(like),
        func.lower(Employer.name).like(like),
        func.lower(V.reference) == words.strip().lower(),
    )


KIND = Kind(
    code=ExportKind.VACANCIES,
    model=V,
    person=False,
    roles=frozenset({Role.OFFICER, Role.ORGANISER}),
    purposes=(ExportPurpose.CONTACT, ExportPurpose.REPORT, ExportPurpose.FAIR, ExportPurpose.BACKUP),
    columns=COLUMNS,
    joins=joins,
    filters={
        "ids": filters.numbers(V.id),
        "q": named,
        "state": filters.member(
            V.state,
            VacancyState,
            ending=lambda reader: attention.expiring(reader.today),
            to_approve=lambda _reader: awaiting_approval(),
        ),
        "kind": filters.member(V.kind, VacancyKind),
        "governorate": filters.equal(V.governorate),
        "employer": filters.number(V.employer_id),
    },
    sorts={
        "reference": V.id,
        "title": V.title,
        "state": V.state,
        "published": V.published_at,
        "expires": V.expires_on,
        "openings": V.openings,
    },
    default_sort="-published",
    related={
        "skills": related.loader(
            select(
                VacancySkill.vacancy_id,
                VacancySkill.concept,
                VacancySkill.text,
                VacancySkill.level,
                VacancySkill.weight,
                VacancySkill.essential,
            ),
            VacancySkill.vacancy_id,
        ),
        "languages": related.loader(
            select(VacancyLanguage.vacancy_id, VacancyLanguage.code, VacancyLanguage.level), VacancyLanguage.vacancy_id
        ),
    },
)
