"""Licences: what the law or the work demands a paper for."""

from matching.criteria.base import Assessment, Context, Criterion, mean_of
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Reason


class LicencesCriterion(Criterion):
    """The share of the required licences held. One that is known not to be held excludes; nobody can drive without.

    References
    ----------
    Regulated activities: the requirement is the law's, not the employer's.
    """

    name = "licences"
    codes = {
        "licences.held": ("licence",),
        "licences.missing": ("licence",),
        "licences.unknown": ("licence",),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return bool(vacancy.licences)

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        scores, reasons = [], []
        for licence in sorted(vacancy.licences):
            held = None if seeker.licences is None else licence in seeker.licences
            scores.append(None if held is None else float(held))
            code = {None: "licences.unknown", True: "licences.held", False: "licences.missing"}[held]
            reasons.append(Reason(code, {"licence": licence}))
        return mean_of(scores, reasons)

    def exclusions(self, seeker: SeekerProfile, vacancy: VacancyProfile) -> tuple[Reason, ...]:
        if seeker.licences is None:
            return ()
        missing = sorted(vacancy.licences - seeker.licences)
        return tuple(Reason("licences.missing", {"licence": licence}) for licence in missing)
