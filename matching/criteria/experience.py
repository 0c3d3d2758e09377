"""Experience: years worked against years asked for."""

from matching.criteria.base import Assessment, Context, Criterion, known, unknown
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Reason


class ExperienceCriterion(Criterion):
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

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        required, held = vacancy.experience_years, seeker.experience_years
        if required <= 0:
            return known(1.0, Reason("experience.none_needed"))
        if held is None:
            return unknown(Reason("experience.unknown", {"required": required}))
        code = "experience.met" if held >= required else "experience.below"
        return known(min(1.0, held / required), Reason(code, {"held": held, "required": required}))
