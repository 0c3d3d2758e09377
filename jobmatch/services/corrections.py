"""What a job seeker corrects in their own profile, with what stood there before."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.services.job_seekers import change_job_seeker
from jobmatch.services.plain import plain
from models import Account, JobSeeker, ProfileChange

ROWS: Mapping[str, tuple[str, ...]] = {
    "skills": ("text", "concept", "level", "years"),
    "occupations": ("text", "concept", "years", "held", "wanted"),
    "languages": ("code", "mother_tongue", "level", "listening", "reading", "speaking", "writing"),
    "experiences": ("title", "employer_name", "country", "started_on", "ended_on", "description"),
}
"""The lists of a profile, and what is kept of each row."""


def snapshot(person: JobSeeker, fields: Sequence[str]) -> dict[str, Any]:
    """What stands in these fields now."""
    return {
        field: [{key: plain(getattr(row, key)) for key in ROWS[field]} for row in getattr(person, field)]
        if field in ROWS
        else plain(getattr(person, field))
        for field in fields
    }


def correct_profile(
    session: Session, person: JobSeeker, *, by: Account, version: int | None = None, **values: Any
) -> list[ProfileChange]:
    """Change parts of a profile and keep what stood there before. `values` as in `change_job_seeker`. Flushes.

    Raises
    ------
    StaleVersion
        If somebody else saved the profile since.
    """
    fields = list(values)
    before = snapshot(person, fields)
    change_job_seeker(session, person, version=version, **values)
    after = snapshot(person, fields)
    changes = [
        ProfileChange(job_seeker=person, by_id=by.id, field=field, before=before[field], after=after[field])
        for field in fields
        if before[field] != after[field]
    ]
    session.add_all(changes)
    session.flush()
    return changes


def changes_of(session: Session, person: JobSeeker) -> Sequence[ProfileChange]:
    """What was corrected, the latest first."""
    return session.scalars(
        select(ProfileChange)
        .where(ProfileChange.job_seeker_id == person.id)
        .order_by(ProfileChange.at.desc(), ProfileChange.id.desc())
    ).all()
