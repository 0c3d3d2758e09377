"""Contract: the kind of contract offered against those accepted."""

from matching.criteria.base import Context
from matching.criteria.coded import CodedCriterion
from matching.profiles import VacancyProfile
from matching.results import Reason


class ContractCriterion(CodedCriterion):
    """1 if the job seeker accepts the kind of contract offered, else 0.

    References
    ----------
    A stated preference, taken as it is.
    """

    name = "contract"
    codes = {
        "contract.accepted": ("contract",),
        "contract.not_accepted": ("contract",),
        "contract.unknown": ("contract",),
    }

    def asked(self, vacancy: VacancyProfile) -> bool:
        return vacancy.contract is not None

    def score(self, value: frozenset[str] | None, vacancy: VacancyProfile, context: Context) -> float | None:
        return None if value is None else float(vacancy.contract in value)

    def reasons(self, value: frozenset[str] | None, vacancy: VacancyProfile, context: Context) -> tuple[Reason, ...]:
        code = "unknown" if value is None else "accepted" if vacancy.contract in value else "not_accepted"
        return (Reason(f"contract.{code}", {"contract": vacancy.contract}),)
