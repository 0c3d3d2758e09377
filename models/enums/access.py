"""Who acts, and what is kept of it."""

from enum import StrEnum


class Role(StrEnum):
    """Who an account acts as."""

    OFFICER = "officer"
    EMPLOYER = "employer"
    RETURNEE = "returnee"
    ORGANISER = "organiser"
    PARTNER = "partner"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    BOOTH = "booth"  # the staff of one booth at one job fair, signed in with the booth's code


class AuditAction(StrEnum):
    OPEN = "open"
    LIST = "list"
    SEARCH = "search"
    EXPORT = "export"
    CREATE = "create"
    CHANGE = "change"
    DELETE = "delete"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    OVERRIDE = "override"


class SignInKind(StrEnum):
    """How a job seeker gets in without a password."""

    LINK = "link"
    CODE = "code"
    INVITATION = "invitation"
