"""Consents of a person: recorded in one step, and withdrawn with what follows shown first."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_open
from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.errors import InvalidInput
from jobmatch.forms import read, rejected
from jobmatch.officer import bp
from jobmatch.officer.person import show
from jobmatch.schemas.job_seeker import ConsentForm
from jobmatch.services import job_seekers, withdrawals
from models import Consent, JobSeeker


@bp.post("/job-seekers/<int:job_seeker_id>/consents")
def add_consents(job_seeker_id: int) -> Any:
    """Record what the person agreed to; 422 with the page where something cannot be used."""
    row = get_visible(JobSeeker, job_seeker_id)
    form = read(ConsentForm, request.form)
    if not form.ok:
        return show(row, consents=form), 422
    values = form.values
    try:
        job_seekers.agree(
            db.session,
            row,
            values["purposes"],
            given=values["given"],
            given_on=values["given_on"],
            language=values.get("consent_language"),
            by=current_account(),
        )
    except InvalidInput as error:
        db.session.rollback()
        return show(get_visible(JobSeeker, job_seeker_id), consents=rejected(form, error)), 422
    db.session.commit()
    flash(_("The consent is recorded."))
    return redirect(url_for(".person", job_seeker_id=row.id, _anchor="consents"), code=303)


@bp.get("/consents/<int:consent_id>/withdrawal")
def confirm_consent_withdrawal(consent_id: int) -> str:
    """What follows if this consent is withdrawn."""
    consent = get_visible(Consent, consent_id)
    record_open(consent.job_seeker, "consent")
    return render_template(
        "officer/consent_withdrawal.html",
        consent=consent,
        person=consent.job_seeker,
        referrals=withdrawals.referrals_without_consent(db.session, consent, on=today()),
    )


@bp.post("/consents/<int:consent_id>/withdrawal")
def withdraw_consent(consent_id: int) -> Response:
    """Withdraw it from today on; the referrals that it makes impossible close. 409 if it is withdrawn already."""
    consent = get_visible(Consent, consent_id)
    closed = withdrawals.end_consent(db.session, consent, on=today(), by=current_account())
    db.session.commit()
    flash(_("The consent is withdrawn."))
    if closed:
        flash(ngettext("%(num)s open referral was closed.", "%(num)s open referrals were closed.", len(closed)))
    return redirect(url_for(".person", job_seeker_id=consent.job_seeker_id, _anchor="consents"), code=303)
