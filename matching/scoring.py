"""One job seeker and one vacancy: every criterion asked, one score, all reasons."""

from collections.abc import Mapping

from matching.criteria import ALL, Context
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Explanation, Part, Reason
from matching.weights import shares


def vacancy_shares(vacancy: VacancyProfile, weights: Mapping[str, float]) -> dict[str, float]:
    """Divide checked weights among the criteria that the vacancy asks about."""
    return shares(weights, {criterion.name: criterion.asked(vacancy) for criterion in ALL})


def explain_pair(
    seeker: SeekerProfile, vacancy: VacancyProfile, weights: Mapping[str, float], context: Context
) -> Explanation:
    """Score one pair, with the share and the reasons of every criterion and every hard rule that is not met."""
    used = vacancy_shares(vacancy, weights)
    parts, score, coverage = [], 0.0, 0.0
    for criterion in ALL:
        if not criterion.asked(vacancy):
            continue
        found = criterion.assess(seeker, vacancy, context)
        score += used[criterion.name] * found.points
        coverage += used[criterion.name] * found.coverage
        parts.append(Part(criterion.name, found.score, found.coverage, used[criterion.name], found.reasons))
    exclusions = rules_not_met(seeker, vacancy)
    return Explanation(seeker.id, vacancy.id, score, coverage, tuple(parts), exclusions)


def rules_not_met(seeker: SeekerProfile, vacancy: VacancyProfile) -> tuple[Reason, ...]:
    """Return the hard rules that exclude, an inactive profile first."""
    general = () if seeker.active else (Reason("profile.inactive"),)
    return general + tuple(reason for criterion in ALL for reason in criterion.exclusions(seeker, vacancy))
