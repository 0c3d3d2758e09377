"""Courses that run beside the search for work."""

from datetime import date, timedelta
from random import Random

from jobmatch.demo.clock import at, between
from jobmatch.demo.histories import history
from jobmatch.demo.people import Case
from jobmatch.demo.rows import Rows
from models import Enrolment, EnrolmentKind, EnrolmentState

COURSES = (
    (EnrolmentKind.VOCATIONAL, "Mobile phone repair", 60),
    (EnrolmentKind.VOCATIONAL, "Hairdressing", 90),
    (EnrolmentKind.VOCATIONAL, "Car mechanics", 90),
    (EnrolmentKind.LANGUAGE, "English for work", 75),
    (EnrolmentKind.LANGUAGE, "Reading and writing Kurdish", 60),
    (EnrolmentKind.ENTREPRENEURSHIP, "Start your business", 5),
    (EnrolmentKind.ORIENTATION, "Socio-economic orientation", 2),
    (EnrolmentKind.ON_THE_JOB, "On-the-job training in a workshop", 60),
)


def enrol(rows: Rows, rng: Random, case: Case, started_on: date, *, over: bool) -> None:
    """A course: completed for most of those that are over, still running otherwise."""
    kind, title, days = rng.choice(COURSES if over else [course for course in COURSES if course[2] >= 60])
    ends_on = started_on + timedelta(days=days)
    state = rng.choices((EnrolmentState.COMPLETED, EnrolmentState.LEFT), (5, 1))[0] if over else EnrolmentState.ENROLLED
    ended_on = {
        EnrolmentState.COMPLETED: ends_on,
        EnrolmentState.LEFT: between(rng, started_on, ends_on),
        EnrolmentState.ENROLLED: None,
    }[state]
    row = rows.add(
        Enrolment,
        job_seeker_id=case.id,
        kind=kind,
        title=title,
        provider="Vocational Training Centre",
        state=state,
        started_on=started_on,
        ends_on=ends_on,
        ended_on=ended_on,
        certificate=f"Certificate of attendance: {title}" if state is EnrolmentState.COMPLETED else None,
    )
    history(rows, case, row, noun="enrolment", was=None, to=EnrolmentState.ENROLLED, moment=at(rng, started_on))
    if ended_on:
        history(rows, case, row, noun="enrolment", was="enrolled", to=state, moment=at(rng, ended_on))
