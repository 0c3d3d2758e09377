"""Vacancies: written, published, held, closed, opened again."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, msg
from jobmatch.services import taxonomy
from jobmatch.services.referrals import withdraw_referral
from jobmatch.services.telling.about_employers import tell_of_vacancy
from jobmatch.services.transitions import check_version, move, record_event
from models import (
    Account,
    Actor,
    CloseReason,
    CodingKind,
    Employer,
    EmployerState,
    Programme,
    Reason,
    Referral,
    Vacancy,
    VacancyLanguage,
    VacancyRevision,
    VacancySkill,
    VacancyState,
    utc_now,
)

ESSENTIAL_WEIGHT = 100
OPTIONAL_WEIGHT = 40


def next_reference(session: Session) -> str:
    """The reference of a new vacancy, such as ``V-00042``."""
    return f"V-{(session.scalar(select(func.max(Vacancy.id))) or 0) + 1:05}"


def create_vacancy(session: Session, employer: Employer, *, by: Account, **values: Any) -> Vacancy:
    """Write a new draft. `values`, and what is raised for them, are as in `change_vacancy`. Flushes."""
    check_programme(session, values)
    vacancy = Vacancy(reference=next_reference(session), employer=employer, state=VacancyState.DRAFT)
    session.add(vacancy)
    fill(session, vacancy, values)
    record_event(session, vacancy, was=None, by=by)
    return vacancy


def change_vacancy(
    session: Session, vacancy: Vacancy, *, version: int | None = None, by: Account | None = None, **values: Any
) -> set[str]:
    """Change what a vacancy asks for and offers, and keep what it said before. Flushes.

    Parameters
    ----------
    version : int or None
        The version that the form was filled in on.
    values
        Columns of `Vacancy`, and `essential_skills`, `optional_skills` (lists of words) and `languages`
        (pairs of code and level).

    Returns
    -------
    set of str
        The names of what really changed.

    Raises
    ------
    StaleVersion
        If somebody else saved the vacancy since.
    InvalidInput
        If there would be fewer openings than are filled, or there is no such programme.
    """
    check_version(vacancy, version)
    check_programme(session, values)
    if values.get("openings", vacancy.openings) < vacancy.filled:
        raise InvalidInput({"openings": [msg("Openings that are filled already: %(number)s.", number=vacancy.filled)]})
    before = contents(vacancy)
    fill(session, vacancy, values)
    session.flush()
    after = contents(vacancy)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changes:
        vacancy.revisions.append(VacancyRevision(by_id=by.id if by else None, changes=changes))
        session.flush()
    return set(changes)


def check_programme(session: Session, values: dict[str, Any]) -> None:
    """Refuse a programme that there is not; none is all right."""
    if values.get("programme_id") and session.get(Programme, values["programme_id"]) is None:
        raise InvalidInput({"programme_id": [msg("Choose one of the list.")]})


def contents(vacancy: Vacancy) -> dict[str, Any]:
    """What a vacancy says, in plain values that can be kept and compared."""
    said = {name: plain(getattr(vacancy, name)) for name in SAID}
    said["place"] = vacancy.place_key or vacancy.place_text
    for essential, name in ((True, "essential_skills"), (False, "optional_skills")):
        said[name] = sorted(str(row.concept or row.text) for row in vacancy.skills if row.essential is essential)
    said["languages"] = sorted([row.code, row.level] for row in vacancy.languages)
    return said


def plain(value: Any) -> Any:
    """A column's value as JSON holds it; equal amounts are equal texts."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value


SAID = (
    "title", "kind", "description", "openings", "remote", "abroad", "hazardous", "charges_worker", "experience_years",
    "education", "licences", "contract", "hours_per_week", "pay_min", "pay_max", "pay_currency", "pay_period",
    "starts_on", "expires_on",
)  # fmt: skip


def fill(session: Session, vacancy: Vacancy, values: dict[str, Any]) -> None:
    """Put a form's values into the row; words are coded, each distinct text once."""
    values = dict(values)
    essential, optional = values.pop("essential_skills", None), values.pop("optional_skills", None)
    languages = values.pop("languages", None)
    place_text = values.get("place_text", vacancy.place_text)
    for key, value in values.items():
        setattr(vacancy, key, value)
    if "title" in values:
        code_title(session, vacancy)
    if "place_text" in values and place_text:
        code_place(vacancy, place_text)
    if essential is not None or optional is not None:
        replace_skills(session, vacancy, essential or [], optional or [])
    if languages is not None:
        vacancy.languages[:] = []
        session.flush()
        vacancy.languages.extend(VacancyLanguage(code=code, level=level) for code, level in dict(languages).items())


def code_title(session: Session, vacancy: Vacancy) -> None:
    """Find the occupation that the title names; an unsure one waits for an officer."""
    coded = taxonomy.code_texts(session, CodingKind.OCCUPATION, [vacancy.title]).get(vacancy.title)
    vacancy.coded_text = coded
    vacancy.occupation = coded.concept if coded else None
    vacancy.isco = taxonomy.isco(vacancy.occupation)


def code_place(vacancy: Vacancy, text: str) -> None:
    """Find the town that the text names."""
    found = taxonomy.find_place(text, vacancy.country)
    vacancy.place_key = found.key if found else None
    if found:
        vacancy.governorate, vacancy.country = found.governorate, found.country


def replace_skills(session: Session, vacancy: Vacancy, essential: Iterable[str], optional: Iterable[str]) -> None:
    """Set the skills asked for, from words; what is essential is not optional as well."""
    wanted = dict.fromkeys(essential, True) | {text: False for text in optional if text not in set(essential)}
    coded = taxonomy.code_texts(session, CodingKind.SKILL, wanted)
    vacancy.skills[:] = []
    session.flush()
    seen: set[str] = set()
    for text, is_essential in wanted.items():
        row = coded.get(text)
        concept = row.concept if row else None
        if concept and concept in seen:
            continue
        seen.add(concept or "")
        vacancy.skills.append(
            VacancySkill(
                text=text,
                concept=concept,
                coded_text=row,
                essential=is_essential,
                weight=ESSENTIAL_WEIGHT if is_essential else OPTIONAL_WEIGHT,
            )
        )


def publish_vacancy(session: Session, vacancy: Vacancy, *, by: Account, at: datetime | None = None) -> None:
    """Open a vacancy to the ranking. Flushes.

    Raises
    ------
    Conflict
        If the employer is not verified, every opening is filled, or its last day has passed.
    """
    if vacancy.employer.state is not EmployerState.VERIFIED:
        raise Conflict(msg("The employer is not verified."))
    if vacancy.openings_left < 1:
        raise Conflict(msg("Every opening is filled."))
    at = at or utc_now()
    if vacancy.expires_on is not None and vacancy.expires_on < at.date():
        raise Conflict(msg("Its last day has passed: choose a later one first."))
    approved = vacancy.state is VacancyState.SUBMITTED or vacancy.approval_wanted_at is not None
    move(
        session,
        vacancy,
        to=VacancyState.OPEN,
        by=by,
        at=at,
        closed_at=None,
        close_reason=None,
        published_at=vacancy.published_at or at,
    )
    if approved:
        tell_of_vacancy(session, vacancy, "vacancy_approved", by=by)


def hold_vacancy(session: Session, vacancy: Vacancy, *, by: Account, note: str | None = None) -> None:
    """Take a vacancy out of the ranking for a while. Flushes."""
    move(session, vacancy, to=VacancyState.ON_HOLD, by=by, note=note)


def close_vacancy(
    session: Session,
    vacancy: Vacancy,
    *,
    reason: CloseReason | None,
    by: Account | None,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """Close a vacancy; its open referrals end with it. Flushes.

    Raises
    ------
    InvalidInput
        Without a reason.
    """
    if reason is None:
        raise InvalidInput({"reason": [msg("Say why.")]})
    at = at or utc_now()
    end_vacancy(session, vacancy, reason=reason, by=by, note=note, at=at)
    end_open_referrals(session, vacancy, by=by, at=at)


def end_vacancy(
    session: Session,
    vacancy: Vacancy,
    *,
    reason: CloseReason,
    by: Account | None,
    actor: Actor | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """Close a vacancy and leave its open referrals as they are. Flushes."""
    at = at or utc_now()
    ended = {"closed_at": at, "close_reason": reason}
    move(session, vacancy, to=VacancyState.CLOSED, by=by, actor=actor, reason=reason, note=note, at=at, **ended)


def end_open_referrals(session: Session, vacancy: Vacancy, *, by: Account | None, at: datetime) -> None:
    """Withdraw the referrals that were still open, saying that the vacancy was filled or closed."""
    filled = vacancy.close_reason in (CloseReason.FILLED, CloseReason.FILLED_ELSEWHERE)
    why = Reason.POSITION_FILLED if filled else Reason.VACANCY_CLOSED
    still_open = select(Referral).where(Referral.vacancy_id == vacancy.id, Referral.closed_at.is_(None))
    for referral in session.scalars(still_open).all():
        withdraw_referral(session, referral, by=by, actor=Actor.SYSTEM, reason=why, at=at)


def copy_vacancy(session: Session, vacancy: Vacancy, *, by: Account) -> Vacancy:
    """A new draft with the same contents. Flushes."""
    kept = {
        column.key: getattr(vacancy, column.key) for column in Vacancy.__table__.columns if column.key not in NOT_COPIED
    }
    copied = Vacancy(reference=next_reference(session), state=VacancyState.DRAFT, **kept)
    copied.skills = [
        VacancySkill(
            concept=s.concept,
            text=s.text,
            coded_text_id=s.coded_text_id,
            essential=s.essential,
            weight=s.weight,
            level=s.level,
        )
        for s in vacancy.skills
    ]
    copied.languages = [VacancyLanguage(code=row.code, level=row.level) for row in vacancy.languages]
    session.add(copied)
    record_event(session, copied, was=None, by=by)
    return copied


NOT_COPIED = frozenset(
    {
        "id",
        "reference",
        "state",
        "version",
        "filled",
        "published_at",
        "closed_at",
        "close_reason",
        "expires_on",
        "starts_on",
        "created_at",
        "updated_at",
        "raw_intake",
        "approval_wanted_at",
    }
)
