"""The criteria, in the order in which their shares are summed, and every reason that they can give."""

from collections.abc import Mapping
from types import MappingProxyType

from matching.criteria.availability import AvailabilityCriterion
from matching.criteria.base import PRIOR, Assessment, Context, Criterion
from matching.criteria.contract import ContractCriterion
from matching.criteria.education import EducationCriterion
from matching.criteria.experience import ExperienceCriterion
from matching.criteria.language import LanguageCriterion
from matching.criteria.licences import LicencesCriterion
from matching.criteria.location import LocationCriterion
from matching.criteria.occupation import OccupationCriterion
from matching.criteria.pay import PayCriterion
from matching.criteria.skills import SkillsCriterion

__all__ = ["ALL", "BY_NAME", "PRIOR", "REASON_CODES", "Assessment", "Context", "Criterion"]

ALL: tuple[Criterion, ...] = (
    SkillsCriterion(),
    OccupationCriterion(),
    LocationCriterion(),
    LanguageCriterion(),
    ExperienceCriterion(),
    EducationCriterion(),
    AvailabilityCriterion(),
    PayCriterion(),
    ContractCriterion(),
    LicencesCriterion(),
)

BY_NAME: Mapping[str, Criterion] = MappingProxyType({criterion.name: criterion for criterion in ALL})

_GENERAL = {"profile.inactive": (), "service.ruled_out": (), "vacancy.closed": ()}

# Code -> the names of the facts it carries; the application must have words for each.
REASON_CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    _GENERAL | {code: facts for criterion in ALL for code, facts in criterion.codes.items()}
)
