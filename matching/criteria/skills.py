"""Skills: how much of what is asked for is held, directly or through a related skill."""

from matching.criteria.base import PRIOR, Assessment, Context, Criterion, Unknown
from matching.profiles import HeldSkill, RequiredSkill, SeekerProfile, VacancyProfile
from matching.relations import SAME
from matching.results import Reason

UNKNOWN = round(PRIOR * SAME)


class SkillsCriterion(Criterion):
    """Weighted coverage: the sum over required skills of weight x best similarity held, over the sum of weights.

    The same skill counts 1, a related one its similarity. Where the vacancy states a level, a lower held level scales
    by held / required (an unknown level is no penalty). Everything is in thousandths, rounded down, so sums are exact.
    An optional skill differs from an essential one by its weight.

    References
    ----------
    Weighted set coverage with graded membership; similarity from the vocabulary's skill-skill relations.
    """

    name = "skills"
    codes = {
        "skills.held": ("skill", "essential", "weight"),
        "skills.level_below": ("skill", "essential", "weight", "held", "required"),
        "skills.related": ("skill", "essential", "weight", "through", "similarity"),
        "skills.missing": ("skill", "essential", "weight"),
        "skills.unknown": (),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return any(required.weight > 0 for required in vacancy.skills)

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        if seeker.skills is None:
            return Assessment(UNKNOWN / SAME, None, 0.0, (Reason("skills.unknown"),))
        held = {skill.concept: skill for skill in seeker.skills}
        total, reasons = 0, []
        for required in vacancy.skills:
            similarity, through = best_match(required, held, context)
            total += required.weight * similarity
            reasons.append(_reason(required, similarity, through))
        score = total / (SAME * sum(required.weight for required in vacancy.skills))
        return Assessment(score, score, 1.0, tuple(reasons))

    def unknowns(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> list[Unknown]:
        return [(Reason("ask.skills"), 1.0)] if seeker.skills is None else []


def best_match(required: RequiredSkill, held: dict[str, HeldSkill], context: Context) -> tuple[int, HeldSkill | None]:
    """Return the best similarity, in thousandths, of any held skill to the required one, and that skill."""
    best, through = 0, None
    if required.concept in held:
        best, through = levelled(SAME, held[required.concept].level, required.level), held[required.concept]
    for concept, similarity in context.relations.related(required.concept).items():
        if concept in held and (counted := levelled(similarity, held[concept].level, required.level)) > best:
            best, through = counted, held[concept]
    return best, through


def levelled(similarity: int, held: int | None, required: int | None) -> int:
    """Scale a similarity by the level held, where the vacancy states one and it is known.

    >>> levelled(1000, 2, 3), levelled(1000, None, 3), levelled(1000, 5, 3)
    (666, 1000, 1000)
    """
    if not held or not required or held >= required:
        return similarity
    return similarity * held // required


def _reason(required: RequiredSkill, similarity: int, through: HeldSkill | None) -> Reason:
    facts = {"skill": required.concept, "essential": required.essential, "weight": required.weight}
    if through is None:
        return Reason("skills.missing", facts)
    if through.concept != required.concept:
        return Reason("skills.related", facts | {"through": through.concept, "similarity": similarity / SAME})
    if required.level and through.level and through.level < required.level:
        return Reason("skills.level_below", facts | {"held": through.level, "required": required.level})
    return Reason("skills.held", facts)
