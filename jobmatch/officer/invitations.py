"""Invitations to the job seekers' pages, printed for whoever has no e-mail or prefers paper."""

import segno
from flask import current_app, render_template
from flask_babel import force_locale, get_locale

from jobmatch.access import current_account, get_visible
from jobmatch.access.audit import record_open
from jobmatch.db import db
from jobmatch.i18n import AVAILABLE
from jobmatch.links import public_link
from jobmatch.officer import bp
from jobmatch.services import sign_in
from models import JobSeeker, SignInKind, utc_now


@bp.get("/job-seekers/<int:job_seeker_id>/invitation")
def invitation(job_seeker_id: int) -> str:
    """What an invitation is, and the button that makes one."""
    person = get_visible(JobSeeker, job_seeker_id)
    record_open(person)
    return render_template("officer/invitation.html", person=person, days=sign_in.LIFE[SignInKind.INVITATION].days)


@bp.post("/job-seekers/<int:job_seeker_id>/invitation")
def print_invitation(job_seeker_id: int) -> str:
    """Make a new invitation and show it once, in the person's language; 422 without a fact to ask for."""
    person = get_visible(JobSeeker, job_seeker_id)
    now = utc_now()
    token = sign_in.issue_invitation(
        db.session, person, by=current_account(), secret=str(current_app.config["SECRET_KEY"]), at=now
    )
    db.session.commit()
    address = public_link("returnee.open_invitation", token=token)
    language = person.language if person.language in AVAILABLE else str(get_locale() or "en")
    with force_locale(language):
        return render_template(
            "officer/invitation_paper.html",
            person=person,
            address=address,
            picture=segno.make(address, error="m").svg_data_uri(scale=8, border=2),
            until=now + sign_in.LIFE[SignInKind.INVITATION],
        )
