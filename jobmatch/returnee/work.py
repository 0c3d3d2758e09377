"""How the work is, after one, three, six and twelve months."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.access import get_visible
from jobmatch.db import db
from jobmatch.forms import read
from jobmatch.returnee import bp
from jobmatch.schemas.portal import RatingForm
from jobmatch.services import ratings
from models import FollowUp


@bp.route("/employment/<int:follow_up_id>", methods=["GET", "POST"])
def rate(follow_up_id: int) -> Any:
    """Say whether one still works there, how it is, and in own words if one likes."""
    follow_up = get_visible(FollowUp, follow_up_id)
    form = read(RatingForm, request.form) if request.method == "POST" else None
    if form is None or not form.ok:
        return render_template(
            "returnee/rate.html", follow_up=follow_up, form=form, ratings=[(n, n) for n in range(11)]
        ), 422 if form else 200
    ratings.rate_by_person(db.session, follow_up, **form.values)
    db.session.commit()
    flash(_("Thank you. Your officer reads it; the employer does not."), "success")
    return redirect(url_for(".home"), code=303)
