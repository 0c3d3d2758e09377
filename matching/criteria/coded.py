"""Criteria that look at one value of a person: compiled, per vacancy, to a small table by value."""

from typing import Any

from matching.columns import SINGLE
from matching.criteria.base import Assessment, Context, Criterion, Unknown, known, unknown
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Reason


class CodedCriterion(Criterion):
    """A criterion whose score depends on one value, which its name finds on the profile.

    `score` is the only formula: the explanation calls it for one person, the index once for each distinct value.
    """

    def score(self, value: Any, vacancy: VacancyProfile, context: Context) -> float | None:
        """Return the score in [0, 1] of a value, None where it is unknown."""
        raise NotImplementedError

    def reasons(self, value: Any, vacancy: VacancyProfile, context: Context) -> tuple[Reason, ...]:
        """Say what was found."""
        raise NotImplementedError

    def excludes(self, value: Any, vacancy: VacancyProfile) -> bool:
        """Whether a hard rule is known not to be met."""
        return False

    def unknowns(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> list[Unknown]:
        missing = SINGLE[self.name](seeker) is None and self.score(None, vacancy, context) is None
        return [(Reason(f"ask.{self.name}"), 1.0)] if missing else []

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        value = SINGLE[self.name](seeker)
        score, reasons = self.score(value, vacancy, context), self.reasons(value, vacancy, context)
        return unknown(*reasons) if score is None else known(score, *reasons)
