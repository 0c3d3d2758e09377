"""What needs attention today."""

from flask import render_template

from jobmatch.officer import bp


@bp.get("/")
def home():
    """The officer's first page."""
    return render_template("officer/home.html")
