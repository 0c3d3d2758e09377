"""A person's papers, kept by the office for those who have no phone or no use of it."""

from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_open
from jobmatch.db import db
from jobmatch.forms import require
from jobmatch.officer import bp
from jobmatch.paper_files import as_file
from jobmatch.schemas.portal import PaperForm
from jobmatch.services import documents
from models import Document, JobSeeker


@bp.post("/job-seekers/<int:job_seeker_id>/papers")
def add_paper(job_seeker_id: int) -> Any:
    """Keep a paper; whether employers may read it is the person's word. 422 for what is no PDF or picture."""
    person = get_visible(JobSeeker, job_seeker_id)
    kind, file = require(PaperForm, request.form)["kind"], request.files.get("file")
    content, name = (file.read(), file.filename or "") if file else (b"", "")
    row = documents.add_document(db.session, person, kind=kind, name=name, content=content, by=current_account())
    documents.choose_document(db.session, row, shown=request.form.get("shown") == "true")
    db.session.commit()
    flash(_("Kept."))
    return redirect(url_for(".person", job_seeker_id=person.id, _anchor="papers"), code=303)


@bp.get("/papers/<int:document_id>")
def paper(document_id: int) -> Response:
    """One paper as a file."""
    row = get_visible(Document, document_id)
    record_open(row.job_seeker, "document")
    return as_file(row)


@bp.post("/papers/<int:document_id>/choice")
def choose_paper(document_id: int) -> Any:
    """On the person's word: employers who read the name read it, or no longer."""
    row = get_visible(Document, document_id)
    documents.choose_document(db.session, row, shown=request.form.get("shown") == "true")
    db.session.commit()
    return redirect(url_for(".person", job_seeker_id=row.job_seeker_id, _anchor="papers"), code=303)


@bp.post("/papers/<int:document_id>/removal")
def remove_paper(document_id: int) -> Any:
    """Take it away for good."""
    row = get_visible(Document, document_id)
    person_id = row.job_seeker_id
    documents.remove_document(db.session, row)
    db.session.commit()
    return redirect(url_for(".person", job_seeker_id=person_id, _anchor="papers"), code=303)
