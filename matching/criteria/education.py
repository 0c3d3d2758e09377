"""Education: the ISCED level held against the one asked for."""

from matching.criteria.base import Assessment, Context, Criterion, known, unknown
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Reason

LEVELS_TO_NOTHING = 3


class EducationCriterion(Criterion):
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

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        required, held = vacancy.education, seeker.education
        if held is None:
            return unknown(Reason("education.unknown", {"required": required}))
        code = "education.met" if held >= required else "education.below"
        return known(attained(held, required), Reason(code, {"held": held, "required": required}))


def attained(held: int, required: int) -> float:
    """Score an ISCED level against the required one.

    >>> attained(6, 3), round(attained(2, 3), 2), attained(0, 3)
    (1.0, 0.67, 0.0)
    """
    return min(1.0, max(0.0, (LEVELS_TO_NOTHING - (required - held)) / LEVELS_TO_NOTHING))
