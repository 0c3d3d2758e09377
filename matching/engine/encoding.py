"""From columns and profiles to the codes that the population keeps."""

from dataclasses import dataclass

import numpy as np

from matching.columns import HELD, LANGUAGE_UNKNOWN, WANTED, Coded, SeekerColumns
from matching.engine.codebook import LARGEST_CODE, Codebook
from matching.engine.layout import ACTIVE, COLUMNS, INACTIVE, LEVEL_SHIFT, SKILL_BITS
from matching.profiles import SeekerProfile

MANY = 2**31 - 1
LARGEST = {"place": MANY, "occupation": MANY, "skill": SKILL_BITS}


@dataclass
class Encoded:
    """The arrays of a whole population, sorted by id."""

    ids: np.ndarray
    state: np.ndarray
    place: np.ndarray
    coded: np.ndarray
    languages: np.ndarray
    language_names: list[str]  # of the rows; the first is nobody's and all unknown
    skills_start: np.ndarray
    skills: np.ndarray
    occupations_start: np.ndarray
    occupations: dict[str, np.ndarray]
    books: dict[str, Codebook]


def encoded(columns: SeekerColumns) -> Encoded:
    """Encode a whole population; raises ValueError if an id is there twice, TooManyValues."""
    ids = np.asarray(columns.ids, np.int64)
    order = np.argsort(ids, kind="stable")
    ids = ids[order]
    if (ids[1:] == ids[:-1]).any():
        raise ValueError(f"job seeker {ids[1:][ids[1:] == ids[:-1]][0]} is there twice")
    books = {name: _book(name, getattr(columns, name)) for name in ("place", *COLUMNS)}
    coded = np.zeros((len(COLUMNS), ids.size), np.uint16)
    for row, name in enumerate(COLUMNS):
        if getattr(columns, name) is not None:
            coded[row] = getattr(columns, name).codes[order]
    skills_start, skills = _skills(columns, order, books)
    occupations_start, occupations = _occupations(columns, order, books)
    place = np.zeros(ids.size, np.uint32) if columns.place is None else columns.place.codes[order].astype(np.uint32)
    unrecorded = np.full(ids.size, LANGUAGE_UNKNOWN)
    return Encoded(
        ids=ids,
        state=np.where(columns.active[order], ACTIVE, INACTIVE).astype(np.uint8),
        place=place,
        coded=coded,
        languages=np.array([unrecorded, *(levels[order] for levels in columns.languages.values())], np.uint8),
        language_names=["", *columns.languages],
        skills_start=skills_start,
        skills=skills,
        occupations_start=occupations_start,
        occupations=occupations,
        books=books,
    )


def skill_entries(profile: SeekerProfile, books: dict[str, Codebook]) -> np.ndarray:
    """Encode a person's skills, ndarray of uint32; [0] where nobody asked."""
    if profile.skills is None:
        return np.zeros(1, np.uint32)
    held = {books["skill"].code(skill.concept): skill.level or 0 for skill in profile.skills}
    return np.array([code | level << LEVEL_SHIFT for code, level in held.items()], np.uint32)


def occupation_entries(profile: SeekerProfile, books: dict[str, Codebook]) -> dict[str, np.ndarray]:
    """Encode a person's occupations; one entry without a side where nobody asked."""
    listed = profile.occupations or ()
    rows = [
        (books["occupation"].code((o.concept, o.isco)), books["occupation_years"].code(o.years), side_of(o))
        for o in listed
    ]
    if profile.occupations is None:
        rows = [(0, 0, 0)]
    codes, years, sides = zip(*rows, strict=True) if rows else ((), (), ())
    return _occupation_arrays(codes, years, sides)


def side_of(occupation) -> int:
    """Return whether an occupation is held, wanted or both, as bits."""
    return HELD * occupation.held + WANTED * occupation.wanted


def _book(name: str, column: Coded | None) -> Codebook:
    return Codebook(name, [] if column is None else column.values[1:], LARGEST.get(name, LARGEST_CODE))


def _skills(columns: SeekerColumns, order: np.ndarray, books: dict[str, Codebook]) -> tuple[np.ndarray, np.ndarray]:
    lists = columns.skills
    books["skill"] = Codebook("skill", [] if lists is None else lists.concepts, LARGEST["skill"])
    if lists is None:
        return np.arange(order.size + 1), np.zeros(order.size, np.uint32)
    entries = (lists.concept.astype(np.uint32) + 1) | lists.level.astype(np.uint32) << LEVEL_SHIFT
    start, picked = _picked(lists.start, lists.known, order)
    return start, np.append(entries, np.uint32(0))[picked]


def _occupations(columns: SeekerColumns, order, books) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    lists = columns.occupations
    books["occupation"] = Codebook("occupation", [] if lists is None else lists.occupations, LARGEST["occupation"])
    years = None if lists is None else lists.years
    books["occupation_years"] = _book("occupation_years", years)
    if lists is None:
        # nobody was asked: everybody shares what the kernel takes for "one entry without a side"
        zeros = np.zeros(order.size, int)
        return np.arange(order.size + 1), _occupation_arrays(zeros, zeros, zeros)
    start, picked = _picked(lists.start, lists.known, order)
    padded = [np.append(column, 0)[picked] for column in (lists.occupation + 1, lists.years.codes, lists.sides)]
    return start, _occupation_arrays(*padded)


def _occupation_arrays(codes, years, sides) -> dict[str, np.ndarray]:
    return {
        "occupation": np.array(codes, np.uint32),
        "years": np.array(years, np.uint16),
        "side": np.array(sides, np.uint8),
    }


def _picked(start: np.ndarray, known: np.ndarray | None, order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the starts in a new order, and which entry goes where; -1 for the one entry of who was not asked."""
    counts = np.diff(start)[order]
    asked = np.ones(order.size, bool) if known is None else known[order]
    counts = np.where(asked, counts, 1)
    fresh = np.concatenate([[0], np.cumsum(counts)])
    picked = np.repeat(start[:-1][order] - fresh[:-1], counts) + np.arange(fresh[-1])
    picked[np.repeat(~asked, counts)] = -1
    return fresh, picked
