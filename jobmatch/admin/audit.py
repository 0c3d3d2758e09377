"""Who looked at or changed what: ids and field names, never values."""

from datetime import timedelta
from typing import Any

from flask import render_template, request

from jobmatch.access import visible
from jobmatch.admin import bp
from jobmatch.db import db
from jobmatch.forms import read
from jobmatch.lists import paginate
from jobmatch.schemas.admin import AuditFilter
from jobmatch.services.figures.scope import instant
from models import Account, AuditEntry

SORTS = {"at": AuditEntry.at}


@bp.get("/audit")
def audit() -> Any:
    """The entries, newest first, of one account or one day where asked for."""
    form = read(AuditFilter, request.args)
    query = visible(AuditEntry)
    if form.values.get("account"):
        query = query.where(AuditEntry.account_id == form.values["account"])
    if day := form.values.get("day"):
        query = query.where(AuditEntry.at >= instant(day), AuditEntry.at < instant(day + timedelta(days=1)))
    page = paginate(query, SORTS, default="-at", per_page=50)
    people = {row.id: row for row in db.session.scalars(visible(Account).order_by(Account.email))}
    return render_template("admin/audit.html", page=page, people=people, form=form)
