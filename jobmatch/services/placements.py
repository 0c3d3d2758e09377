"""Placements: work that began, its end, and the follow-ups in between."""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, OpeningsFilled, msg
from jobmatch.services.changed import rows_changed
from jobmatch.services.referrals import open_referrals_of, withdraw_referral
from jobmatch.services.telling.about_referrals import tell_of_hiring
from jobmatch.services.transitions import move, record_event
from models import (
    Account,
    Actor,
    CloseReason,
    FollowUp,
    FollowUpState,
    JobSeeker,
    JobSeekerState,
    Placement,
    PlacementSource,
    PlacementState,
    Reason,
    Referral,
    ReferralState,
    Vacancy,
    VacancyState,
    utc_now,
)

FOLLOW_UP_MONTHS = (1, 3, 6, 12)


def months_after(day: date, months: int) -> date:
    """The same day `months` later, or the month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def take_opening(session: Session, vacancy: Vacancy, *, by: Account | None, at: datetime) -> None:
    """Fill one opening, counted by the database so that two writers can never both take the last one.

    Raises
    ------
    OpeningsFilled
        If none is left.
    """
    session.flush()
    left = update(Vacancy).where(Vacancy.id == vacancy.id, Vacancy.filled < Vacancy.openings)
    if rows_changed(session, left.values(filled=Vacancy.filled + 1, version=Vacancy.version + 1)) != 1:
        raise OpeningsFilled(vacancy=vacancy.reference)
    session.refresh(vacancy)
    if vacancy.openings_left == 0 and vacancy.state in (VacancyState.OPEN, VacancyState.ON_HOLD):
        move(
            session,
            vacancy,
            to=VacancyState.CLOSED,
            by=by,
            actor=Actor.SYSTEM,
            at=at,
            closed_at=at,
            close_reason=CloseReason.FILLED,
        )


def free_opening(session: Session, vacancy: Vacancy) -> None:
    """Give an opening back. Whether a filled vacancy opens again is the officer's decision."""
    session.flush()
    taken = update(Vacancy).where(Vacancy.id == vacancy.id, Vacancy.filled > 0)
    rows_changed(session, taken.values(filled=Vacancy.filled - 1, version=Vacancy.version + 1))
    session.refresh(vacancy)


def plan_follow_ups(placement: Placement) -> None:
    """Add the follow-ups of a new placement."""
    placement.follow_ups = [
        FollowUp(months=months, due_on=months_after(placement.started_on, months)) for months in FOLLOW_UP_MONTHS
    ]


def place_job_seeker(
    session: Session,
    referral: Referral,
    *,
    by: Account | None,
    started_on: date,
    at: datetime | None = None,
    note: str | None = None,
    **terms: Any,
) -> Placement:
    """The person begins to work through an offered referral. Fills an opening, plans follow-ups. Flushes.

    Raises
    ------
    OpeningsFilled
        If somebody else has the last opening.
    InvalidTransition
        If the referral is not at *offered*.
    """
    at = at or utc_now()
    vacancy, person = referral.vacancy, referral.job_seeker
    # The vacancy's row is locked before anything else is written: whoever comes second waits here.
    take_opening(session, vacancy, by=by, at=at)
    move(session, referral, to=ReferralState.PLACED, by=by, note=note, at=at, closed_at=at)
    placement = Placement(
        job_seeker=person,
        referral=referral,
        vacancy=vacancy,
        employer=vacancy.employer,
        source=PlacementSource.SERVICE,
        state=PlacementState.WORKING,
        started_on=started_on,
        **{"title": vacancy.title, "occupation": vacancy.occupation, "contract": vacancy.contract, **terms},
    )
    begin_work(session, placement, person, by=by, at=at)
    tell_of_hiring(session, placement, by=by, at=at)
    return placement


def record_own_placement(
    session: Session,
    person: JobSeeker,
    *,
    source: PlacementSource,
    started_on: date,
    by: Account | None,
    at: datetime | None = None,
    **terms: Any,
) -> Placement:
    """The person found work alone, or works on their own account. Flushes.

    Raises
    ------
    InvalidInput
        If the source is the service: that needs a referral.
    """
    if source is PlacementSource.SERVICE:
        raise InvalidInput({"source": [msg("A placement through the service comes from a referral.")]})
    placement = Placement(
        job_seeker=person, source=source, state=PlacementState.WORKING, started_on=started_on, **terms
    )
    return begin_work(session, placement, person, by=by, at=at or utc_now())


def begin_work(
    session: Session, placement: Placement, person: JobSeeker, *, by: Account | None, at: datetime
) -> Placement:
    """What every new placement brings with it: history, follow-ups, the person's state, other referrals closed."""
    session.add(placement)
    plan_follow_ups(placement)
    record_event(session, placement, was=None, by=by, at=at)
    if person.state is JobSeekerState.ACTIVE:
        move(session, person, to=JobSeekerState.PLACED, by=by, actor=Actor.SYSTEM, at=at)
    through_service = placement.source is PlacementSource.SERVICE
    reason = Reason.PLACED_ELSEWHERE if through_service else Reason.FOUND_WORK_ALONE
    for other in open_referrals_of(session, person):
        withdraw_referral(session, other, reason=reason, by=by, actor=Actor.SYSTEM, at=at)
    return placement


def end_placement(
    session: Session,
    placement: Placement,
    *,
    on: date,
    reason: Reason,
    by: Account | None,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """The work ended or never really began. The person is active again, the opening is free again. Flushes."""
    if on < placement.started_on:
        raise InvalidInput({"ended_on": [msg("The end lies before the beginning.")]})
    at = at or utc_now()
    move(
        session,
        placement,
        to=PlacementState.ENDED,
        by=by,
        reason=reason,
        note=note,
        at=at,
        ended_on=on,
        end_reason=reason,
    )
    for follow_up in placement.follow_ups:
        if follow_up.state is FollowUpState.DUE and follow_up.due_on > on:
            move(session, follow_up, to=FollowUpState.CANCELLED, by=by, actor=Actor.SYSTEM, at=at)
    if placement.vacancy is not None:
        free_opening(session, placement.vacancy)
    person = placement.job_seeker
    if person.state is JobSeekerState.PLACED and not is_working(session, person):
        move(session, person, to=JobSeekerState.ACTIVE, by=by, actor=Actor.SYSTEM, reason=reason, at=at)


def is_working(session: Session, person: JobSeeker) -> bool:
    """Whether the person has a placement that has not ended."""
    working = select(Placement.id).where(
        Placement.job_seeker_id == person.id, Placement.state == PlacementState.WORKING
    )
    return session.scalar(working.limit(1)) is not None


def record_follow_up(
    session: Session,
    follow_up: FollowUp,
    *,
    by: Account | None,
    done_on: date,
    still_employed: bool,
    note: str | None = None,
    **answers: Any,
) -> None:
    """Write down what was said at a follow-up. A work that has ended is ended in its own step. Flushes.

    What the other side has answered by itself stays where this form says nothing.
    """
    answers = {name: value for name, value in answers.items() if value is not None}
    follow_up.note = note
    move(
        session,
        follow_up,
        to=FollowUpState.DONE,
        by=by,
        done_on=done_on,
        still_employed=still_employed,
        by_id=by.id if by else None,
        **answers,
    )
