"""Words for: files that leave the service."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import ExportFormat, ExportKind, ExportPurpose, ExportState

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    ExportKind: {
        "people": _l("People"),
        "vacancies": _l("Vacancies"),
        "referrals": _l("Referrals"),
        "placements": _l("Placements"),
        "fair_guests": _l("Guests of a job fair"),
        "fair_interviews": _l("Interviews of a job fair"),
        "fair_booths": _l("Booths of a job fair"),
        "figures": _l("Figures of a programme"),
    },
    ExportFormat: {
        "csv": _l("CSV (text, for any spreadsheet)"),
        "xlsx": _l("Excel workbook"),
        "pdf": _l("PDF (to print)"),
        "jsonl": _l("JSON lines (for other programs)"),
    },
    ExportPurpose: {
        "contact": _l("Contact and follow up our people"),
        "report": _l("Report to a programme or donor (without names)"),
        "fair": _l("List for a job fair"),
        "employer": _l("Hand to an employer"),
        "backup": _l("Keep a copy in the office"),
    },
    ExportState: {
        "queued": _l("Waiting"),
        "running": _l("Being written"),
        "done": _l("Done"),
        "failed": _l("Failed"),
        "cancelled": _l("Cancelled"),
    },
}
