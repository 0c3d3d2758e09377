"""A person's papers: taken in, chosen for employers, and taken away."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, msg
from models import Account, Document, DocumentKind, JobSeeker

MOST = 10
LARGEST_MB = 5
BEGINNINGS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def media_type_of(content: bytes) -> str | None:
    """What a file is, by its first bytes; whatever it is called."""
    return next((kind for beginning, kind in BEGINNINGS.items() if content.startswith(beginning)), None)


def add_document(
    session: Session, person: JobSeeker, *, kind: DocumentKind, name: str, content: bytes, by: Account
) -> Document:
    """Keep a paper of a person. Nobody but the person and their office reads it before it is chosen. Flushes.

    Raises
    ------
    InvalidInput
        If it is no PDF or picture, or too large.
    Conflict
        If there are `MOST` already.
    """
    media_type = media_type_of(content)
    if media_type is None:
        raise InvalidInput({"file": [msg("Choose a PDF, or a picture (JPEG or PNG).")]})
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise InvalidInput({"file": [msg("At most %(number)s MB.", number=LARGEST_MB)]})
    if (session.scalar(select(func.count()).where(Document.job_seeker_id == person.id)) or 0) >= MOST:
        raise Conflict(msg("There are %(number)s papers already: take one away first.", number=MOST))
    document = Document(
        job_seeker=person,
        kind=kind,
        name=name[:200] or kind.value,
        media_type=media_type,
        content=content,
        size_bytes=len(content),
        by_id=by.id,
    )
    session.add(document)
    session.flush()
    return document


def choose_document(session: Session, document: Document, *, shown: bool) -> None:
    """The person chooses whether employers who read their name may read this paper as well. Flushes."""
    document.shown = shown
    session.flush()


def remove_document(session: Session, document: Document) -> None:
    """Take a paper away for good. Flushes."""
    session.delete(document)
    session.flush()
