"""Write down who looked at what. Changes are recorded by the models themselves, at every flush."""

from collections.abc import Iterable

from jobmatch.db import db
from models import AuditAction, JobSeeker
from models.tracking import record_audit


def record_open(person: JobSeeker, kind: str = "job_seeker") -> None:
    """One entry for one profile or document opened."""
    record_audit(db.session(), AuditAction.OPEN, kind, [person.id])


def record_list(kind: str, ids: Iterable[int], *, purpose: str | None = None) -> None:
    """One entry for one list shown."""
    record_audit(db.session(), AuditAction.LIST, kind, ids, purpose=purpose)


def record_search(ids: Iterable[int], fields: Iterable[str]) -> None:
    """One entry for one search for people, with the names of the fields that were searched."""
    record_audit(db.session(), AuditAction.SEARCH, "job_seeker", ids, fields)
