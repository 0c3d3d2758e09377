"""Education: the ISCED level held against the one asked for."""

from matching.criteria.base import Context
from matching.criteria.coded import CodedCriterion
from matching.profiles import VacancyProfile
from matching.results import Reason

LEVELS_TO_NOTHING = 3


class EducationCriterion(CodedCriterion):
    """1 at or above the level asked for, a third less for each ISCED level below it.

    Soft on purpose: papers from elsewhere are often not recognised, and practice replaces many of them.

    References
    ----------
    UNESCO, International Standard Classification of Education 2011.
    """

    name = "education"
    codes = {
        "education.met": ("held", "required"),
        "education.below": ("held", "required"),
        "education.unknown": ("required",),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return vacancy.education is not None

    def score(self, value: int | None, vacancy: VacancyProfile, context: Context) -> float | None:
        return None if value is None else attained(value, vacancy.education)

    def reasons(self, value: int | None, vacancy: VacancyProfile, context: Context) -> tuple[Reason, ...]:
        if value is None:
            return (Reason("education.unknown", {"required": vacancy.education}),)
        code = "education.met" if value >= vacancy.education else "education.below"
        return (Reason(code, {"held": value, "required": vacancy.education}),)


def attained(held: int, required: int) -> float:
    """Score an ISCED level against the required one.

    >>> attained(6, 3), round(attained(2, 3), 2), attained(0, 3)
    (1.0, 0.67, 0.0)
    """
    return min(1.0, max(0.0, (LEVELS_TO_NOTHING - (required - held)) / LEVELS_TO_NOTHING))
