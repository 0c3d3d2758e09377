"""Licences: what the law or the work demands a paper for."""

from matching.criteria.base import Context
from matching.criteria.coded import CodedCriterion
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Reason


class LicencesCriterion(CodedCriterion):
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

    def score(self, value: frozenset[str] | None, vacancy: VacancyProfile, context: Context) -> float | None:
        return None if value is None else len(vacancy.licences & value) / len(vacancy.licences)

    def reasons(self, value: frozenset[str] | None, vacancy: VacancyProfile, context: Context) -> tuple[Reason, ...]:
        code = dict.fromkeys(vacancy.licences, "unknown" if value is None else "missing")
        code |= dict.fromkeys(vacancy.licences & (value or frozenset()), "held")
        return tuple(Reason(f"licences.{code[licence]}", {"licence": licence}) for licence in sorted(code))

    def excludes(self, value: frozenset[str] | None, vacancy: VacancyProfile) -> bool:
        return value is not None and not vacancy.licences <= value

    def exclusions(self, seeker: SeekerProfile, vacancy: VacancyProfile) -> tuple[Reason, ...]:
        if seeker.licences is None:
            return ()
        missing = sorted(vacancy.licences - seeker.licences)
        return tuple(Reason("licences.missing", {"licence": licence}) for licence in missing)
