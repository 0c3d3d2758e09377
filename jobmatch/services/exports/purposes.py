"""What a file is made for decides whose consent it needs and how much of a person it may hold.

Whoever has not agreed is counselled by their own office only and is in no export at all, so every purpose asks for a
consent: to be matched for the office's own lists and its reports, to be shared for what an employer gets, to take part
in fairs for a fair's lists.
"""

from dataclasses import dataclass

from jobmatch.access.identity import Level
from models import ConsentPurpose, ExportPurpose


@dataclass(frozen=True)
class Rule:
    """The consent that a purpose needs, the highest level it may hold, and whether it may hold names."""

    consent: ConsentPurpose
    ceiling: Level = Level.FULL
    names: bool = True


RULES: dict[ExportPurpose, Rule] = {
    ExportPurpose.CONTACT: Rule(ConsentPurpose.MATCHING),
    ExportPurpose.BACKUP: Rule(ConsentPurpose.MATCHING),
    ExportPurpose.REPORT: Rule(ConsentPurpose.MATCHING, names=False),
    ExportPurpose.FAIR: Rule(ConsentPurpose.FAIRS, ceiling=Level.SHARED),
    ExportPurpose.EMPLOYER: Rule(ConsentPurpose.EMPLOYERS, ceiling=Level.SHARED),
}
