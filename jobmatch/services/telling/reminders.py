"""Messages that a clock writes. Each has a key, so that it is written once however often the clock looks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from jobmatch.clock import OFFICE_TIME
from jobmatch.services.attention import follow_up_due
from jobmatch.services.fairs.guests import guests_of
from jobmatch.services.job_seekers import STALE_DAYS
from jobmatch.services.telling.about_employers import vacancy_letter
from jobmatch.services.telling.about_fairs import fair_reminder
from jobmatch.services.telling.about_referrals import letter
from jobmatch.services.telling.letters import Letter, parts, write_letters
from jobmatch.services.vacancy_approval import expiring
from models import (
    Account,
    Employer,
    EmployerState,
    FairGuest,
    FairState,
    FollowUp,
    FollowUpState,
    GuestState,
    JobFair,
    JobSeeker,
    JobSeekerState,
    Placement,
    PlacementSource,
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
    return sum(remind_in_parts(session, today))


def remind_in_parts(session: Session, today: date) -> Iterator[int]:
    """The same in parts of at most `AT_ONCE` rows, each of which may be committed before the next is asked for.

    Yields
    ------
    int
        How many messages the part wrote.
    """
    for due_ids, letters_about in DUE:
        for part in parts(session.scalars(due_ids(today)).all()):
            yield len(write_letters(session, letters_about(session, part, today)))
    yield len(write_letters(session, [*officer_letters(session, today), *rating_letters(session, today)]))
    yield from remind_guests(session, today)


def remind_guests(session: Session, today: date) -> Iterator[int]:
    """Remind the guests of tomorrow's fairs who said yes and whose consent stands, in parts."""
    soon = select(JobFair).where(
        JobFair.starts_on == today + timedelta(days=1), JobFair.state.in_((FairState.PLANNED, FairState.RUNNING))
    )
    for fair in session.scalars(soon).all():
        coming = guests_of(fair, FairGuest.state == GuestState.YES)
        for part in parts([guest.id for guest in session.scalars(coming)]):
            yield fair_reminder(session, session.scalars(guests_of(fair, FairGuest.id.in_(part))).all())


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first instant of a day where the office is, and of the next day."""
    return (
        datetime.combine(day, time(), OFFICE_TIME),
        datetime.combine(day + timedelta(days=1), time(), OFFICE_TIME),
    )


def interviews_due(today: date) -> Select[int]:
    """The referrals with an interview tomorrow."""
    begins, ends = day_bounds(today + timedelta(days=1))
    return (
        select(Referral.id)
        .where(
            Referral.state == ReferralState.INTERVIEW,
            Referral.interview_on >= begins,
            Referral.interview_on < ends,
            Referral.vacancy.has(Vacancy.employer.has(Employer.state == EmployerState.VERIFIED)),
        )
        .order_by(Referral.id)
    )


def interview_letters(session: Session, ids: Sequence[int], today: date) -> Iterable[Letter]:
    """The interviews of tomorrow, to both sides. One that moves to another day is reminded of again."""
    rows = session.scalars(
        select(Referral)
        .where(Referral.id.in_(ids))
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


def profiles_due(today: date) -> Select[int]:
    """The active people whose profile nobody confirmed for `STALE_DAYS`, and not for much longer."""
    latest, earliest = today - timedelta(days=STALE_DAYS), today - timedelta(days=STALE_DAYS + ASK_AGAIN_WITHIN)
    known_on, never = JobSeeker.confirmed_on, JobSeeker.confirmed_on.is_(None)
    stale = or_(known_on.between(earliest, latest), never & JobSeeker.registered_on.between(earliest, latest))
    return select(JobSeeker.id).where(JobSeeker.state == JobSeekerState.ACTIVE, stale).order_by(JobSeeker.id)


def reconfirm_letters(session: Session, ids: Sequence[int], today: date) -> Iterable[Letter]:
    """Is the profile still right? Asked once for each time it became stale."""
    for person in session.scalars(select(JobSeeker).where(JobSeeker.id.in_(ids)).order_by(JobSeeker.id)):
        since = person.confirmed_on or person.registered_on
        yield Letter(
            "reconfirm", person, {}, {"days": (today - since).days}, f"reconfirm:{person.id}:{since.isoformat()}"
        )


def asked_about(today: date) -> Sequence[ColumnElement[bool]]:
    """Conditions on `FollowUp` and its `Placement`: due lately, of somebody who still works there."""
    lately = FollowUp.due_on.between(today - timedelta(days=LATE_DAYS - 1), today)
    return lately, Placement.state == PlacementState.WORKING


def follow_ups_due(today: date) -> Select[int]:
    """The follow-ups that the person did not answer and nobody closed."""
    asked = (
        follow_up_due(today),
        FollowUp.seeker_rating.is_(None),
        Placement.job_seeker.has(JobSeeker.state.in_(IN_TOUCH)),
    )
    query = select(FollowUp.id).join(FollowUp.placement).where(*asked_about(today), *asked)
    return query.order_by(FollowUp.id)


def follow_up_letters(session: Session, ids: Sequence[int], today: date) -> Iterable[Letter]:
    """How is it going? Each asked of its person once."""
    person = joinedload(FollowUp.placement).joinedload(Placement.job_seeker)
    for row in session.scalars(select(FollowUp).where(FollowUp.id.in_(ids)).options(person).order_by(FollowUp.id)):
        where, facts = {"follow_up_id": row.id}, {"months": row.months}
        yield Letter("follow_up_due", row.placement.job_seeker, where, facts, f"follow_up:{row.id}")


def officer_letters(session: Session, today: date) -> Iterable[Letter]:
    """One message per officer whenever another one became due; its key is the last day on which one did."""
    rows = session.execute(
        select(Account, func.count(), func.max(FollowUp.due_on))
        .select_from(FollowUp)
        .join(FollowUp.placement)
        .join(Placement.job_seeker)
        .join(Account, Account.id == JobSeeker.officer_id)
        .where(*asked_about(today), follow_up_due(today), Account.role == Role.OFFICER)
        .group_by(Account.id)
        .order_by(Account.id)
    )
    for officer, count, latest in rows:
        once = f"follow_ups:{officer.id}:{latest.isoformat()}"
        yield Letter("officer_follow_up_due", officer, {}, {"count": count}, once)


def rating_letters(session: Session, today: date) -> Iterable[Letter]:
    """How is it going with those who were hired? Asked like an officer, of everybody who signs in for the employer."""
    query = (
        select(Employer.id, func.count(), func.max(FollowUp.due_on))
        .select_from(FollowUp)
        .join(FollowUp.placement)
        .join(Placement.employer)
        .where(
            *asked_about(today),
            FollowUp.employer_rating.is_(None),
            FollowUp.state != FollowUpState.CANCELLED,
            Placement.source == PlacementSource.SERVICE,
            Employer.state == EmployerState.VERIFIED,
        )
        .group_by(Employer.id)
        .order_by(Employer.id)
    )
    rows = session.execute(query).all()
    readers = readers_by_employer(session, [employer_id for employer_id, *_rest in rows])
    for employer_id, count, latest in rows:
        for account in readers[employer_id]:
            once = f"ratings:{account.id}:{latest.isoformat()}"
            yield Letter("employer_follow_up_due", account, {}, {"count": count}, once)


def vacancies_due(today: date) -> Select[int]:
    """The vacancies whose last day is near."""
    return select(Vacancy.id).where(expiring(today)).order_by(Vacancy.id)


def expiry_letters(session: Session, ids: Sequence[int], today: date) -> Iterable[Letter]:
    """Vacancies whose last day is near, to everybody who signs in for the employer; again if the day was moved."""
    rows = session.scalars(select(Vacancy).where(Vacancy.id.in_(ids)).order_by(Vacancy.id)).all()
    readers = readers_by_employer(session, {row.employer_id for row in rows})
    for row in rows:
        for account in readers[row.employer_id]:
            once = f"expiring:{row.id}:{row.expires_on}:{account.id}"
            yield vacancy_letter("expiring_vacancy", account, row, once)


DUE = (
    (interviews_due, interview_letters),
    (profiles_due, reconfirm_letters),
    (follow_ups_due, follow_up_letters),
    (vacancies_due, expiry_letters),
)
"""What the clock tells of: which rows are due, and the letters about some of them."""
