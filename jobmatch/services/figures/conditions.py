"""What each figure counts, as conditions; the counts and the lists behind them both start here."""

from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, exists, select, type_coerce, union_all

from jobmatch.services.figures.scope import Scope
from models import (
    Enrolment,
    FairEmployer,
    JobFair,
    JobSeeker,
    JobSeekerState,
    Placement,
    PlacementSource,
    Referral,
    Vacancy,
    Withdrawal,
)

OUTCOMES = (
    "withdrawn",
    "employed_through_service",
    "employed_own_network",
    "self_employed",
    "in_training",
    "looking",
)
EMPLOYED = ("employed_through_service", "employed_own_network", "self_employed")
SOURCES = {
    "employed_through_service": PlacementSource.SERVICE,
    "employed_own_network": PlacementSource.OWN_NETWORK,
    "self_employed": PlacementSource.SELF_EMPLOYMENT,
}
STEPS = {"referrals": Referral.sent_at, "interviews": Referral.interview_at, "offers_made": Referral.offered_at}


def of_programme(scope: Scope) -> ColumnElement[bool]:
    """A condition on `JobSeeker`: in the programme, and of the host country and the office that were asked for."""
    conditions = [JobSeeker.programme_id == scope.programme.id]
    if scope.host_country:
        conditions.append(JobSeeker.host_country == scope.host_country)
    if scope.office:
        conditions.append(JobSeeker.office_id == scope.office.id)
    return and_(*conditions)


def registered(scope: Scope) -> ColumnElement[bool]:
    """A condition on `JobSeeker`: registered in the period. What nobody has confirmed yet is no registration."""
    return and_(
        of_programme(scope),
        JobSeeker.state != JobSeekerState.PENDING,
        JobSeeker.registered_on.between(scope.period.first, scope.period.last),
    )


def has_withdrawn(scope: Scope) -> ColumnElement[bool]:
    """A condition on `JobSeeker`: withdrawn by the end of the period, and not restored."""
    return exists().where(
        Withdrawal.job_seeker_id == JobSeeker.id,
        Withdrawal.withdrawn_on <= scope.period.last,
        Withdrawal.undone_at.is_(None),
    )


def was_placed(scope: Scope, source: PlacementSource) -> ColumnElement[bool]:
    """A condition on `JobSeeker`: began work that came this way, by the end of the period."""
    return exists().where(
        Placement.job_seeker_id == JobSeeker.id,
        Placement.source == source,
        Placement.started_on <= scope.period.last,
    )


def is_in_training(scope: Scope) -> ColumnElement[bool]:
    """A condition on `JobSeeker`: takes part in a course at the end of the period."""
    return exists().where(
        Enrolment.job_seeker_id == JobSeeker.id,
        Enrolment.started_on <= scope.period.last,
        (Enrolment.ended_on.is_(None)) | (Enrolment.ended_on > scope.period.last),
    )


def outcome(scope: Scope) -> ColumnElement[str]:
    """Each person's one outcome: the first that applies."""
    return case(
        (has_withdrawn(scope), "withdrawn"),
        *((was_placed(scope, source), name) for name, source in SOURCES.items()),
        (is_in_training(scope), "in_training"),
        else_="looking",
    )


def people(scope: Scope) -> Any:
    """One row per person: when, from where, who, and what became of them."""
    return select(
        JobSeeker.registered_on.label("day"),
        JobSeeker.host_country,
        JobSeeker.governorate,
        type_coerce(JobSeeker.gender, String).label("gender"),
        outcome(scope).label("outcome"),
    ).where(registered(scope))


def steps(scope: Scope) -> Any:
    """One row per referral and step that it reached in the period."""
    parts = [
        select(
            type_coerce(name, String).label("step"),
            instant.label("at"),
            Referral.vacancy_id,
            JobSeeker.host_country,
            JobSeeker.governorate,
            type_coerce(JobSeeker.gender, String).label("gender"),
        )
        .join(JobSeeker, JobSeeker.id == Referral.job_seeker_id)
        .where(of_programme(scope), reached_in_period(scope, name))
        for name, instant in STEPS.items()
    ]
    united = union_all(*parts).subquery()
    return select(united)


def reached_in_period(scope: Scope, step: str) -> ColumnElement[bool]:
    """A condition on `Referral`: it reached this step in the period."""
    return and_(STEPS[step] >= scope.period.starts_at, STEPS[step] < scope.period.ends_before)


def published(scope: Scope) -> ColumnElement[bool]:
    """A condition on `Vacancy`: published for the programme in the period, in the office's governorate if asked."""
    conditions = [
        Vacancy.programme_id == scope.programme.id,
        Vacancy.published_at >= scope.period.starts_at,
        Vacancy.published_at < scope.period.ends_before,
    ]
    if scope.office and scope.office.governorate:
        conditions.append(Vacancy.governorate == scope.office.governorate)
    return and_(*conditions)


def attended(scope: Scope) -> ColumnElement[bool]:
    """A condition on `FairEmployer` joined to `JobFair`: came to a fair of the programme in the period."""
    conditions = [
        JobFair.programme_id == scope.programme.id,
        JobFair.starts_on.between(scope.period.first, scope.period.last),
        FairEmployer.attended.is_(True),
    ]
    if scope.office:
        conditions.append(JobFair.office_id == scope.office.id)
    return and_(*conditions)
