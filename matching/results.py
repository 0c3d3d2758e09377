"""What a ranking answers with: arrays for the many, reasons as codes with facts for the few that are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

CRITERIA = (
    "skills",
    "occupation",
    "location",
    "language",
    "experience",
    "education",
    "availability",
    "pay",
    "contract",
    "licences",
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact behind a score, as a code the application words: ``language.below`` with held and required levels."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion's share: `score` in [0, 1] or None where unknown; `coverage` in [0, 1]; `weight` as used."""

    criterion: str
    score: float | None
    coverage: float
    weight: float
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one job seeker stands where they stand for one vacancy. `exclusions` are hard rules that they do not meet."""

    seeker: int
    vacancy: int
    score: float
    coverage: float
    parts: tuple[Part, ...]
    exclusions: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best, in order, ties by id.

    Attributes
    ----------
    ids : ndarray of int64, shape (n,)
        Job seekers of a vacancy's ranking, vacancies of a job seeker's; n <= k.
    scores : ndarray of float64, shape (n,), in [0, 1]
    coverage : ndarray of float64, shape (n,), in [0, 1]
        The share of the weight that is known.
    considered : int
        How many were scored, the excluded ones left out.
    excluded : int
    """

    ids: np.ndarray
    scores: np.ndarray
    coverage: np.ndarray
    considered: int
    excluded: int


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a vacancy asks for: the criterion, and the skill, language or licence where there are several."""

    criterion: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What one requirement costs a vacancy: how many more people would be eligible, and suitable, without it."""

    requirement: Requirement
    eligible: int
    suitable: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change within a job seeker's reach, as a code with facts, and what it brings.

    `opens` are the vacancies that are not open to them now (a hard rule, or a score below the bar) and then would be;
    `gain` is the sum of what their scores rise by, over all vacancies looked at.
    """

    what: Reason
    opens: tuple[int, ...]
    gain: float


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown of a job seeker: the fact to ask for, as a code, and how far the answer could move them.

    `swing` is the difference between the best and the worst answer, averaged over the vacancies that they are eligible
    for; `vacancies` is how many of those the answer would move.
    """

    about: Reason
    swing: float
    vacancies: int
