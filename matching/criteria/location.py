"""Location: can the job seeker get to the work, or would they move, or is there no need to."""

from dataclasses import replace

from matching.columns import mobility_of
from matching.criteria.base import Assessment, Context, Criterion, Unknown, known, unknown
from matching.distance import distance_m
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Reason


class LocationCriterion(Criterion):
    """1 up to half the person's radius, falling in a straight line to 0 at twice the radius.

    Work in a governorate that the person named counts 1, as does work abroad or remote work for who accepts it; where
    such an answer decides and is missing, the location is unknown. In the same place no radius is needed. Work abroad
    excludes a person who said that they will not go.

    References
    ----------
    Linear decay with distance relative to a stated tolerance, as in the gravity models of commuting.
    """

    name = "location"
    codes = {
        "location.within": ("distance_km", "radius_km"),
        "location.beyond": ("distance_km", "radius_km"),
        "location.same_place": (),
        "location.governorate": ("governorate",),
        "location.remote": (),
        "location.remote_refused": (),
        "location.abroad_accepted": (),
        "location.abroad_refused": (),
        "location.unknown": ("missing",),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return vacancy.place is not None or vacancy.remote or vacancy.abroad

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        score, *reasons = by_mobility(mobility_of(seeker), vacancy) or by_distance(seeker, vacancy)
        return unknown(*reasons) if score is None else known(score, *reasons)

    def exclusions(self, seeker: SeekerProfile, vacancy: VacancyProfile) -> tuple[Reason, ...]:
        return (Reason("location.abroad_refused"),) if vacancy.abroad and seeker.abroad is False else ()

    def unknowns(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> list[Unknown]:
        found = self.assess(seeker, vacancy, context)
        if found.score is not None:
            return []
        missing = found.reasons[0].facts["missing"]
        worst = 0.0
        if missing == "remote":
            worst = self.assess(replace(seeker, remote=False), vacancy, context).points
        elif missing == "place" and seeker.radius_km is None:
            worst = found.points  # far away, but nobody knows how far is too far
        return [(Reason(f"ask.{missing}"), 1.0 - worst)]


def reach(distance_km: float, radius_km: float) -> float:
    """Score a distance against a radius: 1 up to half of it, 0 from twice it.

    >>> reach(10, 20), reach(25, 20), reach(40, 20)
    (1.0, 0.5, 0.0)
    """
    if radius_km <= 0:
        return float(distance_km <= 0)
    return min(1.0, max(0.0, (2 * radius_km - distance_km) / (1.5 * radius_km)))


def by_mobility(mobility: tuple, vacancy: VacancyProfile) -> tuple[float | None, Reason] | None:
    """Score what a person said about moving, going abroad and working remotely; None where only distance can tell."""
    governorates, abroad, remote = mobility
    if vacancy.remote and remote:
        return 1.0, Reason("location.remote")
    if vacancy.place and vacancy.place.governorate in governorates:
        return 1.0, Reason("location.governorate", {"governorate": vacancy.place.governorate})
    if vacancy.abroad and abroad is None:
        return None, Reason("location.unknown", {"missing": "abroad"})
    if vacancy.abroad:
        return float(abroad), Reason("location.abroad_accepted" if abroad else "location.abroad_refused")
    if vacancy.remote and remote is None:
        return None, Reason("location.unknown", {"missing": "remote"})
    return None if vacancy.place else (0.0, Reason("location.remote_refused"))


def by_distance(
    seeker: SeekerProfile, vacancy: VacancyProfile, distance_km: float | None = None
) -> tuple[float | None, Reason]:
    """Score the distance between two places, measured here if the caller has not, against the person's radius."""
    if seeker.place is None:
        return None, Reason("location.unknown", {"missing": "place"})
    if distance_km is None:
        here, there = vacancy.place, seeker.place
        distance_km = distance_m(here.latitude, here.longitude, there.latitude, there.longitude) / 1000.0
    if distance_km == 0:
        return 1.0, Reason("location.same_place")
    if seeker.radius_km is None:
        return None, Reason("location.unknown", {"missing": "radius"})
    facts = {"distance_km": distance_km, "radius_km": seeker.radius_km}
    code = "location.within" if distance_km <= seeker.radius_km else "location.beyond"
    return reach(distance_km, seeker.radius_km), Reason(code, facts)
