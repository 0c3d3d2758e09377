"""Files that leave the service."""

from enum import StrEnum


class ExportKind(StrEnum):
    """What an export lists, one row each."""

    PEOPLE = "people"
    VACANCIES = "vacancies"
    REFERRALS = "referrals"
    PLACEMENTS = "placements"
    FAIR_GUESTS = "fair_guests"
    FAIR_INTERVIEWS = "fair_interviews"
    FAIR_BOOTHS = "fair_booths"
    FIGURES = "figures"


class ExportFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    JSONL = "jsonl"


class ExportPurpose(StrEnum):
    """What a file is made for: it decides whose consent is needed and how much of a person it may hold."""

    CONTACT = "contact"  # the office contacts and follows up its people
    REPORT = "report"  # to a programme or a donor, without names
    FAIR = "fair"  # lists of a job fair
    EMPLOYER = "employer"  # handed to an employer
    BACKUP = "backup"  # kept by the office


class ExportState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
