"""Choose what a file holds: columns in their order, format, purpose; then make it, or keep the choice as a list."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from jobmatch.access import audience, current_account, get_visible, visible
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.exports import bp
from jobmatch.exports.columns import known_columns, moved, usual
from jobmatch.exports.filters import reader_for, told, usable_query
from jobmatch.exports.making import make
from jobmatch.forms import Submitted, read, rejected, row_number
from jobmatch.schemas.export import ExportForm, ListForm
from jobmatch.services.exports import saved
from jobmatch.services.exports.columns import Kind
from jobmatch.services.exports.foresight import Counts, Foresight, foresee, offered
from jobmatch.services.exports.kinds import kind_for
from models import Export, ExportFormat, ExportKind, ExportPurpose, Role, SavedList

FORMATS = (ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.PDF, ExportFormat.JSONL)


def kind_named(slug: str) -> Kind:
    """The kind of an address, if the account may export it; 404 for one that there is not."""
    code = slug.replace("-", "_")
    if code not in set(ExportKind) or "_" in slug:
        abort(404)
    return kind_for(current_account(), ExportKind(code))


@bp.get("/new/<slug>")
@audience(Role.OFFICER, Role.ORGANISER, Role.MANAGER, Role.EMPLOYER)
def choose(slug: str) -> Any:
    """The columns, formats and purposes of a list; ``list`` in the address begins with a named one."""
    kind = kind_named(slug)
    begun = request.args.get("list", type=row_number)
    row = get_visible(SavedList, begun) if begun else None
    columns = known_columns(kind, row.columns) if row and row.kind is kind.code else usual(kind)
    return chooser(kind, columns, None, begun=row)


@bp.post("/new/<slug>")
@audience(Role.OFFICER, Role.ORGANISER, Role.MANAGER, Role.EMPLOYER)
def create(slug: str) -> Any:
    """Make the file, keep the choice under a name, or take a step in choosing; 422 for what cannot be."""
    kind = kind_named(slug)
    columns = known_columns(kind, request.form.getlist("columns"))
    if "move" in request.form:
        return chooser(kind, moved(kind, columns, request.form["move"]), kept_form())
    if request.form.get("go") == "keep":
        return keep(kind, columns)
    form = read(ExportForm, request.form)
    if not form.ok:
        return chooser(kind, columns, form), 422
    try:
        export = make(kind, columns, query_here(kind), form.values["purpose"], form.values["format"])
    except InvalidInput as error:
        db.session.rollback()
        return chooser(kind, columns, rejected(form, error)), 422
    return to_export(export)


def keep(kind: Kind, columns: list[str]) -> Any:
    """Keep the choice as a named list; 422 with the form where it cannot be."""
    form = read(ListForm, request.form)
    if not form.ok:
        return chooser(kind, columns, form), 422
    try:
        row = saved.save_list(
            db.session,
            by=current_account(),
            kind=kind.code,
            name=form.values["name"],
            columns=columns,
            query=query_here(kind),
            shared=form.values["shared"],
            format_=form.values["format"],
            purpose=form.values["purpose"],
        )
    except InvalidInput as error:
        db.session.rollback()
        return chooser(kind, columns, rejected(form, error)), 422
    db.session.commit()
    flash(_("Kept as “%(name)s”.", name=row.name), "success")
    return redirect(url_for(".home", _anchor="lists"), code=303)


def to_export(export: Export) -> Response:
    """To the page of an export."""
    return redirect(url_for(".show", export_id=export.id), code=303)


def query_here(kind: Kind) -> dict[str, Any]:
    """The filters and the sort of the address."""
    return usable_query(kind, reader_for(kind.purposes[0]), request.args.to_dict())


def kept_form() -> Submitted:
    """What was chosen besides the columns, shown again; a password is never in it."""
    return Submitted({}, {}, MultiDict(request.form))


def chooser(
    kind: Kind, columns: list[str], form: Submitted | None, *, begun: SavedList | None = None, edited: Any = None
) -> str:
    """The page: chosen columns in their order, the others, purposes with what they mean, formats."""
    query = edited.query if edited is not None else query_here(kind)
    lists = visible(SavedList).where(SavedList.kind == kind.code).order_by(SavedList.name)
    chosen = [kind.column(code) for code in columns]
    return render_template(
        "exports/choose.html",
        kind=kind,
        chosen=chosen,
        others=[column for column in offered(kind) if column.code not in columns],
        purposes=foreseen(kind, query),
        formats=FORMATS,
        filters=told(kind, query["filters"]),
        query=query,
        lists=[] if edited is not None else db.session.scalars(lists).all(),
        begun=begun,
        edited=edited,
        form=form,
        purpose=picked(form, "purpose", edited or begun, kind.purposes[0].value),
        format=picked(form, "format", edited or begun, FORMATS[0].value),
        here=request.full_path if edited is None else request.path,
    )


def picked(form: Submitted | None, name: str, row: SavedList | None, default: str) -> str:
    """What was picked, in the form or in the list that the form began with."""
    if form is not None:
        return form.raw.get(name) or default
    return str((row.query.get(name) if row is not None else None) or default)


def foreseen(kind: Kind, query: dict[str, Any]) -> list[Foresight]:
    """What a file would hold, for each purpose that the kind can be made for."""
    counts: Counts = {}
    return [foresee(db.session, kind, reader_for(purpose), query, counts) for purpose in kind.purposes]


def purpose_or_first(kind: Kind, value: Any) -> ExportPurpose:
    """A purpose that a list was kept with, or the kind's first one."""
    return ExportPurpose(value) if value in set(kind.purposes) else kind.purposes[0]
