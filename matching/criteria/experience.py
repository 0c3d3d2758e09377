"""Experience: years worked against years asked for."""

from matching.criteria.base import Context
from matching.criteria.coded import CodedCriterion
from matching.profiles import VacancyProfile
from matching.results import Reason


class ExperienceCriterion(CodedCriterion):
    """min(1, years / required years); a vacancy that says "none needed" (0) is met by everybody, asked or not.

    References
    ----------
    Proportional fulfilment, as for languages.
    """

    name = "experience"
    codes = {
        "experience.met": ("held", "required"),
        "experience.below": ("held", "required"),
        "experience.none_needed": (),
        "experience.unknown": ("required",),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return vacancy.experience_years is not None

    def score(self, value: float | None, vacancy: VacancyProfile, context: Context) -> float | None:
        if vacancy.experience_years <= 0:
            return 1.0
        return None if value is None else min(1.0, value / vacancy.experience_years)

    def reasons(self, value: float | None, vacancy: VacancyProfile, context: Context) -> tuple[Reason, ...]:
        required = vacancy.experience_years
        if required <= 0:
            return (Reason("experience.none_needed"),)
        if value is None:
            return (Reason("experience.unknown", {"required": required}),)
        code = "experience.met" if value >= required else "experience.below"
        return (Reason(code, {"held": value, "required": required}),)
