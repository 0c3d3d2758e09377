"""People who were hired through the service, and how it goes with them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Load, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from jobmatch.access import current_account, get_visible, visible
from jobmatch.access.audit import record_list
from jobmatch.access.identity import employer_level, shown_profile
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.employer import bp
from jobmatch.employer.shown import with_profile
from jobmatch.forms import read
from jobmatch.lists import paginate
from jobmatch.schemas.employer import RatingForm
from jobmatch.services.ratings import rate_by_employer
from models import FollowUp, FollowUpState, Placement, Referral, Vacancy

SORTS = {"started": Placement.started_on, "state": Placement.state}


@bp.get("/placements", endpoint="placements")
def list_placements() -> str:
    """Everybody hired through the service, with the ratings given and due."""
    return show_placements()


def show_placements(form: Any = None, follow_up_id: int | None = None) -> str:
    """The list, with what was typed into a rating that could not be used."""
    query = visible(Placement).options(*with_name(Load(Placement)), selectinload(Placement.follow_ups))
    page = paginate(query, SORTS, default="-started", convert=lambda rows: [shown_placement(row) for row in rows])
    record_list("placement", [row["id"] for row in page.rows])
    return render_template("employer/placements.html", page=page, form=form, follow_up_id=follow_up_id, today=today())


def with_name(placement: Any) -> tuple[ORMOption, ...]:
    """What the name of who was hired is decided from, read with the placements that a loader leads to."""
    vacancy = placement.joinedload(Placement.referral).joinedload(Referral.vacancy)
    return vacancy.joinedload(Vacancy.employer), *with_profile(placement.joinedload(Placement.job_seeker))


def shown_placement(row: Placement) -> dict[str, Any]:
    """A placement as its employer may read it: never why it ended in the person's life, only that it did."""
    return {
        "id": row.id,
        "name": shown_name(row),
        "referral_id": row.referral_id,
        "title": row.title,
        "state": row.state,
        "started_on": row.started_on,
        "ended_on": row.ended_on,
        "follow_ups": [shown_follow_up(each) for each in row.follow_ups if each.state is not FollowUpState.CANCELLED],
    }


def shown_name(row: Placement) -> str:
    """The person's name at the level of the referral that led here."""
    profile = shown_profile(row.job_seeker, employer_level(current_account(), row.referral))
    return profile.name or _("Person %(code)s", code=f"R-{row.referral_id:05}")


def shown_follow_up(row: FollowUp) -> dict[str, Any]:
    """Only the employer's side: what the person said about the employer stays with the office."""
    return {
        "id": row.id,
        "months": row.months,
        "due_on": row.due_on,
        "rating": row.employer_rating,
        "words": row.employer_words,
    }


def due_ratings() -> list[dict[str, Any]]:
    """Ratings that are asked for now, the oldest first."""
    rows = db.session.scalars(
        visible(FollowUp)
        .where(
            FollowUp.due_on <= today(),
            FollowUp.employer_rating.is_(None),
            FollowUp.state != FollowUpState.CANCELLED,
        )
        .options(*with_name(joinedload(FollowUp.placement)))
        .order_by(FollowUp.due_on)
    ).all()
    return [{**shown_follow_up(row), "name": shown_name(row.placement), "title": row.placement.title} for row in rows]


@bp.post("/follow-ups/<int:follow_up_id>/rating")
def rate(follow_up_id: int) -> Any:
    """Say how it goes: 0 to 10, and words; 409 before it is due."""
    row = get_visible(FollowUp, follow_up_id)
    form = read(RatingForm, request.form)
    if not form.ok:
        return show_placements(form, row.id), 422
    rate_by_employer(
        db.session,
        row,
        rating=form.values["employer_rating"],
        words=form.values.get("employer_words"),
        today=today(),
    )
    db.session.commit()
    flash(_("Thank you."))
    return redirect(url_for(".placements"), code=303)
