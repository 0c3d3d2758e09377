"""What needs attention today."""

from flask import render_template

from jobmatch.access import current_account
from jobmatch.access.audit import record_list
from jobmatch.access.scope import scope_of
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.officer import bp
from jobmatch.services import attention


@bp.get("/")
def home() -> str:
    """The officer's first page: how much waits of each kind, and the first of it."""
    account = current_account()
    waiting = attention.what_waits(db.session, account, today(), lambda model: scope_of(model, account))
    record_list("job_seeker", attention.people_shown(waiting), purpose="home")
    return render_template("officer/home.html", waiting=waiting, today=today())
