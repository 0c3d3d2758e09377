"""Imports: the file, the preview, the report, the rejected rows, the way back."""

from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from sqlalchemy import Text, cast, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import Submitted, read
from jobmatch.importing import in_steps, take_file, understand
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.problem_words import problem_word
from jobmatch.schemas.intake import UploadForm
from jobmatch.services.intake import headings, saving, staging, undoing
from jobmatch.services.intake.preview import first_rows, samples
from jobmatch.services.intake.rejects import write_rejects
from jobmatch.services.intake.sheets import UnreadableFile
from models import ImportKind, ImportRow, ImportRun, ImportState, Programme, RowOutcome

PATIENCE = 8.0
"""Seconds that one request works on a long file before it shows how far it has come."""


@bp.get("/imports")
def imports() -> str:
    """Every import of the office, and the form for the next one."""
    return imports_page(None)


def imports_page(form: Submitted | None) -> str:
    """The list with the form above it."""
    sorts = {"file": ImportRun.file_name, "at": ImportRun.created_at, "rows": ImportRun.row_count}
    page = paginate(visible(ImportRun).options(joinedload(ImportRun.by)), sorts, default="-at")
    programmes = db.session.scalars(visible(Programme).order_by(Programme.starts_on.desc())).all()
    return render_template("officer/imports.html", page=page, form=form, programmes=programmes)


@bp.post("/imports")
def upload() -> Any:
    """Take a file into staging and begin to understand it; 422 with the reason if it cannot be read."""
    form = read(UploadForm, request.form)
    file = request.files.get("file")
    if file is None or not file.filename:
        form.errors.setdefault("file", []).append(_("Choose a file."))
    if not form.ok or file is None:
        return imports_page(form), 422
    account = current_account()
    programme = get_visible(Programme, form.values["programme_id"]) if form.values.get("programme_id") else None
    try:
        run = take_file(
            db.session,
            kind=form.values["kind"],
            content=file.read(),
            file_name=file.filename or "",
            office=account.office,
            programme=programme,
            by=account,
        )
    except UnreadableFile as error:
        form.errors["file"] = [problem_with_file(error)]
        return imports_page(form), 422
    in_steps(db.session, understand(db.session, run, today()), seconds=PATIENCE)
    return to_run(run)


def problem_with_file(error: UnreadableFile) -> str:
    """Why a file cannot be read, in the reader's language."""
    table = {
        "empty": _("The file holds no rows."),
        "encrypted": _("The file is protected by a password. Save it without one and load it again."),
        "malformed": _("The file is damaged or is not what its name says. Save it afresh as XLSX or CSV."),
        "too_large": _("The file is too large. Split it and load the parts one by one."),
        "no_headings": _("No row of headings was found. The first row has to say what each column holds."),
        "not_a_sheet": _("This is not a table. CSV and XLSX files can be read."),
    }
    return table[error.reason]


def to_run(run: ImportRun) -> Response:
    """Back to the run's page."""
    return redirect(url_for("officer.import_run", run_id=run.id), code=303)


@bp.get("/imports/<int:run_id>")
def import_run(run_id: int) -> str:
    """One import: how far it is, its preview, or its report."""
    run = get_visible(ImportRun, run_id)
    if run.state is ImportState.STAGED:
        return preview_page(run)
    page = paginate(rows_of(run), {"row": ImportRow.number}, default="row", per_page=50)
    kind = "job_seeker" if run.kind is ImportKind.JOB_SEEKERS else "vacancy"
    record_list(kind, [row.row_id for row in page.rows if row.row_id], purpose=f"import {run.id}")
    blockers = undoing.blockers(db.session, run) if run.state is ImportState.SAVED else {}
    return render_template("officer/import_report.html", run=run, page=page, blockers=blockers)


def preview_page(run: ImportRun) -> str:
    """What would become of the rows, and how the columns are understood."""
    page = paginate(rows_of(run, problems=True), {"row": ImportRow.number}, default="row", per_page=25)
    rows = first_rows(db.session, run)
    record_list("import_row", [row.id for row in rows], purpose=f"import {run.id}")
    return render_template(
        "officer/import_preview.html",
        run=run,
        rows=rows,
        page=page,
        samples=samples(db.session, run),
        fields=headings.fields_of(run.kind),
        languages=language_fields(run),
    )


def language_fields(run: ImportRun) -> list[str]:
    """The languages that a column can be mapped to: the usual ones and those of the file."""
    usual = ["ckb", "kmr", "ara", "eng", "tur", "fas", "fra", "nld", "deu"]
    mapped = [name for name in run.mapping if name and name.startswith("language:")]
    return list(dict.fromkeys([*(f"language:{code}" for code in usual), *mapped]))


def rows_of(run: ImportRun, *, problems: bool = False) -> Any:
    """The rows of a run, narrowed by outcome, or to those with problems."""
    query = visible(ImportRow).where(ImportRow.run_id == run.id)
    if request.args.get("outcome") in set(RowOutcome):
        query = query.where(ImportRow.outcome == request.args["outcome"])
    if problems or request.args.get("problems"):
        query = query.where(cast(ImportRow.problems, Text) != "[]", ImportRow.outcome != RowOutcome.SKIPPED)
    if problems:
        query = query.order_by((ImportRow.outcome == RowOutcome.REJECTED).desc())
    return query


@bp.post("/imports/<int:run_id>/steps")
def continue_import(run_id: int) -> Response:
    """Go on understanding the rows for a while."""
    run = get_visible(ImportRun, run_id)
    in_steps(db.session, understand(db.session, run, today()), seconds=PATIENCE)
    return to_run(run)


@bp.post("/imports/<int:run_id>/mapping")
def map_columns(run_id: int) -> Response:
    """Correct which column is which field, and understand the rows afresh."""
    run = get_visible(ImportRun, run_id)
    mapping = [request.form.get(f"column-{at}") or None for at in range(len(run.headings))]
    staging.change_mapping(db.session, run, mapping)
    db.session.commit()
    in_steps(db.session, understand(db.session, run, today()), seconds=PATIENCE)
    return to_run(run)


@bp.post("/imports/<int:run_id>/save")
def save_import(run_id: int) -> Response:
    """Write every understood row, in one transaction."""
    run = get_visible(ImportRun, run_id)
    saving.save_run(db.session, run, by=current_account(), today=today())
    db.session.commit()
    flash(_("The file was saved."), "success")
    return to_run(run)


@bp.post("/imports/<int:run_id>/discard")
def discard_import(run_id: int) -> Response:
    """Throw a preview away; nothing of it is left."""
    run = get_visible(ImportRun, run_id)
    staging.discard_run(db.session, run)
    db.session.commit()
    flash(_("The file was thrown away. Nothing was saved."), "info")
    return redirect(url_for("officer.imports"), code=303)


@bp.post("/imports/<int:run_id>/undo")
def undo_import(run_id: int) -> Response:
    """Take a saved import back; 409 if something was built on it."""
    run = get_visible(ImportRun, run_id)
    undoing.undo_run(db.session, run, by=current_account())
    db.session.commit()
    flash(_("The import was undone. What it had made is gone, what it had replaced is back."), "success")
    return to_run(run)


@bp.get("/imports/<int:run_id>/rejects.csv")
def import_rejects(run_id: int) -> FlaskResponse:
    """The rows to correct, in the file's own columns with the reasons beside."""
    run = get_visible(ImportRun, run_id)
    if run.compared_at is None:
        raise InvalidInput({"": [_("The file is not understood yet.")]})
    ids = select(ImportRow.id).where(ImportRow.run_id == run.id, ImportRow.outcome == RowOutcome.REJECTED)
    record_list("import_row", db.session.scalars(ids), purpose=f"rejects of import {run.id}")
    everything = bool(request.args.get("problems"))
    lines = list(write_rejects(db.session, run, lambda code: str(problem_word(code)), problems=everything))
    return FlaskResponse(
        stream_with_context(iter(lines)),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename=import-{run.id}-rejects.csv"},
    )
