"""Leaving the service, and coming back within fourteen days."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from jobmatch.access import current_account
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import Conflict, msg
from jobmatch.forms import Submitted, read
from jobmatch.returnee import bp
from jobmatch.returnee.home import undo_until
from jobmatch.returnee.labels import own_reasons
from jobmatch.returnee.person import current_person
from jobmatch.schemas.portal import WHY_LEAVE, LeaveForm
from jobmatch.services import referrals, withdrawals
from models import Actor


def page(form: Submitted | None = None, status: int = 200) -> Any:
    """What a withdrawal would do, before it is confirmed."""
    person = current_person()
    return render_template(
        "returnee/withdrawal.html",
        person=person,
        ending=referrals.open_referrals_of(db.session, person),
        withdrawn=undo_until(person),
        undo_days=withdrawals.UNDO_DAYS,
        why_leave=own_reasons(WHY_LEAVE),
        form=form,
        today=today(),
    ), status


@bp.get("/withdrawal")
def withdrawal() -> Any:
    """What happens, and the question why."""
    return page()


@bp.post("/withdrawal")
def withdraw() -> Any:
    """Leave at once; 422 without a reason."""
    form = read(LeaveForm, request.form)
    if not form.ok:
        return page(form, 422)
    withdrawals.withdraw_job_seeker(
        db.session,
        current_person(),
        reason=form.values["reason"],
        note=form.values.get("words"),
        actor=Actor.JOB_SEEKER,
        by=current_account(),
        on=today(),
    )
    db.session.commit()
    flash(_("You have withdrawn. You are in no list any more."), "success")
    return redirect(url_for(".home"), code=303)


@bp.post("/withdrawal/undo")
def undo_withdrawal() -> Any:
    """Come back; 409 after fourteen days."""
    standing = withdrawals.standing_withdrawal(db.session, current_person())
    if standing is None:
        raise Conflict(msg("There is nothing to undo."))
    withdrawals.undo_withdrawal(db.session, standing, by=current_account(), within_days=withdrawals.UNDO_DAYS)
    db.session.commit()
    flash(
        _("Welcome back. Your profile and your consents are as they were; referrals that ended stay ended."), "success"
    )
    return redirect(url_for(".home"), code=303)
