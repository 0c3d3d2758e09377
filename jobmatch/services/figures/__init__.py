"""Figures of a programme, counted from the records.

All person figures count distinct people registered in the period. *withdrawn*: the profile was withdrawn by the end of
the period, and not restored. *active*: registered - withdrawn. Each active person is in exactly one of *employed
through the service* (has a placement that came from a referral), *own network* (a placement without one),
*self-employed*, *in training*, *looking*: the first that applies at the end of the period. *employed* is the first
three together. An employment that has ended since still counts: the person was placed.
"""

from jobmatch.services.figures.listing import rows_behind
from jobmatch.services.figures.report import BREAKDOWNS, KEYS, Report, outcomes_report
from jobmatch.services.figures.scope import Scope, make_scope
from jobmatch.services.figures.suppression import FEWER_THAN_FIVE, WITHHELD, suppress_small_counts

__all__ = [
    "BREAKDOWNS",
    "FEWER_THAN_FIVE",
    "KEYS",
    "WITHHELD",
    "Report",
    "Scope",
    "make_scope",
    "outcomes_report",
    "rows_behind",
    "suppress_small_counts",
]
