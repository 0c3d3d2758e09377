"""A person's papers, kept by the office for those who have no phone or no use of it."""

from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from jobmatch.access import get_visible
from jobmatch.db import db
from jobmatch.forms import require
from jobmatch.officer import bp
from jobmatch.paper_files import choose_sent, keep_sent, visible_file
from jobmatch.schemas.portal import PaperForm
from jobmatch.services import documents
from models import Document, JobSeeker


@bp.post("/job-seekers/<int:job_seeker_id>/papers")
def add_paper(job_seeker_id: int) -> Any:
    """Keep a paper; whether employers may read it is the person's word. 422 for what is no PDF or picture."""
    person = get_visible(JobSeeker, job_seeker_id)
    choose_sent(keep_sent(person, require(PaperForm, request.form)["kind"]))
    db.session.commit()
    flash(_("Kept."))
    return redirect(url_for(".person", job_seeker_id=person.id, _anchor="papers"), code=303)


@bp.get("/papers/<int:document_id>")
def paper(document_id: int) -> Response:
    """One paper as a file."""
    return visible_file(document_id)


@bp.post("/papers/<int:document_id>/choice")
def choose_paper(document_id: int) -> Any:
    """On the person's word: employers who read the name read it, or no longer."""
    row = get_visible(Document, document_id)
    choose_sent(row)
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
