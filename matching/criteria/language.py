"""Language: the levels held against the levels asked for."""

from matching.criteria.base import PRIOR, Assessment, Context, Criterion, Unknown, mean_of
from matching.profiles import RequiredLanguage, SeekerProfile, VacancyProfile
from matching.results import Reason

TOLERATED_LEVELS_BELOW = 1


class LanguageCriterion(Criterion):
    """Mean over the required languages of min(1, held level / required level), CEFR levels as 1..6.

    A language that is known not to be held, or held more than one level below, excludes; one that nobody asked about
    does neither.

    References
    ----------
    Council of Europe, Common European Framework of Reference for Languages.
    """

    name = "language"
    codes = {
        "language.met": ("language", "held", "required"),
        "language.below": ("language", "held", "required"),
        "language.far_below": ("language", "held", "required"),
        "language.missing": ("language", "required"),
        "language.unknown": ("language", "required"),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return bool(vacancy.languages)

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        scores, reasons = [], []
        for required in vacancy.languages:
            held = seeker.languages.get(required.code)
            scores.append(None if held is None else min(1.0, held / required.level))
            reasons.append(_reason(held, required))
        return mean_of(scores, reasons)

    def points(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> float:
        points = 0.0
        for required in vacancy.languages:
            held = seeker.languages.get(required.code)
            points += PRIOR if held is None else min(1.0, held / required.level)
        return points / len(vacancy.languages)

    def exclusions(self, seeker: SeekerProfile, vacancy: VacancyProfile) -> tuple[Reason, ...]:
        found = [_reason(seeker.languages.get(required.code), required) for required in vacancy.languages]
        return tuple(reason for reason in found if reason.code in {"language.missing", "language.far_below"})

    def unknowns(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> list[Unknown]:
        missing = [required.code for required in vacancy.languages if required.code not in seeker.languages]
        return [(Reason("ask.language", {"language": code}), 1 / len(vacancy.languages)) for code in missing]


def lowest_accepted(required_level: int) -> int:
    """The lowest level that is not excluded, at least 1."""
    return max(1, required_level - TOLERATED_LEVELS_BELOW)


def _reason(held: int | None, required: RequiredLanguage) -> Reason:
    facts = {"language": required.code, "required": required.level}
    if held is None:
        return Reason("language.unknown", facts)
    if held == 0:
        return Reason("language.missing", facts)
    if held >= required.level:
        return Reason("language.met", facts | {"held": held})
    code = "language.far_below" if held < lowest_accepted(required.level) else "language.below"
    return Reason(code, facts | {"held": held})
