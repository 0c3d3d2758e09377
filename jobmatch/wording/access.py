"""Words for: who acts, and what is kept of it."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from models import AuditAction, Role, SignInKind

WORDS: dict[type[StrEnum], dict[str, Any]] = {
    Role: {
        "officer": _l("Placement officer"),
        "employer": _l("Employer"),
        "returnee": _l("Returnee"),
        "organiser": _l("Job-fair organiser"),
        "partner": _l("Referring partner"),
        "manager": _l("Programme manager"),
        "administrator": _l("Administrator"),
        "booth": _l("Booth staff"),
    },
    AuditAction: {
        "open": _l("Opened"),
        "list": _l("Listed"),
        "search": _l("Searched"),
        "export": _l("Exported"),
        "create": _l("Created"),
        "change": _l("Changed"),
        "delete": _l("Deleted"),
        "sign_in": _l("Signed in"),
        "sign_in_failed": _l("Sign-in failed"),
        "override": _l("Rule overridden"),
    },
    SignInKind: {"link": _l("Link by e-mail"), "code": _l("Code by text message"), "invitation": _l("Invitation")},
}
