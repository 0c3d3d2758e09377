"""The first page: what waits for an answer, what fits, and what would help."""

from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from jobmatch.access import visible
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.live import live_index
from jobmatch.returnee import bp
from jobmatch.returnee.person import current_person
from jobmatch.services import advice, offers, withdrawals
from jobmatch.services.consents import consents_in_force
from jobmatch.services.job_seekers import STALE_DAYS, confirm_profile
from models import ConsentPurpose, FollowUp, FollowUpState, JobSeeker, JobSeekerState, Referral, ReferralState, Vacancy


def asks_to_confirm(person: JobSeeker, on: date) -> bool:
    """Whether to ask "still looking?": nobody said so for ninety days."""
    last = person.confirmed_on or person.registered_on
    return person.state is JobSeekerState.ACTIVE and last <= on - timedelta(days=STALE_DAYS)


def own_referrals() -> list[Referral]:
    """The person's referrals, the latest change first."""
    query = visible(Referral).options(joinedload(Referral.vacancy).joinedload(Vacancy.employer))
    return list(db.session.scalars(query.order_by(Referral.updated_at.desc(), Referral.id.desc())))


def undo_until(person: JobSeeker) -> Any:
    """The withdrawal that can still be undone, with its last day; nothing where there is none."""
    withdrawal = withdrawals.standing_withdrawal(db.session, person)
    if withdrawal is None or person.state is not JobSeekerState.WITHDRAWN:
        return None
    return withdrawal, withdrawal.at + timedelta(days=withdrawals.UNDO_DAYS)


@bp.get("/", endpoint="home")
def show_home() -> str:
    """What waits, what fits, what would help."""
    person, day = current_person(), today()
    mine = own_referrals()
    active = person.state is JobSeekerState.ACTIVE
    interviews = [row for row in mine if row.state is ReferralState.INTERVIEW and row.interview_on]
    return render_template(
        "returnee/home.html",
        person=person,
        ask=asks_to_confirm(person, day),
        proposed=[row for row in mine if row.state is ReferralState.PROPOSED],
        under_way=[row for row in mine if row.is_open and row.state is not ReferralState.PROPOSED],
        interview=min(interviews, key=lambda row: row.interview_on or row.created_at, default=None),
        offers=offers.matched_offers(db.session, live_index(), person, today=day) if active else [],
        reachable=advice.within_reach(db.session, live_index(), person, today=day) if active else [],
        agreed={consent.purpose for consent in consents_in_force(db.session, person)},
        purposes=ConsentPurpose,
        withdrawn=undo_until(person),
        follow_ups=due_follow_ups(day),
        today=day,
    )


def due_follow_ups(day: date) -> list[FollowUp]:
    """Questions about work that began, which the person can answer now."""
    query = visible(FollowUp).where(
        FollowUp.state == FollowUpState.DUE, FollowUp.due_on <= day, FollowUp.still_employed.is_(None)
    )
    return list(db.session.scalars(query.options(joinedload(FollowUp.placement))))


@bp.post("/confirmation")
def confirm() -> Any:
    """Still looking: the profile is right as it is."""
    confirm_profile(db.session, current_person(), on=today())
    db.session.commit()
    flash(_("Thank you. We ask again in three months."), "success")
    return redirect(url_for(".home"), code=303)
