"""Write down who looked at what. Changes are recorded by the models themselves, at every flush.

Looks are gathered while a request reads and written when it is done, in a transaction of their own: a GET must not
hold the write lock while it works.
"""

from collections.abc import Iterable
from typing import Any

from flask import Response, g

from jobmatch.db import begin_writing, db
from models import AuditAction, JobSeeker
from models.tracking import record_audit


def remember(action: AuditAction, kind: str, ids: Iterable[int], **more: Any) -> None:
    """Keep one entry for the end of the request."""
    g.setdefault("looks", []).append((action, kind, sorted(set(ids)), more))


def record_open(person: JobSeeker, kind: str = "job_seeker") -> None:
    """One entry for one profile or document opened."""
    remember(AuditAction.OPEN, kind, [person.id])


def record_list(kind: str, ids: Iterable[int], *, purpose: str | None = None) -> None:
    """One entry for one list shown."""
    remember(AuditAction.LIST, kind, ids, purpose=purpose)


def record_search(ids: Iterable[int], fields: Iterable[str]) -> None:
    """One entry for one search for people, with the names of the fields that were searched."""
    remember(AuditAction.SEARCH, "job_seeker", ids, fields=list(fields))


def write_looks(response: Response) -> Response:
    """After every request: write the looks, whatever else became of it. An answer is not sent without them."""
    looks = g.pop("looks", [])
    if looks:
        db.session.rollback()  # what a view wanted to keep, it has committed
        begin_writing(db.session)
        for action, kind, ids, more in looks:
            record_audit(db.session, action, kind, ids, **more)
        db.session.commit()
    return response
