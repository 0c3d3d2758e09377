"""A person's papers behind a page, whoever's page it is: the form that brings one, and the paper as a file."""

from flask import Response, request

from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_open
from jobmatch.db import db
from jobmatch.services import documents
from models import Document, DocumentKind, JobSeeker


def keep_sent(person: JobSeeker, kind: DocumentKind) -> Document:
    """Keep the file of the form as a paper of a person; raises what ``documents.add_document`` raises. Flushes."""
    file = request.files.get("file")
    content, name = (file.read(), file.filename or "") if file else (b"", "")
    return documents.add_document(db.session, person, kind=kind, name=name, content=content, by=current_account())


def choose_sent(document: Document) -> None:
    """Show a paper to employers who read the person's name, or no longer, as the form says. Flushes."""
    documents.choose_document(db.session, document, shown=request.form.get("shown") == "true")


def visible_file(document_id: int) -> Response:
    """A paper that the account may read, as a file; that it was opened is written down."""
    row = get_visible(Document, document_id)
    record_open(row.job_seeker, "document")
    return as_file(row)


def as_file(document: Document) -> Response:
    """The paper, always to be saved, never run in the page. Its own name may tell who and from where: it stays here."""
    name = f"{document.kind.value}-{document.id}.{documents.ENDINGS[document.media_type]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Security-Policy": "sandbox"}
    return Response(document.content, mimetype=document.media_type, headers=headers)
