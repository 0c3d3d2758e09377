"""Words for: employers and their vacancies."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import CloseReason, ContactStage, ContractType, EmployerState, PayPeriod, VacancyKind, VacancyState

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    EmployerState: {
        "pending": _l("To be verified"),
        "verified": _l("Verified"),
        "suspended": _l("Suspended"),
        "rejected": _l("Rejected"),
    },
    ContactStage: {
        "contacted": _l("Contacted"),
        "interested": _l("Interested"),
        "posting": _l("Posting"),
        "hired_before": _l("Hired before"),
        "declined": _l("Not interested"),
    },
    VacancyState: {
        "draft": _l("Draft"),
        "submitted": _l("Submitted"),
        "open": _l("Open"),
        "on_hold": _l("On hold"),
        "closed": _l("Closed"),
    },
    VacancyKind: {
        "job": _l("Job"),
        "internship": _l("Internship"),
        "apprenticeship": _l("Apprenticeship"),
        "on_the_job_training": _l("On-the-job training"),
        "short_assignment": _l("Short assignment"),
    },
    CloseReason: {
        "filled": _l("Filled"),
        "filled_elsewhere": _l("Filled elsewhere"),
        "expired": _l("Expired"),
        "cancelled": _l("Cancelled"),
        "employer_suspended": _l("Employer suspended"),
        "other": _l("Other reason"),
    },
    PayPeriod: {
        "hour": _l("per hour"),
        "day": _l("per day"),
        "week": _l("per week"),
        "month": _l("per month"),
        "year": _l("per year"),
    },
    ContractType: {
        "permanent": _l("Permanent"),
        "fixed_term": _l("Fixed term"),
        "part_time": _l("Part time"),
        "daily": _l("Daily work"),
        "seasonal": _l("Seasonal"),
        "internship": _l("Internship"),
    },
}
