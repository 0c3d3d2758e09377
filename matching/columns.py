"""Job seekers as arrays: the way to build an index of a million at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from matching.profiles import Place, SeekerProfile

LANGUAGE_UNKNOWN = 255
HELD, WANTED = 1, 2


@dataclass(frozen=True, slots=True)
class Coded:
    """A column as codes into its distinct values: `codes` ndarray of int, shape (n,); `values[0]` is None, unknown."""

    codes: np.ndarray
    values: Sequence[Any]

    @classmethod
    def of(cls, values: Iterable[Any]) -> Self:
        """Build from one value a person; None is unknown."""
        seen: dict[Any, int] = {None: 0}
        codes = [seen.setdefault(value, len(seen)) for value in values]
        return cls(np.array(codes, np.int64), list(seen))

    @classmethod
    def of_numbers(cls, numbers: np.ndarray) -> Self:
        """Build from an ndarray of float, shape (n,); NaN is unknown."""
        values, codes = np.unique(numbers, return_inverse=True)
        known = int(np.count_nonzero(~np.isnan(values)))
        codes = np.where(codes < known, codes + 1, 0)
        return cls(codes, [None, *values[:known].tolist()])


@dataclass(frozen=True, slots=True)
class SkillLists:
    """Who holds which skills.

    `start` ndarray of int64, shape (n + 1,); `concept` and `level`, shape (start[-1],), the codes into `concepts` and
    the level, 0 unknown; `known` ndarray of bool, shape (n,), or None if everybody was asked.
    """

    start: np.ndarray
    concept: np.ndarray
    level: np.ndarray
    concepts: Sequence[str]
    known: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class OccupationLists:
    """Who held or wants which occupations: as for skills, with (concept, ISCO code) pairs, years and sides."""

    start: np.ndarray
    occupation: np.ndarray
    years: Coded
    sides: np.ndarray  # HELD | WANTED
    occupations: Sequence[tuple[str, str]]
    known: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class SeekerColumns:
    """`n` job seekers as arrays of length `n`; a column that is left out is unknown of everybody.

    `languages` holds CEFR levels as uint8, 0 known not held, 255 unknown. `mobility` holds tuples
    (governorates, abroad, remote) as in the profile.
    """

    ids: np.ndarray
    active: np.ndarray
    skills: SkillLists | None = None
    occupations: OccupationLists | None = None
    languages: Mapping[str, np.ndarray] = field(default_factory=dict)
    place: Coded | None = None
    radius_km: Coded | None = None
    mobility: Coded | None = None
    experience: Coded | None = None
    education: Coded | None = None
    availability: Coded | None = None
    pay: Coded | None = None
    contract: Coded | None = None
    licences: Coded | None = None

    @classmethod
    def from_profiles(cls, profiles: Iterable[SeekerProfile]) -> Self:
        """Turn profiles into columns, in the order of their ids."""
        people = sorted(profiles, key=lambda each: each.id)
        return cls(
            ids=np.array([each.id for each in people], np.int64),
            active=np.array([each.active for each in people], bool),
            skills=_skill_lists(people),
            occupations=_occupation_lists(people),
            languages=_languages(people),
            place=Coded.of(each.place for each in people),
            **{name: Coded.of(read(each) for each in people) for name, read in SINGLE.items()},
        )


def mobility_of(profile: SeekerProfile) -> tuple[frozenset[str], bool | None, bool | None]:
    """Return what a person said about moving, going abroad and working remotely, as one value."""
    return profile.governorates, profile.abroad, profile.remote


# The columns of one value a person, and how to read it off a profile.
SINGLE = {
    "experience": lambda profile: profile.experience_years,
    "education": lambda profile: profile.education,
    "availability": lambda profile: profile.available_on,
    "pay": lambda profile: profile.pay_floor_monthly,
    "contract": lambda profile: profile.contracts,
    "licences": lambda profile: profile.licences,
    "radius_km": lambda profile: profile.radius_km,
    "mobility": mobility_of,
}


def _starts(counts: Iterable[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.fromiter(counts, np.int64))]).astype(np.int64)


def _skill_lists(people: list[SeekerProfile]) -> SkillLists:
    held = [{skill.concept: skill.level or 0 for skill in each.skills or ()} for each in people]
    codes: dict[str, int] = {}
    return SkillLists(
        start=_starts(len(each) for each in held),
        concept=np.array([codes.setdefault(c, len(codes)) for each in held for c in each], np.int64),
        level=np.array([level for each in held for level in each.values()], np.uint8),
        concepts=list(codes),
        known=np.array([each.skills is not None for each in people], bool),
    )


def _occupation_lists(people: list[SeekerProfile]) -> OccupationLists:
    lists = [each.occupations or () for each in people]
    codes: dict[tuple[str, str], int] = {}
    flat = [occupation for each in lists for occupation in each]
    return OccupationLists(
        start=_starts(len(each) for each in lists),
        occupation=np.array([codes.setdefault((o.concept, o.isco), len(codes)) for o in flat], np.int64),
        years=Coded.of(o.years for o in flat),
        sides=np.array([HELD * o.held + WANTED * o.wanted for o in flat], np.uint8),
        occupations=list(codes),
        known=np.array([each.occupations is not None for each in people], bool),
    )


def _languages(people: list[SeekerProfile]) -> dict[str, np.ndarray]:
    codes = sorted({code for each in people for code in each.languages})
    return {code: np.array([each.languages.get(code, LANGUAGE_UNKNOWN) for each in people], np.uint8) for code in codes}


__all__ = ["Coded", "OccupationLists", "Place", "SeekerColumns", "SkillLists", "mobility_of"]
