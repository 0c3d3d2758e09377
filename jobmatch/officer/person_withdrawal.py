"""A person leaves the service: reason, on whose word, what it closes; and how it is undone."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_open
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import Conflict, msg
from jobmatch.forms import Submitted, read
from jobmatch.officer import bp
from jobmatch.schemas.job_seeker import WithdrawalForm
from jobmatch.services import consents, referrals, transitions, withdrawals
from models import JobSeeker


@bp.get("/job-seekers/<int:job_seeker_id>/withdrawal")
def confirm_withdrawal(job_seeker_id: int) -> Any:
    """What a withdrawal will close, before it is done."""
    row = get_visible(JobSeeker, job_seeker_id)
    record_open(row)
    return show_withdrawal(row)


def show_withdrawal(row: JobSeeker, form: Submitted | None = None) -> Any:
    """The page before a withdrawal."""
    page = render_template(
        "officer/withdrawal.html",
        person=row,
        form=form,
        referrals=referrals.open_referrals_of(db.session, row),
        consents=consents.consents_in_force(db.session, row),
    )
    return (page, 422) if form else page


@bp.post("/job-seekers/<int:job_seeker_id>/withdrawal")
def withdraw_person(job_seeker_id: int) -> Any:
    """Take the person out of matching at once; 422 without a reason, 409 on an old page."""
    row = get_visible(JobSeeker, job_seeker_id)
    form = read(WithdrawalForm, request.form)
    if not form.ok:
        return show_withdrawal(row, form)
    values = dict(form.values)
    transitions.check_version(row, values.pop("version", None))
    withdrawals.withdraw_job_seeker(db.session, row, by=current_account(), on=today(), **values)
    db.session.commit()
    flash(_("The profile is withdrawn. It can be restored from this page."))
    return redirect(url_for(".person", job_seeker_id=row.id), code=303)


@bp.post("/job-seekers/<int:job_seeker_id>/withdrawal/undo")
def undo_withdrawal(job_seeker_id: int) -> Response:
    """Restore the profile and its consents; closed referrals stay closed."""
    row = get_visible(JobSeeker, job_seeker_id)
    withdrawal = withdrawals.standing_withdrawal(db.session, row)
    if withdrawal is None:
        raise Conflict(msg("This profile is not withdrawn."))
    withdrawals.undo_withdrawal(db.session, withdrawal, by=current_account())
    db.session.commit()
    flash(_("The profile and its consents are restored. Closed referrals stay closed and can be offered anew."))
    return redirect(url_for(".person", job_seeker_id=row.id), code=303)
