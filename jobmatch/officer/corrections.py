"""What a job seeker corrected in their own profile, with what stood there before."""

from flask import render_template

from jobmatch.access import get_visible
from jobmatch.access.audit import record_open
from jobmatch.db import db
from jobmatch.officer import bp
from jobmatch.services import corrections
from models import JobSeeker


@bp.get("/job-seekers/<int:job_seeker_id>/corrections", endpoint="corrections")
def list_corrections(job_seeker_id: int) -> str:
    """The corrections of one person, the latest first."""
    person = get_visible(JobSeeker, job_seeker_id)
    record_open(person, "profile_change")
    changes = corrections.changes_of(db.session, person)
    return render_template("officer/corrections.html", person=person, changes=changes)
