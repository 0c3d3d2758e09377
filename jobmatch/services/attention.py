"""What waits for an officer: one query for each kind, with its number and its first rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import Session, joinedload

from jobmatch.services.codings import texts_to_settle
from jobmatch.services.consents import has_consent
from jobmatch.services.job_seekers import STALE_DAYS
from jobmatch.services.vacancy_approval import awaiting_approval
from models import (
    Account,
    CodedText,
    ConsentPurpose,
    DuplicateState,
    Employer,
    EmployerHold,
    EmployerState,
    FollowUp,
    FollowUpState,
    InterviewProposal,
    JobSeeker,
    JobSeekerState,
    MessageAudience,
    Placement,
    PossibleDuplicate,
    Referral,
    ReferralMessage,
    ReferralState,
    Role,
    Task,
    TaskState,
    Vacancy,
    VacancyState,
)

SHOWN = 5
PROPOSED_DAYS = 7
SENT_DAYS = 14
EXPIRING_DAYS = 14
IN_CARE = (JobSeekerState.ACTIVE, JobSeekerState.PENDING)

Scope = Callable[[Any], ColumnElement[bool]]


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits: how many, and the first of them."""

    total: int = 0
    rows: Sequence[Any] = field(default_factory=list)


def stale(today: date) -> ColumnElement[bool]:
    """A condition on `JobSeeker`: active, and nobody said for `STALE_DAYS` that the profile is right."""
    since = today - timedelta(days=STALE_DAYS)
    return and_(
        JobSeeker.state == JobSeekerState.ACTIVE, or_(JobSeeker.confirmed_on.is_(None), JobSeeker.confirmed_on < since)
    )


def consent_missing() -> ColumnElement[bool]:
    """A condition on `JobSeeker`: in care, and nobody recorded a consent to be matched."""
    return and_(JobSeeker.state.in_(IN_CARE), not_(has_consent(ConsentPurpose.MATCHING)))


def answer_awaited(today: date) -> ColumnElement[bool]:
    """A condition on `Referral`: the person, or the employer, has not answered for too long, or an interview passed."""
    now = datetime.combine(today, time(), UTC)
    return or_(
        and_(Referral.state == ReferralState.PROPOSED, Referral.proposed_at < now - timedelta(days=PROPOSED_DAYS)),
        and_(Referral.state == ReferralState.SENT, Referral.sent_at < now - timedelta(days=SENT_DAYS)),
        and_(Referral.state == ReferralState.INTERVIEW, Referral.interview_on < now),
    )


def follow_up_due(today: date) -> ColumnElement[bool]:
    """A condition on `FollowUp`: it is due."""
    return and_(FollowUp.state == FollowUpState.DUE, FollowUp.due_on <= today)


def own_task(account: Account) -> ColumnElement[bool]:
    """A condition on `Task`: open, and this officer's to do."""
    return and_(Task.state == TaskState.OPEN, Task.officer_id == account.id)


def expiring(today: date) -> ColumnElement[bool]:
    """A condition on `Vacancy`: open, and over within `EXPIRING_DAYS` or over already."""
    return and_(Vacancy.state == VacancyState.OPEN, Vacancy.expires_on <= today + timedelta(days=EXPIRING_DAYS))


def to_verify() -> ColumnElement[bool]:
    """A condition on `Employer`: it registered and nobody has verified it yet."""
    return Employer.state == EmployerState.PENDING


def employer_asks() -> ColumnElement[bool]:
    """A condition on `Referral`: the employer wrote last, or proposed interview times of which none is chosen."""
    last = (
        select(func.max(ReferralMessage.id))
        .where(ReferralMessage.referral_id == Referral.id, ReferralMessage.audience == MessageAudience.EMPLOYER)
        .correlate(Referral)
        .scalar_subquery()
    )
    written = (
        select(ReferralMessage.id)
        .join(Account, Account.id == ReferralMessage.by_id)
        .where(ReferralMessage.id == last, Account.role == Role.EMPLOYER)
        .exists()
    )
    proposed = select(InterviewProposal.id).where(InterviewProposal.referral_id == Referral.id).exists()
    choosing = and_(Referral.state == ReferralState.INTERVIEW, Referral.interview_on.is_(None), proposed)
    return and_(Referral.closed_at.is_(None), or_(written, choosing))


def queries(account: Account, today: date) -> dict[str, Select[Any]]:
    """What to look for, by kind, the most urgent first."""
    people = joinedload(Referral.job_seeker), joinedload(Referral.vacancy).joinedload(Vacancy.employer)
    placement = joinedload(FollowUp.placement)
    return {
        "tasks": select(Task).where(own_task(account)).order_by(Task.due_on.asc().nulls_last(), Task.id)
        .options(joinedload(Task.job_seeker)),
        "referrals": select(Referral).where(answer_awaited(today)).order_by(Referral.updated_at).options(*people),
        "follow_ups": select(FollowUp).where(follow_up_due(today)).order_by(FollowUp.due_on)
        .options(placement.joinedload(Placement.job_seeker), placement.joinedload(Placement.employer)),
        "consents": select(JobSeeker).where(consent_missing()).order_by(JobSeeker.registered_on.desc(), JobSeeker.id),
        "registrations": select(JobSeeker).where(JobSeeker.state == JobSeekerState.PENDING).order_by(JobSeeker.id),
        "stale": select(JobSeeker).where(stale(today))
        .order_by(JobSeeker.confirmed_on.asc().nulls_first(), JobSeeker.id),
        "vacancies": select(Vacancy).where(expiring(today)).order_by(Vacancy.expires_on)
        .options(joinedload(Vacancy.employer)),
        "approvals": select(Vacancy).where(awaiting_approval()).order_by(Vacancy.updated_at)
        .options(joinedload(Vacancy.employer)),
        "employers": select(Employer).where(to_verify()).order_by(Employer.created_at),
        "holds": select(EmployerHold).where(EmployerHold.ended_at.is_(None)).order_by(EmployerHold.at)
        .options(joinedload(EmployerHold.employer)),
        "questions": select(Referral).where(employer_asks()).order_by(Referral.updated_at).options(*people),
        "codings": texts_to_settle(select(CodedText)),
        "duplicates": select(PossibleDuplicate).where(PossibleDuplicate.state == DuplicateState.OPEN)
        .order_by(PossibleDuplicate.score.desc())
        .options(joinedload(PossibleDuplicate.first), joinedload(PossibleDuplicate.second)),
    }  # fmt: skip


def what_waits(session: Session, account: Account, today: date, scope: Scope) -> dict[str, Waiting]:
    """Everything that waits for an officer, by kind.

    Parameters
    ----------
    scope : function
        From a model to the condition that keeps the reader to their own rows.
    """
    found = {}
    for kind, query in queries(account, today).items():
        model = query.column_descriptions[0]["entity"]
        counted = query.where(scope(model)).add_columns(func.count().over()).limit(SHOWN)
        rows = session.execute(counted).unique().all()
        found[kind] = Waiting(rows[0][1] if rows else 0, [row[0] for row in rows])
    return found


def people_shown(waiting: Mapping[str, Waiting]) -> set[int]:
    """Ids of the people whose names stand among the first rows."""
    rows = [row for found in waiting.values() for row in found.rows]
    ids = {row.id for row in rows if isinstance(row, JobSeeker)}
    ids |= {row.job_seeker_id for row in rows if isinstance(row, (Referral, Task)) and row.job_seeker_id}
    ids |= {row.placement.job_seeker_id for row in rows if isinstance(row, FollowUp)}
    return ids | {one for row in rows if isinstance(row, PossibleDuplicate) for one in (row.first_id, row.second_id)}
