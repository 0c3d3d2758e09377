"""Messages that a clock writes. Each has a key, so that it is written once however often the clock looks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from jobmatch.clock import OFFICE_TIME
from jobmatch.services.attention import follow_up_due
from jobmatch.services.fairs.guests import guests_of
from jobmatch.services.job_seekers import STALE_DAYS
from jobmatch.services.telling.about_employers import vacancy_letter
from jobmatch.services.telling.about_fairs import fair_reminder
from jobmatch.services.telling.about_referrals import letter
from jobmatch.services.telling.letters import Letter, write_letters
from jobmatch.services.vacancy_approval import expiring
from models import (
    Account,
    Employer,
    EmployerState,
    FairGuest,
    FairState,
    FollowUp,
    GuestState,
    JobFair,
    JobSeeker,
    JobSeekerState,
    Placement,
    PlacementState,
    Referral,
    ReferralState,
    Role,
    Vacancy,
)

LATE_DAYS = 14
"""A follow-up that is later than this is the officer's business; the person is not asked out of the blue."""

IN_TOUCH = (JobSeekerState.ACTIVE, JobSeekerState.PLACED)
"""Who withdrew is not written to about their work; their officer may still ask."""

ASK_AGAIN_WITHIN = 30
"""Whoever is stale for longer than this is not asked any more by a message: the first page still asks."""


def remind(session: Session, today: date) -> int:
    """Write every reminder that is due and was not written yet. Flushes.

    Returns
    -------
    int
        How many messages were written.
    """
    letters = [
        *interview_letters(session, today),
        *reconfirm_letters(session, today),
        *follow_up_letters(session, today),
        *expiry_letters(session, today),
    ]
    return len(write_letters(session, letters)) + remind_guests(session, today)


def remind_guests(session: Session, today: date) -> int:
    """Remind the guests of tomorrow's fairs who said yes and whose consent stands; returns how many messages."""
    soon = select(JobFair).where(
        JobFair.starts_on == today + timedelta(days=1), JobFair.state.in_((FairState.PLANNED, FairState.RUNNING))
    )
    return sum(
        fair_reminder(session, session.scalars(guests_of(fair, FairGuest.state == GuestState.YES)).all())
        for fair in session.scalars(soon).all()
    )


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first instant of a day where the office is, and of the next day."""
    return (
        datetime.combine(day, time(), OFFICE_TIME),
        datetime.combine(day + timedelta(days=1), time(), OFFICE_TIME),
    )


def interview_letters(session: Session, today: date) -> Iterable[Letter]:
    """The interviews of tomorrow, to both sides. One that moves to another day is reminded of again."""
    begins, ends = day_bounds(today + timedelta(days=1))
    rows = session.scalars(
        select(Referral)
        .where(
            Referral.state == ReferralState.INTERVIEW,
            Referral.interview_on >= begins,
            Referral.interview_on < ends,
            Referral.vacancy.has(Vacancy.employer.has(Employer.state == EmployerState.VERIFIED)),
        )
        .options(
            joinedload(Referral.vacancy).joinedload(Vacancy.employer),
            joinedload(Referral.job_seeker).selectinload(JobSeeker.consents),
        )
        .order_by(Referral.id)
    ).all()
    readers = readers_by_employer(session, {row.vacancy.employer_id for row in rows})
    for row in rows:
        assert row.interview_on is not None  # noqa: S101 - the query says so
        key = f"{row.id}:{row.interview_on:%Y-%m-%dT%H:%M}"
        yield letter("interview_reminder", row.job_seeker, row, f"interview:{key}", when=row.interview_on)
        for account in readers[row.vacancy.employer_id]:
            once = f"interview:{key}:{account.id}"
            yield letter("employer_interview_reminder", account, row, once, when=row.interview_on)


def readers_by_employer(session: Session, employers: Iterable[int]) -> Mapping[int, list[Account]]:
    """Everybody who signs in for these employers."""
    found: dict[int, list[Account]] = defaultdict(list)
    rows = select(Account).where(Account.employer_id.in_(list(employers)), Account.active).order_by(Account.id)
    for account in session.scalars(rows):
        found[account.employer_id or 0].append(account)
    return found


def reconfirm_letters(session: Session, today: date) -> Iterable[Letter]:
    """Active people whose profile nobody confirmed for `STALE_DAYS`: asked once for each time it became stale."""
    latest, earliest = today - timedelta(days=STALE_DAYS), today - timedelta(days=STALE_DAYS + ASK_AGAIN_WITHIN)
    known_on = JobSeeker.confirmed_on
    never = JobSeeker.confirmed_on.is_(None)
    rows = session.scalars(
        select(JobSeeker)
        .where(
            JobSeeker.state == JobSeekerState.ACTIVE,
            or_(
                known_on.between(earliest, latest),
                never & JobSeeker.registered_on.between(earliest, latest),
            ),
        )
        .order_by(JobSeeker.id)
    )
    for person in rows:
        since = person.confirmed_on or person.registered_on
        yield Letter(
            "reconfirm", person, {}, {"days": (today - since).days}, f"reconfirm:{person.id}:{since.isoformat()}"
        )


def follow_up_letters(session: Session, today: date) -> Iterable[Letter]:
    """Follow-ups that are due: each asked of its person once; each officer reads how many are due."""
    rows = session.scalars(
        select(FollowUp)
        .join(FollowUp.placement)
        .where(
            follow_up_due(today),
            FollowUp.due_on > today - timedelta(days=LATE_DAYS),
            Placement.state == PlacementState.WORKING,
        )
        .options(
            joinedload(FollowUp.placement).joinedload(Placement.job_seeker).joinedload(JobSeeker.officer),
        )
        .order_by(FollowUp.id)
    ).all()
    for row in rows:
        if row.seeker_rating is None and row.placement.job_seeker.state in IN_TOUCH:
            where, facts = {"follow_up_id": row.id}, {"months": row.months}
            yield Letter("follow_up_due", row.placement.job_seeker, where, facts, f"follow_up:{row.id}")
    yield from officer_letters(rows)


def officer_letters(rows: Iterable[FollowUp]) -> Iterable[Letter]:
    """One message per officer whenever another one became due; its key is the last day on which one did."""
    due: dict[Account, list[date]] = defaultdict(list)
    for row in rows:
        officer = row.placement.job_seeker.officer
        if officer is not None and officer.role is Role.OFFICER:
            due[officer].append(row.due_on)
    for officer, days in due.items():
        once = f"follow_ups:{officer.id}:{max(days).isoformat()}"
        yield Letter("officer_follow_up_due", officer, {}, {"count": len(days)}, once)


def expiry_letters(session: Session, today: date) -> Iterable[Letter]:
    """Vacancies whose last day is near, to everybody who signs in for the employer; again if the day was moved."""
    rows = session.scalars(select(Vacancy).where(expiring(today)).order_by(Vacancy.id)).all()
    readers = readers_by_employer(session, {row.employer_id for row in rows})
    for row in rows:
        for account in readers[row.employer_id]:
            once = f"expiring:{row.id}:{row.expires_on}:{account.id}"
            yield vacancy_letter("expiring_vacancy", account, row, once)
