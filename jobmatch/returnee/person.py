"""The person who is signed in."""

from jobmatch.access import current_account, get_visible
from models import JobSeeker


def current_person() -> JobSeeker:
    """The job seeker whose account is signed in, through the same scope as every other row."""
    return get_visible(JobSeeker, current_account().job_seeker_id or 0)
