"""Named lists: opened, changed, forgotten, and made into a file with one click."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import audience, current_account, get_visible
from jobmatch.db import db
from jobmatch.errors import InvalidInput, NotAllowed
from jobmatch.exports import bp
from jobmatch.exports.choosing import chooser, kept_form, purpose_or_first, to_export
from jobmatch.exports.columns import known_columns, moved
from jobmatch.exports.making import make
from jobmatch.forms import read, rejected
from jobmatch.schemas.export import ListForm
from jobmatch.services.exports import saved
from jobmatch.services.exports.kinds import kind_for
from models import ExportFormat, Role, SavedList

MAKERS = (Role.OFFICER, Role.ORGANISER, Role.MANAGER, Role.EMPLOYER)


def own_list(list_id: int) -> SavedList:
    """A list of one's own; 404 for one that is not visible, 403 for one that a colleague shares."""
    row = get_visible(SavedList, list_id)
    if row.owner_id != current_account().id:
        raise NotAllowed("saved_list")
    return row


@bp.get("/lists/<int:list_id>")
@audience(*MAKERS)
def named_list(list_id: int) -> str:
    """A list of one's own, to change."""
    row = own_list(list_id)
    kind = kind_for(current_account(), row.kind)
    return chooser(kind, known_columns(kind, row.columns), None, edited=row)


@bp.post("/lists/<int:list_id>")
@audience(*MAKERS)
def change_list(list_id: int) -> Any:
    """Write the changed list, or take a step in choosing its columns; 422 for what cannot be, 409 for an old form."""
    row = own_list(list_id)
    kind = kind_for(current_account(), row.kind)
    columns = known_columns(kind, request.form.getlist("columns"))
    if "move" in request.form:
        return chooser(kind, moved(kind, columns, request.form["move"]), kept_form(), edited=row)
    form = read(ListForm, request.form)
    if not form.ok:
        return chooser(kind, columns, form, edited=row), 422
    values = dict(form.values)
    try:
        saved.save_list(
            db.session,
            by=current_account(),
            kind=row.kind,
            name=values["name"],
            columns=columns,
            query=row.query,
            shared=values["shared"],
            known=row,
            version=values.get("version"),
            format_=values["format"],
            purpose=values["purpose"],
        )
    except InvalidInput as error:
        db.session.rollback()
        return chooser(kind, columns, rejected(form, error), edited=own_list(list_id)), 422
    db.session.commit()
    flash(_("Kept as “%(name)s”.", name=row.name), "success")
    return redirect(url_for(".home", _anchor="lists"), code=303)


@bp.post("/lists/<int:list_id>/delete")
@audience(*MAKERS)
def delete_list(list_id: int) -> Response:
    """Forget a list of one's own; files that were made from it stay."""
    row = own_list(list_id)
    name = row.name
    saved.delete_list(db.session, row, by=current_account())
    db.session.commit()
    flash(_("“%(name)s” is gone. Files made from it stay.", name=name), "info")
    return redirect(url_for(".home", _anchor="lists"), code=303)


@bp.post("/lists/<int:list_id>/run")
@audience(*MAKERS)
def run_list(list_id: int) -> Response:
    """Make a file of a list as it stands, with the format and the purpose that it was kept with."""
    row = get_visible(SavedList, list_id)
    kind = kind_for(current_account(), row.kind)
    wanted = row.query.get("format")
    format_ = ExportFormat(wanted) if wanted in set(ExportFormat) else ExportFormat.XLSX
    query = {"filters": row.query.get("filters") or {}, "sort": row.query.get("sort")}
    columns = known_columns(kind, row.columns)
    return to_export(make(kind, columns, query, purpose_or_first(kind, row.query.get("purpose")), format_))
