"""The person's own papers: kept, chosen for employers one by one, taken away."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.access import get_visible, visible
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import Submitted, read, rejected
from jobmatch.paper_files import choose_sent, keep_sent, visible_file
from jobmatch.returnee import bp
from jobmatch.returnee.person import current_person
from jobmatch.schemas.portal import PaperForm
from jobmatch.services import documents
from models import Document


def page(form: Submitted | None = None, status: int = 200) -> Any:
    """Every paper, and the form for another one."""
    rows = db.session.scalars(visible(Document).order_by(Document.id.desc())).all()
    return render_template("returnee/papers.html", papers=rows, form=form), status


@bp.get("/papers", endpoint="papers")
def list_papers() -> Any:
    """What is kept, and who may read it."""
    return page()


@bp.post("/papers")
def add_paper() -> Any:
    """Keep a paper; 422 for what is no PDF or picture."""
    form = read(PaperForm, request.form)
    if not form.ok:
        return page(form, 422)
    try:
        keep_sent(current_person(), form.values["kind"])
    except InvalidInput as error:
        db.session.rollback()
        return page(rejected(form, error), 422)
    db.session.commit()
    flash(_("Kept. Only you and your office read it."), "success")
    return redirect(url_for(".papers"), code=303)


@bp.get("/papers/<int:document_id>")
def paper(document_id: int) -> Response:
    """One paper as a file."""
    return visible_file(document_id)


@bp.post("/papers/<int:document_id>/choice")
def choose_paper(document_id: int) -> Any:
    """Show it to employers who read the person's name, or no longer."""
    choose_sent(get_visible(Document, document_id))
    db.session.commit()
    return redirect(url_for(".papers"), code=303)


@bp.post("/papers/<int:document_id>/removal")
def remove_paper(document_id: int) -> Any:
    """Take it away for good."""
    documents.remove_document(db.session, get_visible(Document, document_id))
    db.session.commit()
    flash(_("Taken away."), "success")
    return redirect(url_for(".papers"), code=303)
