"""The contract of every criterion, and the one rule for what is not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from matching.profiles import SeekerProfile, VacancyProfile
from matching.relations import Relations
from matching.results import Reason

# What an unknown counts as in the order: score = known mean x coverage + PRIOR x (1 - coverage).
# At 0.3 a person about whom nothing is known stands above those known to meet less than a third of what is asked, and
# below those known to meet more: they neither win nor disappear. Whoever answers a question better than that rises.
PRIOR = 0.3


@dataclass(frozen=True, slots=True)
class Context:
    """What a criterion may know beside the two profiles."""

    relations: Relations
    today: date


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one criterion finds.

    `score` is the mean over what is known, in [0, 1], None where nothing is; `coverage` the known share, in [0, 1];
    `points` what enters the sum: score x coverage + PRIOR x (1 - coverage).
    """

    points: float
    score: float | None
    coverage: float
    reasons: tuple[Reason, ...] = ()


Unknown = tuple[Reason, float]  # what to ask, and how far apart the best and the worst answer are, in points


class Criterion:
    """One comparison of a job seeker with a vacancy. A new criterion is a new file and one line in the list."""

    name: ClassVar[str]
    codes: ClassVar[Mapping[str, tuple[str, ...]]]

    def asked(self, vacancy: VacancyProfile) -> bool:
        """Whether the vacancy asks for anything here; if not, the criterion takes no part in the score."""
        raise NotImplementedError

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        """Compare, with reasons. Called only when the vacancy asks."""
        raise NotImplementedError

    def points(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> float:
        """Return what enters the sum, without the reasons."""
        return self.assess(seeker, vacancy, context).points

    def exclusions(self, seeker: SeekerProfile, vacancy: VacancyProfile) -> tuple[Reason, ...]:
        """Return the hard rules that the job seeker is known not to meet; most criteria have none."""
        return ()

    def unknowns(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> list[Unknown]:
        """Return what is unknown and asked for."""
        raise NotImplementedError


def known(score: float, *reasons: Reason) -> Assessment:
    """Return the assessment of a fact that is known."""
    return Assessment(score, score, 1.0, reasons)


def unknown(*reasons: Reason) -> Assessment:
    """Return the assessment of a fact that nobody asked about."""
    return Assessment(PRIOR, None, 0.0, reasons)


def mean_of(scores: list[float | None], reasons: list[Reason]) -> Assessment:
    """Return the assessment of several facts that count the same, of which some (None) may be unknown."""
    points = 0.0
    for score in scores:
        points += PRIOR if score is None else score
    facts = [score for score in scores if score is not None]
    mean = sum(facts) / len(facts) if facts else None
    return Assessment(points / len(scores), mean, len(facts) / len(scores), tuple(reasons))
