"""What the ranking may know of a job seeker and of a vacancy: the privacy boundary.

Nothing here can hold a name, a contact, gender, birth date, nationality, host country or vulnerability, so none of
them can be ranked on. `None` means *nobody asked*; an empty collection means *asked, and there is none*.

Concepts (occupations, skills, licences) are strings: a URI of ESCO or a key of the built-in vocabulary such as
``occupation:welder`` or ``skill:arc-welding``. Levels of a language are CEFR as 1..6 (A1..C2), education is ISCED 0..8.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, with the codes that named areas are compared by."""

    latitude: float
    longitude: float
    governorate: str | None = None  # ISO 3166-2, or a project code where the standard has none
    country: str | None = None  # ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """A skill of a job seeker; `level` is 1..5 (beginner to expert)."""

    concept: str
    level: int | None = None
    years: float | None = None


@dataclass(frozen=True, slots=True)
class HeldOccupation:
    """An occupation that a job seeker has worked in, wants, or both."""

    concept: str
    isco: str  # ISCO-08 unit group, four digits
    years: float | None = None
    held: bool = True
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class SeekerProfile:
    """One job seeker as the ranking sees them."""

    id: int
    active: bool = True
    skills: tuple[HeldSkill, ...] | None = None
    occupations: tuple[HeldOccupation, ...] | None = None
    languages: Mapping[str, int] = field(default_factory=dict)  # ISO 639-3 -> 1..6; 0: known not held; absent: unknown
    place: Place | None = None
    radius_km: float | None = None  # how far they can travel to work
    governorates: frozenset[str] = frozenset()  # would move to, or work in, any of these
    abroad: bool | None = None
    remote: bool | None = None
    experience_years: float | None = None
    education: int | None = None
    available_on: date | None = None
    pay_floor_monthly: float | None = None  # in the ranking's reference currency
    contracts: frozenset[str] | None = None  # contract types accepted
    licences: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class RequiredSkill:
    """A skill that a vacancy asks for; `weight` is 1..100."""

    concept: str
    weight: int = 100
    essential: bool = True
    level: int | None = None


@dataclass(frozen=True, slots=True)
class RequiredLanguage:
    """A language that a vacancy asks for, with the lowest CEFR level as 1..6."""

    code: str
    level: int


@dataclass(frozen=True, slots=True)
class VacancyProfile:
    """One vacancy as the ranking sees it. An empty requirement asks for nothing and takes no part in the score."""

    id: int
    open: bool = True
    occupation: str | None = None
    isco: str | None = None
    skills: tuple[RequiredSkill, ...] = ()
    languages: tuple[RequiredLanguage, ...] = ()
    place: Place | None = None
    remote: bool = False
    abroad: bool = False
    experience_years: float | None = None
    education: int | None = None
    starts_on: date | None = None
    pay_monthly_min: float | None = None  # in the ranking's reference currency
    pay_monthly_max: float | None = None
    contract: str | None = None
    licences: frozenset[str] = frozenset()
