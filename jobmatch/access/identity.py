"""The one rule for identity: at which level an account sees a person, and what each level shows.

anonymous  no name, contact, free text, document or file name
shared     adds name, contacts and CV; never host country, return route, household, vulnerability or reasons
full       the case, for its own office and for the person
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any

from jobmatch.errors import NotFound
from models import (
    Account,
    ConsentPurpose,
    DocumentKind,
    EmployerState,
    JobSeeker,
    JobSeekerState,
    Referral,
    Role,
    WorkExperience,
)


class Level(IntEnum):
    """How much of a person is shown; higher shows more."""

    NONE = 0
    ANONYMOUS = 1
    SHARED = 2
    FULL = 3


def identity_level(account: Account, person: JobSeeker, referral: Referral | None = None) -> Level:
    """The level at which `account` may see `person`, in the light of the referral that connects them."""
    if account.role is Role.OFFICER:
        return Level.FULL if person.office_id == account.office_id else Level.NONE
    if account.role is Role.RETURNEE:
        return Level.FULL if person.id == account.job_seeker_id else Level.NONE
    if account.role is Role.EMPLOYER:
        return employer_level(account, referral)
    if account.role is Role.ORGANISER:
        return organiser_level(account, person)
    return Level.NONE


def employer_level(account: Account, referral: Referral | None) -> Level:
    """Nothing before the referral reached them; by name only while it lives and the person said yes to it.

    The yes to a referral stands on the consent to be shared with employers: whoever takes that back has no name there.

    An employer that is suspended, or not verified yet, reads no name at all.
    """
    if referral is None or referral.vacancy.employer_id != account.employer_id or not referral.reached_employer:
        return Level.NONE
    if referral.closed_at is not None and referral.state != "placed":
        return Level.ANONYMOUS
    if referral.vacancy.employer.state is not EmployerState.VERIFIED or referral.sent_at is None:
        return Level.ANONYMOUS
    agreed = referral.accepted_at is not None and agrees_to(referral.job_seeker, ConsentPurpose.EMPLOYERS)
    return Level.SHARED if agreed else Level.ANONYMOUS


def agrees_to(person: JobSeeker, purpose: ConsentPurpose) -> bool:
    """Whether the person's consent for a purpose is in force."""
    return any(row.purpose is purpose and row.withdrawn_on is None for row in person.consents)


def organiser_level(account: Account, person: JobSeeker) -> Level:
    """By name only while the person of the own office agrees to take part in fairs."""
    own = person.office_id == account.office_id
    return Level.SHARED if own and agrees_to(person, ConsentPurpose.FAIRS) else Level.NONE


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownItem:
    """A skill or an occupation: a concept of the vocabulary, or, from *shared* on, the words it was written in."""

    concept: str | None
    text: str | None = None
    level: int | None = None
    years: float | None = None


@dataclass(frozen=True, kw_only=True)
class ShownExperience:
    """One job of the past. Where it was is not said: the country tells where somebody returned from."""

    concept: str | None
    title: str | None
    employer_name: str | None
    started_on: date | None
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class ShownLanguage:
    """A language with its CEFR level, 1..6."""

    code: str
    level: int | None
    mother_tongue: bool


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """A paper that the person chose for employers; its own file name stays with the person."""

    id: int
    kind: DocumentKind


@dataclass(frozen=True, kw_only=True)
class ShownProfile:
    """What an outsider may read of a person at one level. Every employer page, export and message is made from it."""

    level: Level
    name: str | None = None
    name_native: str | None = None
    phones: tuple[str, ...] = ()
    email: str | None = None
    skills: tuple[ShownItem, ...] = ()
    occupations: tuple[ShownItem, ...] = ()
    experience_years: float | None = None
    experiences: tuple[ShownExperience, ...] = ()
    papers: tuple[ShownPaper, ...] = ()
    education: int | None = None
    languages: tuple[ShownLanguage, ...] = ()
    licences: tuple[str, ...] = ()
    governorate: str | None = None
    available_on: date | None = None
    remote: bool | None = None


def shown_profile(person: JobSeeker, level: Level) -> ShownProfile:
    """What of `person` may be shown at `level`, and nothing beside it.

    Free text that was not coded to the vocabulary counts as identity: it is left out of *anonymous*, and the person's
    own words about themselves are in no level. Whoever works on the case itself reads the case, not this.

    Raises
    ------
    NotFound
        At `Level.NONE`: as if the person did not exist.
    """
    if level is Level.NONE:
        raise NotFound("job_seeker")
    named = level >= Level.SHARED
    anonymous: dict[str, Any] = {
        "level": level,
        "skills": shown_items(person.skills, named),
        "occupations": shown_items((row for row in person.occupations if row.held), named),
        "experience_years": person.experience_years,
        "education": person.education,
        "languages": tuple(
            ShownLanguage(code=row.code, level=row.level, mother_tongue=row.mother_tongue)
            for row in person.languages
            if row.level or row.mother_tongue
        ),
        "licences": tuple(person.licences or ()),
        "governorate": person.governorate,
        "available_on": person.available_on,
        "remote": person.remote,
    }
    if not named:
        return ShownProfile(**anonymous)
    return ShownProfile(
        **anonymous,
        name=person.name_latin or person.name_native,  # never the case reference, which opens doors elsewhere
        name_native=person.name_native if person.name_latin and person.name_native != person.name_latin else None,
        phones=tuple(phone for phone in (person.phone, person.other_phone) if phone),
        email=person.email,
        experiences=tuple(shown_experience(row, person.office.country) for row in person.experiences),
        papers=tuple(ShownPaper(id=row.id, kind=row.kind) for row in person.documents if row.shown),
    )


def shown_items(rows: Iterable[Any], named: bool) -> tuple[ShownItem, ...]:
    """Skills or occupations, best known first; what has no concept is free text and needs a name's level."""
    shown = [
        ShownItem(
            concept=row.concept,
            text=row.text if named and not row.concept else None,
            level=getattr(row, "level", None),
            years=row.years,
        )
        for row in rows
        if row.concept or named
    ]
    return tuple(sorted(shown, key=lambda item: (-(item.years or 0), -(item.level or 0))))


def shown_experience(row: WorkExperience, home: str) -> ShownExperience:
    """One job of the past; its employer only where it was in the country of return, for else it tells of the other."""
    return ShownExperience(
        concept=row.concept,
        title=None if row.concept else row.title,
        employer_name=row.employer_name if row.country == home else None,
        started_on=row.started_on,
        ended_on=row.ended_on,
    )


class Progress(StrEnum):
    """How somebody fares, as a partner reads it: no reason, no employer, no day."""

    TO_CONFIRM = "to_confirm"
    LOOKING = "looking"
    IN_WORK = "in_work"
    LEFT = "left"


PROGRESS = {
    JobSeekerState.PENDING: Progress.TO_CONFIRM,
    JobSeekerState.ACTIVE: Progress.LOOKING,
    JobSeekerState.PLACED: Progress.IN_WORK,
    JobSeekerState.WITHDRAWN: Progress.LEFT,
    JobSeekerState.CLOSED: Progress.LEFT,
}


@dataclass(frozen=True, kw_only=True)
class ShownToPartner:
    """What the partner who sent somebody reads: the name it knows them by, and how they fare if they agree to that.

    The case reference is left out: it opens the person's own pages.
    """

    id: int
    name: str
    sent_on: date
    progress: Progress | None


def shown_to_partner(account: Account, person: JobSeeker) -> ShownToPartner:
    """What of `person` the partner of `account` may read.

    Raises
    ------
    NotFound
        If another partner sent the person, or nobody, or they were erased.
    """
    if account.role is not Role.PARTNER or person.partner_id != account.partner_id or person.erased_on is not None:
        raise NotFound("job_seeker")
    recipient = f"partner:{person.partner.code}" if person.partner else None
    told = any(
        row.purpose is ConsentPurpose.PARTNER_FEEDBACK and row.recipient == recipient and row.withdrawn_on is None
        for row in person.consents
    )
    return ShownToPartner(
        id=person.id,
        name=person.name_latin or person.name_native or "",
        sent_on=person.registered_on,
        progress=PROGRESS[person.state] if told else None,
    )
