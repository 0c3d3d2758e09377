"""People, one row each, in the columns that an import knows and those of the case."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, false, null, or_, select
from sqlalchemy.orm import Session

from jobmatch.access.identity import Level
from jobmatch.access.scope import scope_of
from jobmatch.errors import NotFound
from jobmatch.services import attention, people_search, taxonomy
from jobmatch.services.exports import filters, related
from jobmatch.services.exports.columns import CellType, Column, Filter, Kind, Reader, facts_of
from jobmatch.services.exports.levels import PERSON_KEYS
from models import (
    Account,
    Consent,
    ConsentPurpose,
    ExportKind,
    ExportPurpose,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    JobSeekerState,
    Office,
    Partner,
    Programme,
    Role,
    SavedSearch,
)

P, T = JobSeeker, CellType
ANONYMOUS, SHARED, FULL = Level.ANONYMOUS, Level.SHARED, Level.FULL
fact = facts_of(P, FULL)


def name(code: str, level: Level = SHARED, **more: Any) -> Column:
    """A name or a contact, read back as the field of the same name."""
    return fact(code, level=level, identifies=True, **{"intake": code, **more})


def given_on(purpose: ConsentPurpose) -> Callable[[Any, Level], Any]:
    """The day of the consent for a purpose that is in force."""
    return lambda rows, _level: max((row.given_on for row in rows if row.purpose is purpose), default=None)


def known_birth(rows: Any, _level: Level) -> Any:
    """A birth date as far as it is known: a day, or only the month or the year."""
    _id, on, precision = rows[0]
    if on is None or precision is None or precision.value == "day":
        return on
    return f"{on:%Y}" if precision.value == "year" else f"{on:%Y-%m}"


COLUMNS = (
    name("case_reference", FULL, chosen=True),
    name("name_latin", chosen=True),
    name("name_native", chosen=True),
    name("phone", chosen=True),
    name("other_phone"),
    name("email"),
    name("address", FULL),
    fact("birth_on", T.DATE, sql=None, related="birth", show=known_birth, intake="birth_on"),
    fact("gender", words="enum", intake="gender"),
    fact("host_country", words="country", intake="host_country"),
    fact("returned_on", T.DATE, intake="returned_on"),
    fact("household_size", T.NUMBER, intake="household_size"),
    fact("language", words="page_language", intake="language"),
    fact("place", sql=P.place_text, intake="place"),
    fact("governorate", level=ANONYMOUS, words="governorate", intake="governorate", chosen=True),
    fact("radius_km", T.NUMBER, intake="radius_km"),
    fact("governorates", words="governorate", intake="governorates"),
    fact("abroad", T.BOOLEAN, intake="abroad"),
    fact("remote", T.BOOLEAN, level=ANONYMOUS, intake="remote"),
    fact("experience_years", T.NUMBER, level=ANONYMOUS, intake="experience_years"),
    fact("education", level=ANONYMOUS, words="education", chosen=True),
    fact("education_text", identifies=True, intake="education"),
    fact("available_on", T.DATE, level=ANONYMOUS, intake="available_on"),
    fact("pay", T.MONEY, sql=P.pay_floor, intake="pay"),
    fact("pay_currency", intake="pay_currency"),
    fact("pay_period", words="enum", intake="pay_period"),
    fact("contract", sql=P.contracts, words="contract", intake="contract"),
    fact("licences", level=ANONYMOUS, words="list", intake="licences"),
    fact("summary", identifies=True, intake="summary"),
    fact("skills", level=ANONYMOUS, related="skills", show=related.items, words="items", intake="skills", chosen=True),
    fact(
        "occupations_held",
        level=ANONYMOUS,
        related="occupations",
        show=lambda rows, level: related.items([row for row in rows if row.held], level),
        words="items",
        intake="occupations_held",
        chosen=True,
    ),
    fact(
        "occupations_wanted",
        related="occupations",
        show=lambda rows, level: related.items([row for row in rows if row.wanted], level),
        words="items",
        intake="occupations_wanted",
    ),
    fact(
        "languages",
        level=ANONYMOUS,
        sql=None,
        related="languages",
        show=related.languages,
        words="languages",
        intake="languages",
        chosen=True,
    ),
    fact("consent_on", T.DATE, related="consents", show=given_on(ConsentPurpose.MATCHING), intake="consent_on"),
    fact("consent_employers_on", T.DATE, related="consents", show=given_on(ConsentPurpose.EMPLOYERS)),
    fact(
        "consent_fairs_on", T.DATE, related="consents", show=given_on(ConsentPurpose.FAIRS), intake="consent_fairs_on"
    ),
    fact("registered_on", T.DATE, intake="registered_on", chosen=True),
    fact("confirmed_on", T.DATE),
    fact("state", words="enum", chosen=True),
    fact("programme", sql=Programme.code),
    fact("office", sql=Office.name),
    fact("officer", sql=Account.name),
    fact("partner", sql=Partner.name),
    fact("updated_at", T.MOMENT),
)


def joins(query: Select[Any]) -> Select[Any]:
    """The programme, the office, the officer and the partner beside the person."""
    return (
        query.join(Programme, Programme.id == P.programme_id)
        .join(Office, Office.id == P.office_id)
        .outerjoin(Account, Account.id == P.officer_id)
        .outerjoin(Partner, Partner.id == P.partner_id)
    )


def coded(kind: str, rows: Any, model: Any) -> Filter:
    """A condition: a skill or occupation is what the words name, or was written with them, as the list on screen."""

    def condition(words: str, reader: Reader, _session: Session) -> ColumnElement[bool]:
        words = words.strip()[:100]
        found = taxonomy.search_concepts((kind,), words, reader.language)
        typed = taxonomy.fold(words)
        concepts = [concept for concept, _ in found[:1]]
        concepts += [concept for concept, called in found[1:] if typed and typed in taxonomy.fold(called)]
        return rows.any(or_(model.concept.in_(concepts), model.text.icontains(words, autoescape=True)))

    return condition


def found_ids(token: str, reader: Reader, session: Session) -> list[int]:
    """Whom the reader's own saved search finds now; `NotFound` for somebody else's."""
    search = session.scalar(
        select(SavedSearch).where(SavedSearch.token == token, scope_of(SavedSearch, reader.account))
    )
    if search is None:
        raise NotFound("search")
    country = reader.account.office.country if reader.account.office else "IQ"
    scope = scope_of(JobSeeker, reader.account)
    return people_search.find_people(session, str(search.criteria.get("q", "")), scope, country=country).ids


def found_by_search(token: str, reader: Reader, session: Session) -> ColumnElement[bool]:
    """The people whom a saved search finds."""
    ids = found_ids(token, reader, session)
    return P.id.in_(ids) if ids else false()


KIND = Kind(
    code=ExportKind.PEOPLE,
    model=P,
    person=True,
    roles=frozenset({Role.OFFICER, Role.ORGANISER}),
    purposes=(
        ExportPurpose.CONTACT,
        ExportPurpose.REPORT,
        ExportPurpose.FAIR,
        ExportPurpose.EMPLOYER,
        ExportPurpose.BACKUP,
    ),
    columns=COLUMNS,
    joins=joins,
    keys=PERSON_KEYS,
    filters={
        "ids": filters.numbers(P.id),
        "state": filters.member(P.state, JobSeekerState),
        "governorate": filters.equal(P.governorate),
        "programme": filters.number(P.programme_id),
        "officer": filters.one_of(mine=lambda reader: P.officer_id == reader.account.id),
        "consent": filters.one_of(missing=lambda _reader: attention.consent_missing()),
        "fresh": filters.one_of(stale=lambda reader: attention.stale(reader.today)),
        "skill": coded("skill", P.skills, JobSeekerSkill),
        "occupation": coded("occupation", P.occupations, JobSeekerOccupation),
        "search": found_by_search,
    },
    sorts={
        "name": P.name_latin,
        "reference": P.case_reference,
        "state": P.state,
        "registered": P.registered_on,
        "confirmed": P.confirmed_on,
    },
    default_sort="-registered",
    case_facts=frozenset(
        (
            *("state", "programme", "officer", "consent", "fresh", "occupation", "search"),
            *("reference", "registered", "confirmed"),
        )
    ),
    related={
        "birth": related.loader(select(P.id, P.birth_on, P.birth_precision), P.id),
        "skills": related.loader(
            select(
                JobSeekerSkill.job_seeker_id,
                JobSeekerSkill.concept,
                JobSeekerSkill.text,
                JobSeekerSkill.level,
                JobSeekerSkill.years,
            ),
            JobSeekerSkill.job_seeker_id,
        ),
        "occupations": related.loader(
            select(
                JobSeekerOccupation.job_seeker_id,
                JobSeekerOccupation.concept,
                JobSeekerOccupation.text,
                null().label("level"),
                JobSeekerOccupation.years,
                JobSeekerOccupation.held,
                JobSeekerOccupation.wanted,
            ),
            JobSeekerOccupation.job_seeker_id,
        ),
        "languages": related.loader(
            select(
                JobSeekerLanguage.job_seeker_id,
                JobSeekerLanguage.code,
                JobSeekerLanguage.level,
                JobSeekerLanguage.mother_tongue,
            ),
            JobSeekerLanguage.job_seeker_id,
        ),
        "consents": related.loader(
            select(Consent.job_seeker_id, Consent.purpose, Consent.given_on).where(Consent.withdrawn_on.is_(None)),
            Consent.job_seeker_id,
        ),
    },
)
