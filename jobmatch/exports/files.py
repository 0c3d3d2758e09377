"""One export: how far it is, what is in it, how to know that it is whole, and the file."""

from os import SEEK_END
from pathlib import Path
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, render_template, request, send_file
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from jobmatch import exporting
from jobmatch.access import audience, current_account, get_visible
from jobmatch.db import db
from jobmatch.errors import InvalidInput, NotAllowed
from jobmatch.export_words import heading
from jobmatch.exports import bp
from jobmatch.exports.choosing import to_export
from jobmatch.exports.filters import told
from jobmatch.exports.making import make
from jobmatch.forms import Submitted, read
from jobmatch.handing_over import TakenBack, may_stay
from jobmatch.options import language
from jobmatch.schemas.export import LEAST_PASSWORD, PasswordForm
from jobmatch.services.exports import files, protecting, records
from jobmatch.services.exports.files import DamagedFile
from jobmatch.services.exports.kinds import kind_for
from models import Export, ExportFormat, ExportState, Role

MAKERS = (Role.OFFICER, Role.ORGANISER, Role.MANAGER, Role.EMPLOYER)
KINDS_OF_FILE = {
    ExportFormat.CSV: "text/csv",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.PDF: "application/pdf",
    ExportFormat.JSONL: "application/x-ndjson",
}


def going(export: Export) -> bool:
    """Whether it waits or is being written."""
    return export.state in (ExportState.QUEUED, ExportState.RUNNING)


def facts(export: Export) -> dict[str, Any]:
    """What the page of an export shows, once the file was looked at again."""
    may_stay(db.session, export)
    kind = records.kind_of(export)
    known = {column.code: column for column in kind.columns}
    account = current_account()
    return {
        "export": export,
        "going": going(export),
        "mine": export.by_id == account.id and account.role in kind.roles,
        "downloadable": records.may_download(export, account),
        "columns": [heading(known[code]) if code in known else code for code in export.columns],
        "hidden": [(heading(known[code]), number) for code, number in export.hidden.items() if code in known],
        "filters": told(kind, export.query.get("filters") or {}),
        "least_password": LEAST_PASSWORD,
        "language_word": language(),
    }


@bp.get("/<int:export_id>")
def show(export_id: int) -> str:
    """One export: its progress, or what became of it."""
    return page_of(get_visible(Export, export_id), None)


def page_of(export: Export, form: Submitted | None) -> str:
    """The page, with what was wrong with a password."""
    return render_template("exports/show.html", form=form, **facts(export))


@bp.get("/<int:export_id>/progress")
def progress(export_id: int) -> str:
    """The part of the page that changes while the file is being written."""
    return render_template("exports/_state.html", form=None, **facts(get_visible(Export, export_id)))


def own(export_id: int) -> Export:
    """An export that the account asked for itself; 403 for a colleague's."""
    export = get_visible(Export, export_id)
    if export.by_id != current_account().id:
        raise NotAllowed("export")
    return export


@bp.post("/<int:export_id>/cancel")
@audience(*MAKERS)
def cancel(export_id: int) -> Response:
    """Stop an export that waits or is being written; nothing of it is left."""
    export = own(export_id)
    records.cancel_export(db.session, export, by=current_account())
    db.session.commit()
    return to_export(export)


@bp.post("/<int:export_id>/again")
@audience(*MAKERS)
def again(export_id: int) -> Response:
    """Make the same file anew, of the rows as they are now."""
    old = own(export_id)
    kind = kind_for(current_account(), old.kind)
    try:
        return to_export(make(kind, old.columns, old.query, old.purpose, old.format))
    except InvalidInput as error:
        db.session.rollback()
        flash(" ".join(str(text) for texts in error.errors.values() for text in texts), "error")
        return to_export(own(export_id))


def downloadable(export_id: int) -> Export:
    """An export whose file the account may have; 403 for a colleague's, 410 for one that is gone or was taken back."""
    export = own(export_id)
    if export.taken_back or (export.available and not may_stay(db.session, export)):
        raise TakenBack
    if not export.available:
        raise DamagedFile("the file is not there")
    if not records.may_download(export, current_account()):
        raise NotAllowed("export")
    return export


@bp.get("/<int:export_id>/file")
@audience(*MAKERS)
def download(export_id: int) -> FlaskResponse:
    """The whole file, compared with its record before the first byte goes out; 410 where it is not whole."""
    export = downloadable(export_id)
    path = files.checked(exporting.instance_dir(), export)
    answer = send_file(
        path.absolute(), mimetype=KINDS_OF_FILE[export.format], as_attachment=True, download_name=export.file_name
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/<int:export_id>/check-sums")
@audience(*MAKERS)
def sidecar(export_id: int) -> FlaskResponse:
    """What the file must be: rows, columns, people left out, size and SHA-256, as JSON."""
    export = downloadable(export_id)
    path = files.sidecar_path(files.checked(exporting.instance_dir(), export))
    return send_file(
        path.absolute(), mimetype="application/json", as_attachment=True, download_name=f"{export.file_name}.json"
    )


@bp.post("/<int:export_id>/protected")
@audience(*MAKERS)
def protected(export_id: int) -> Any:
    """The file in a ZIP that only its password opens; 422 for a password that is too short."""
    export = downloadable(export_id)
    form = read(PasswordForm, request.form)
    if not form.ok:
        return page_of(export, Submitted({}, form.errors, MultiDict())), 422  # a password is never shown again
    instance = exporting.instance_dir()
    path = files.checked(instance, export)
    inside = [(path, str(export.file_name)), (files.sidecar_path(path), f"{export.file_name}.json")]
    answer = zipped(inside, form.values["password"], files.folder_of(instance))
    answer.headers.set("Content-Disposition", "attachment", filename=f"{export.file_name}.zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def zipped(inside: list[tuple[Path, str]], password: str, folder: Path) -> FlaskResponse:
    """The protected ZIP of files: a small one whole and with its length, a large one while it is made."""
    if inside[0][0].stat().st_size > protecting.AT_ONCE:
        return FlaskResponse(protecting.protect_on_the_way(inside, password), mimetype="application/zip")
    archive = protecting.protect(inside, password, folder)
    size = archive.seek(0, SEEK_END)
    archive.seek(0)
    answer = send_file(archive, mimetype="application/zip")
    answer.content_length = size
    return answer
