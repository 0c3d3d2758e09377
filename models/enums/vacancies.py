"""Employers and their vacancies."""

from enum import StrEnum


class EmployerState(StrEnum):
    PENDING = "pending"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    REJECTED = "rejected"


class ContactStage(StrEnum):
    """How far the service has come with a business."""

    CONTACTED = "contacted"
    INTERESTED = "interested"
    POSTING = "posting"
    HIRED_BEFORE = "hired_before"
    DECLINED = "declined"


class VacancyState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    OPEN = "open"
    ON_HOLD = "on_hold"
    CLOSED = "closed"


class VacancyKind(StrEnum):
    JOB = "job"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    ON_THE_JOB_TRAINING = "on_the_job_training"
    SHORT_ASSIGNMENT = "short_assignment"


class CloseReason(StrEnum):
    """Why a vacancy closed."""

    FILLED = "filled"
    FILLED_ELSEWHERE = "filled_elsewhere"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    EMPLOYER_SUSPENDED = "employer_suspended"
    OTHER = "other"


class PayPeriod(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class ContractType(StrEnum):
    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    PART_TIME = "part_time"
    DAILY = "daily"
    SEASONAL = "seasonal"
    INTERNSHIP = "internship"
