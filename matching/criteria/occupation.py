"""Occupation: what the job seeker has worked as, and what they want to work as."""

from matching.criteria.base import PRIOR, Assessment, Context, Criterion, Unknown, unknown
from matching.profiles import HeldOccupation, SeekerProfile, VacancyProfile
from matching.results import Reason

HELD_SHARE = 0.7
WANTED_SHARE = 0.3
SEASONED_YEARS = 2.0
NEAR = 0.6


class OccupationCriterion(Criterion):
    """0.7 x the nearest occupation held + 0.3 x the nearest wanted; a side on which nothing is recorded is unknown.

    Nearness is 1 for the same occupation, else by the digits that the ISCO-08 codes share, or the vocabulary's
    relation where that is higher. An occupation held for less than two years counts from half upwards, in proportion.

    References
    ----------
    ILO, International Standard Classification of Occupations 2008: groups are nested by similarity of tasks and skill.
    """

    name = "occupation"
    codes = {
        "occupation.held": ("occupation", "years"),
        "occupation.held_near": ("occupation", "years", "nearness"),
        "occupation.held_far": (),
        "occupation.held_unknown": (),
        "occupation.wanted": ("occupation",),
        "occupation.wanted_near": ("occupation", "nearness"),
        "occupation.wanted_other": (),
        "occupation.wanted_unknown": (),
        "occupation.none": (),
        "occupation.unknown": (),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return bool(vacancy.occupation or vacancy.isco)

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        if seeker.occupations is None:
            return unknown(Reason("occupation.unknown"))
        if not seeker.occupations:
            return Assessment(0.0, 0.0, 1.0, (Reason("occupation.none"),))
        held = _nearest([o for o in seeker.occupations if o.held], vacancy, context, seasoned)
        wanted = _nearest([o for o in seeker.occupations if o.wanted], vacancy, context, lambda years: 1.0)
        reasons = (_held_reason(held, vacancy, context), _wanted_reason(wanted, vacancy, context))
        return _weighed(held and held[0], wanted and wanted[0], reasons)

    def unknowns(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> list[Unknown]:
        if seeker.occupations is None:
            return [(Reason("ask.occupation"), 1.0)]
        sides = {"occupation_held": HELD_SHARE, "occupation_wanted": WANTED_SHARE}
        if not seeker.occupations or any(each.held for each in seeker.occupations):
            del sides["occupation_held"]
        if not seeker.occupations or any(each.wanted for each in seeker.occupations):
            del sides["occupation_wanted"]
        return [(Reason(f"ask.{side}"), share) for side, share in sides.items()]


def seasoned(years: float | None) -> float:
    """How much having held an occupation counts: half at once, all of it after two years or if nobody asked."""
    return 1.0 if years is None else 0.5 + 0.5 * min(1.0, years / SEASONED_YEARS)


def _nearest(occupations, vacancy, context, worth) -> tuple[float, HeldOccupation | None] | None:
    if not occupations:
        return None
    best: tuple[float, HeldOccupation | None] = (0.0, None)
    for each in occupations:
        near = context.relations.nearness(vacancy.occupation, vacancy.isco, each.concept, each.isco)
        value = near * worth(each.years)
        if value > best[0]:
            best = (value, each)
    return best


def _weighed(held: float | None, wanted: float | None, reasons: tuple[Reason, ...]) -> Assessment:
    points = HELD_SHARE * (PRIOR if held is None else held) + WANTED_SHARE * (PRIOR if wanted is None else wanted)
    coverage = HELD_SHARE * (held is not None) + WANTED_SHARE * (wanted is not None)
    if not coverage:
        return Assessment(points, None, 0.0, reasons)
    return Assessment(
        points, (HELD_SHARE * (held or 0.0) + WANTED_SHARE * (wanted or 0.0)) / coverage, coverage, reasons
    )


def _held_reason(held, vacancy, context) -> Reason:
    if held is None:
        return Reason("occupation.held_unknown")
    if held[1] is None:
        return Reason("occupation.held_far")
    facts = {"occupation": held[1].concept, "years": held[1].years}
    near = context.relations.nearness(vacancy.occupation, vacancy.isco, held[1].concept, held[1].isco)
    return Reason("occupation.held", facts) if near == 1 else Reason("occupation.held_near", facts | {"nearness": near})


def _wanted_reason(wanted, vacancy, context) -> Reason:
    if wanted is None:
        return Reason("occupation.wanted_unknown")
    if wanted[1] is None:
        return Reason("occupation.wanted_other")
    facts = {"occupation": wanted[1].concept}
    return (
        Reason("occupation.wanted", facts)
        if wanted[0] == 1
        else Reason("occupation.wanted_near", facts | {"nearness": wanted[0]})
    )
