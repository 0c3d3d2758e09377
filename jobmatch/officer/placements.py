"""Placements: list, page, end, follow-ups, and work found without a referral."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list, record_open
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.forms import read
from jobmatch.lists import paginate
from jobmatch.officer import bp
from jobmatch.schemas.referral import EndPlacementForm, FollowUpForm, OwnPlacementForm
from jobmatch.services import placements, transitions
from models import FollowUp, FollowUpState, JobSeeker, Placement, PlacementState

SORTS = {"started": Placement.started_on, "state": Placement.state, "source": Placement.source}
FOLLOW_UP_SORTS = {"due": FollowUp.due_on, "months": FollowUp.months}


@bp.get("/placements", endpoint="placements")
def list_placements() -> str:
    """The office's placements."""
    query = visible(Placement).options(joinedload(Placement.job_seeker), joinedload(Placement.employer))
    if request.args.get("state") in set(PlacementState):
        query = query.where(Placement.state == request.args["state"])
    page = paginate(query, SORTS, default="-started")
    record_list("placement", [row.id for row in page.rows])
    return render_template("officer/placements.html", page=page)


@bp.get("/follow-ups", endpoint="follow_ups")
def list_follow_ups() -> str:
    """Follow-ups that are due, the oldest first."""
    query = (
        visible(FollowUp)
        .where(FollowUp.state == FollowUpState.DUE)
        .options(joinedload(FollowUp.placement).joinedload(Placement.job_seeker))
    )
    if request.args.get("when") != "all":
        query = query.where(FollowUp.due_on <= today())
    page = paginate(query, FOLLOW_UP_SORTS, default="due")
    record_list("follow_up", [row.id for row in page.rows])
    return render_template("officer/follow_ups.html", page=page, today=today())


@bp.get("/placements/<int:placement_id>")
def placement(placement_id: int) -> str:
    """One placement with its follow-ups and history."""
    row = get_visible(Placement, placement_id)
    record_open(row.job_seeker, "placement")
    return show(row)


def show(row: Placement, form: Any = None, follow_up_form: Any = None, follow_up_id: int | None = None) -> str:
    """The page of a placement, with what was typed into a form that could not be used."""
    return render_template(
        "officer/placement.html",
        placement=row,
        events=transitions.history(db.session, row),
        today=today(),
        form=form,
        follow_up_form=follow_up_form,
        follow_up_id=follow_up_id,
    )


@bp.post("/placements/<int:placement_id>/end")
def end_placement(placement_id: int) -> Any:
    """The work ended: the person is active again, the opening is free again."""
    row = get_visible(Placement, placement_id)
    form = read(EndPlacementForm, request.form)
    if not form.ok:
        return show(row, form), 422
    transitions.check_version(row, form.values.get("version"))
    placements.end_placement(
        db.session,
        row,
        on=form.values["ended_on"],
        reason=form.values["reason"],
        note=form.values.get("note"),
        by=current_account(),
    )
    db.session.commit()
    flash(_("Ended. The person is active again."))
    return redirect(url_for(".placement", placement_id=row.id), code=303)


@bp.post("/follow-ups/<int:follow_up_id>")
def record_follow_up(follow_up_id: int) -> Any:
    """Write down what was said."""
    row = get_visible(FollowUp, follow_up_id)
    form = read(FollowUpForm, request.form)
    if not form.ok:
        return show(row.placement, follow_up_form=form, follow_up_id=row.id), 422
    values = dict(form.values)
    transitions.check_version(row, values.pop("version", None))
    placements.record_follow_up(db.session, row, by=current_account(), **values)
    db.session.commit()
    flash(_("Follow-up saved."))
    return redirect(url_for(".placement", placement_id=row.placement_id), code=303)


@bp.get("/job-seekers/<int:job_seeker_id>/placements/new")
def new_own_placement(job_seeker_id: int) -> str:
    """The form for work that the person found alone."""
    person = get_visible(JobSeeker, job_seeker_id)
    record_open(person)
    return render_template("officer/own_placement.html", person=person, form=None)


@bp.post("/job-seekers/<int:job_seeker_id>/placements")
def record_own_placement(job_seeker_id: int) -> Any:
    """Work through the person's own network, or on their own account."""
    person = get_visible(JobSeeker, job_seeker_id)
    form = read(OwnPlacementForm, request.form)
    if not form.ok:
        return render_template("officer/own_placement.html", person=person, form=form), 422
    terms = {key: value for key, value in form.values.items() if value is not None and key != "version"}
    row = placements.record_own_placement(db.session, person, by=current_account(), **terms)
    db.session.commit()
    return redirect(url_for(".placement", placement_id=row.id), code=303)
