"""Who exported what, when, how many rows and what for; and the lists that are kept under a name."""

from typing import Any

from flask import render_template, request
from sqlalchemy import or_
from sqlalchemy.orm import joinedload

from jobmatch.access import current_account, visible
from jobmatch.db import db
from jobmatch.exports import bp
from jobmatch.lists import paginate
from jobmatch.services.exports.kinds import kinds_for
from models import Export, ExportKind, SavedList

SORTS: dict[str, Any] = {"at": Export.created_at, "rows": Export.row_count, "kind": Export.kind}


@bp.get("/")
def home() -> str:
    """The exports that the account may know of, the newest first, with the named lists above them."""
    account = current_account()
    query = visible(Export).options(joinedload(Export.by), joinedload(Export.office))
    if request.args.get("whose") == "mine":
        query = query.where(Export.by_id == account.id)
    if request.args.get("kind") in set(ExportKind):
        query = query.where(Export.kind == request.args["kind"])
    lists = visible(SavedList).options(joinedload(SavedList.owner)).order_by(SavedList.kind, SavedList.name)
    return render_template(
        "exports/home.html",
        page=paginate(query, SORTS, default="-at"),
        lists=db.session.scalars(lists).all(),
        kinds=kinds_for(account),
        account=account,
        several=db.session.scalar(
            visible(Export).where(or_(Export.by_id != account.id, Export.by_id.is_(None))).limit(1)
        )
        is not None,
    )
