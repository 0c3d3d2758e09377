"""Planning a fair: its days and halls, and the employers that come."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, msg
from jobmatch.services.fairs.changes import cancel_interviews, effects_on_booth, effects_on_fair, settle
from jobmatch.services.fairs.guests import guests_of
from jobmatch.services.fairs.hours import Hours, hours_of_days, set_days
from jobmatch.services.telling.about_fairs import fair_cancelled
from jobmatch.services.transitions import check_version, move, record_event
from models import (
    Account,
    BoothState,
    Employer,
    EmployerState,
    FairEmployer,
    FairHall,
    FairInterview,
    FairState,
    FairVacancy,
    InterviewState,
    JobFair,
    Programme,
    Vacancy,
)


def plan_fair(session: Session, *, by: Account, programme: Programme, halls: Sequence[str], usual: Hours,
              differing: Iterable[Mapping[str, Any]] = (), **values: Any) -> JobFair:  # fmt: skip
    """Plan a fair of the account's office, with usual hours and the days that differ from them. Flushes.

    Raises
    ------
    InvalidInput
        If a day closes before it opens, or the fair is open on none.
    """
    hours = hours_of_days(values["starts_on"], values["ends_on"], usual, differing)
    fair = JobFair(office_id=by.office_id, programme=programme, **values)
    session.add(fair)
    set_days(fair, hours)
    set_halls(fair, halls)
    record_event(session, fair, was=None, by=by)
    return fair


def change_fair(session: Session, fair: JobFair, *, by: Account, version: int | None, halls: Sequence[str],
                usual: Hours, differing: Iterable[Mapping[str, Any]] = (), agreed: str | None = None,
                **values: Any) -> None:  # fmt: skip
    """Change a fair's plan. Interviews that stand outside the new hours are taken off, if that was agreed to. Flushes.

    Parameters
    ----------
    agreed : str, optional
        The mark of the effects that were shown; see `changes.Effects`.

    Raises
    ------
    Conflict
        If interviews or booths no longer fit and `agreed` does not name just these. Facts: `effects`.
    InvalidInput
        If a day closes before it opens, or the fair is open on none.
    """
    check_version(fair, version)
    hours = hours_of_days(values["starts_on"], values["ends_on"], usual, differing)
    minutes = values.get("slot_minutes", fair.slot_minutes)
    effects = effects_on_fair(session, fair, hours=hours, slot_minutes=minutes, halls=halls)
    settle(session, effects, agreed=agreed, by=by)
    for name, value in values.items():
        setattr(fair, name, value)
    set_days(fair, hours)
    set_halls(fair, halls)
    session.flush()


def set_halls(fair: JobFair, names: Sequence[str]) -> None:
    """Keep the halls that are named, add the new ones, drop the rest."""
    kept = {hall.name: hall for hall in fair.halls}
    fair.halls[:] = [kept.get(name) or FairHall(name=name) for name in dict.fromkeys(names)]


def move_fair(session: Session, fair: JobFair, *, to: FairState, by: Account) -> None:
    """Open the doors, close the fair, or cancel it, which its guests are told. Flushes."""
    move(session, fair, to=to, by=by)
    if to is FairState.CANCELLED:
        fair_cancelled(session, session.scalars(guests_of(fair)))
    if to is FairState.OVER:
        for booth in fair.employers:
            if booth.attended is None and booth.state is BoothState.ACCEPTED:
                booth.attended = booth_was_busy(session, booth)
        session.flush()


def booth_was_busy(session: Session, booth: FairEmployer) -> bool:
    """Whether an interview took place at the booth: then its employer was there, whoever forgot to tick it."""
    held = select(FairInterview.id).where(
        FairInterview.booth_id == booth.id, FairInterview.state == InterviewState.DONE
    )
    return session.scalar(held.limit(1)) is not None


def invite_employers(
    session: Session, fair: JobFair, employers: Sequence[Employer], *, by: Account
) -> list[FairEmployer]:
    """Invite verified employers; those invited before are left as they are. Flushes."""
    known = {booth.employer_id for booth in fair.employers}
    booths = []
    for employer in employers:
        if employer.id not in known and employer.state is EmployerState.VERIFIED:
            booths.append(add_booth(session, fair, employer, state=BoothState.INVITED, by=by))
    return booths


def apply_for_fair(session: Session, fair: JobFair, employer: Employer, *, by: Account) -> FairEmployer:
    """An employer asks to come. Flushes.

    Raises
    ------
    Conflict
        If the employer is at the fair already, or not verified.
    """
    if employer.state is not EmployerState.VERIFIED:
        raise Conflict(msg("The employer is not verified."))
    if any(booth.employer_id == employer.id for booth in fair.employers):
        raise Conflict(msg("The employer is at this fair already."))
    return add_booth(session, fair, employer, state=BoothState.APPLIED, by=by)


def add_booth(
    session: Session, fair: JobFair, employer: Employer, *, state: BoothState, by: Account | None
) -> FairEmployer:
    """A booth, with the employer's open vacancies. Flushes."""
    booth = FairEmployer(fair=fair, employer=employer, state=state, interviewers=1)
    session.add(booth)
    for vacancy in session.scalars(select(Vacancy).where(Vacancy.employer_id == employer.id, Vacancy.state == "open")):
        booth.brought.append(FairVacancy(vacancy=vacancy))
    record_event(session, booth, was=None, by=by)
    return booth


def answer_booth(session: Session, booth: FairEmployer, *, to: BoothState, by: Account) -> None:
    """The employer comes, or does not; interviews at a booth that does not come are cancelled. Flushes."""
    move(session, booth, to=to, by=by)
    if to is BoothState.DECLINED:
        cancel_interviews(session, FairInterview.booth_id == booth.id, by=by)


def change_booth(session: Session, booth: FairEmployer, /, *, by: Account, vacancies: Sequence[Vacancy],
                 hall_id: int | None, agreed: str | None = None, **values: Any) -> None:  # fmt: skip
    """Change where a booth stands, who works there and when, and what it brings. Flushes.

    Raises
    ------
    InvalidInput
        If the hall is of another fair, or a vacancy of another employer.
    Conflict
        If interviews no longer fit and `agreed` does not name just these. Facts: `effects`.
    """
    if hall_id is not None and hall_id not in {hall.id for hall in booth.fair.halls}:
        raise InvalidInput({"hall_id": [msg("This hall is not at this fair.")]})
    hours = {name: values.get(name, getattr(booth, name)) for name in ("opens", "closes", "breaks", "interviewers")}
    settle(session, effects_on_booth(session, booth, **hours), agreed=agreed, by=by)
    booth.hall_id = hall_id
    for name, value in values.items():
        setattr(booth, name, value)
    bring_vacancies(session, booth, vacancies)


def change_own_booth(session: Session, booth: FairEmployer, *, by: Account, vacancies: Sequence[Vacancy],
                     interviewers: int, interviewer_names: Sequence[str]) -> None:  # fmt: skip
    """What an employer says about its own booth: the vacancies that it brings and who interviews. Flushes.

    Raises
    ------
    Conflict
        If the fair is over, the employer does not come, or interviews are planned with more interviewers at a time:
        the employer takes none off.
    InvalidInput
        If a vacancy belongs to another employer.
    """
    if booth.fair.state not in (FairState.PLANNED, FairState.RUNNING) or booth.state is BoothState.DECLINED:
        raise Conflict(msg("This booth cannot be changed any more."))
    effects = effects_on_booth(
        session, booth, opens=booth.opens, closes=booth.closes, breaks=booth.breaks or [], interviewers=interviewers
    )
    if effects:
        raise Conflict(msg("Interviews are planned with more interviewers at a time. Ask the organisers first."))
    booth.interviewers, booth.interviewer_names = interviewers, list(interviewer_names)
    bring_vacancies(session, booth, vacancies)


def bring_vacancies(session: Session, booth: FairEmployer, vacancies: Sequence[Vacancy]) -> None:
    """Say which vacancies the employer brings. Flushes.

    Raises
    ------
    InvalidInput
        If a vacancy belongs to another employer.
    """
    if any(vacancy.employer_id != booth.employer_id for vacancy in vacancies):
        raise InvalidInput({"vacancies": [msg("This vacancy belongs to another employer.")]})
    kept = {row.vacancy_id: row for row in booth.brought}
    booth.brought[:] = [kept.get(vacancy.id) or FairVacancy(vacancy=vacancy) for vacancy in vacancies]
    session.flush()


def fairs_on(session: Session, office_id: int, on: date) -> list[JobFair]:
    """The office's fairs that are held on a day."""
    held = select(JobFair).where(JobFair.office_id == office_id, JobFair.starts_on <= on, JobFair.ends_on >= on)
    return list(session.scalars(held))


def listed_fairs(session: Session, today: date) -> list[JobFair]:
    """The fairs that everybody may read of, the next first."""
    states = (FairState.PLANNED, FairState.RUNNING)
    shown = select(JobFair).where(JobFair.listed, JobFair.state.in_(states), JobFair.ends_on >= today)
    return list(session.scalars(shown.order_by(JobFair.starts_on, JobFair.id)))
