"""Contract: the kind of contract offered against those accepted."""

from matching.criteria.base import Assessment, Context, Criterion, known, unknown
from matching.profiles import SeekerProfile, VacancyProfile
from matching.results import Reason


class ContractCriterion(Criterion):
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

    def assess(self, seeker: SeekerProfile, vacancy: VacancyProfile, context: Context) -> Assessment:
        facts = {"contract": vacancy.contract}
        if seeker.contracts is None:
            return unknown(Reason("contract.unknown", facts))
        if vacancy.contract in seeker.contracts:
            return known(1.0, Reason("contract.accepted", facts))
        return known(0.0, Reason("contract.not_accepted", facts))
