"""Figures about winning employers, and whom to speak to next."""

from datetime import timedelta

from flask import render_template, request

from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.forms import read
from jobmatch.officer import bp
from jobmatch.schemas.employer import FunnelForm
from jobmatch.services.employer_funnel import count_funnel, next_steps

AHEAD = timedelta(days=14)


@bp.get("/employers/funnel")
def employer_funnel() -> str:
    """How many were contacted, how many offer, how many openings; and the next steps of two weeks."""
    form = read(FunnelForm, request.args)
    funnel = count_funnel(db.session, since=form.values.get("since"), until=form.values.get("until"))
    steps = next_steps(db.session, today() + AHEAD)
    return render_template("officer/employer_funnel.html", funnel=funnel, steps=steps, form=form, today=today())
