"""Everything that is held about a person, for them to take along; and what is withheld, and why."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from jobmatch.services.plain import plain
from models import (
    Account,
    Base,
    Consent,
    CounsellingSession,
    Document,
    Enrolment,
    FollowUp,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    Note,
    Notice,
    NoticePreference,
    PersonRequest,
    Placement,
    ProfileChange,
    Referral,
    StateEvent,
    Vacancy,
    Withdrawal,
    WorkExperience,
)

NOT_OURS_TO_TELL = frozenset(
    {
        "id", "version", "job_seeker_id", "by_id", "recorded_by_id", "undone_by_id", "proposed_by_id", "officer_id",
        "closed_by_id", "coded_text_id", "ranking_run_id", "placement_id", "programme_id", "office_id", "partner_id",
        "name_key", "vacancy_id", "employer_id", "referral_id", "closed_referrals", "closed_consents", "message_id",
        "score", "message", "note", "content", "employer_words", "employer_rating", "attempts", "html",
        "account_id", "appointment", "claim", "claimed_until", "handed_at", "repeats", "error", "code", "ending",
        "subsidy_monthly", "subsidy_currency", "subsidy_months",
    }
)  # fmt: skip
"""Columns left out: numbers of rows, other people, and what officers or employers wrote."""

WITHHELD = ("notes", "sessions", "between_office_and_employer", "names_of_staff", "scores")
"""What is held and not handed out by itself; the pages say each in words and how to ask for it."""


def columns(row: Base) -> dict[str, Any]:
    """A row's own facts; what nobody knows is null."""
    return {
        column.key: plain(getattr(row, column.key))
        for column in row.__mapper__.columns
        if column.key not in NOT_OURS_TO_TELL
    }


def rows_of(session: Session, model: Any, person: JobSeeker) -> list[dict[str, Any]]:
    """Every row of a table that hangs on the person."""
    return [columns(row) for row in session.scalars(select(model).where(model.job_seeker_id == person.id))]


def referral_facts(session: Session, person: JobSeeker) -> list[dict[str, Any]]:
    """The person's referrals, each with what it was for and its history without notes."""
    with_vacancy = joinedload(Referral.vacancy).joinedload(Vacancy.employer)
    found = session.scalars(select(Referral).where(Referral.job_seeker_id == person.id).options(with_vacancy)).all()
    histories = histories_of(session, "referral", [row.id for row in found])
    return [
        {
            "vacancy": row.vacancy.title,
            "reference": row.vacancy.reference,
            "employer": row.vacancy.employer.name,
            **columns(row),
            "history": histories[row.id],
        }
        for row in found
    ]


def histories_of(session: Session, noun: str, ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The states of each row with their days and reasons, by the row's id."""
    found: dict[int, list[dict[str, Any]]] = {row_id: [] for row_id in ids}
    events = select(StateEvent).where(StateEvent.noun == noun, StateEvent.row_id.in_(found)).order_by(StateEvent.id)
    for event in session.scalars(events):
        found[event.row_id].append(
            {"state": event.to_state, "at": plain(event.at), "who": plain(event.actor), "reason": event.reason}
        )
    return found


def placement_facts(session: Session, person: JobSeeker) -> list[dict[str, Any]]:
    """The person's placements with the follow-ups, their own answers included."""
    placements = select(Placement).where(Placement.job_seeker_id == person.id)
    found = session.scalars(placements.options(selectinload(Placement.follow_ups))).all()
    return [{**columns(row), "follow_ups": [columns(each) for each in follow_ups(row.follow_ups)]} for row in found]


def follow_ups(rows: Iterable[FollowUp]) -> Iterable[FollowUp]:
    """In the order of their days."""
    return sorted(rows, key=lambda row: row.due_on)


def everything_about(session: Session, person: JobSeeker) -> dict[str, Any]:
    """Everything that is held about a person, but for what `withheld` counts.

    Returns
    -------
    dict
        Ready for JSON.
    """
    account = session.scalar(select(Account).where(Account.job_seeker_id == person.id))
    return {
        "format": "jobmatch-person-1",
        "person": {
            **columns(person),
            "office": person.office.name,
            "programme": person.programme.name,
            "partner": person.partner.name if person.partner else None,
            "history": histories_of(session, "job_seeker", [person.id])[person.id],
        },
        "account": {"email": account.email, "language": account.language} if account else None,
        "skills": rows_of(session, JobSeekerSkill, person),
        "occupations": rows_of(session, JobSeekerOccupation, person),
        "languages": rows_of(session, JobSeekerLanguage, person),
        "work": rows_of(session, WorkExperience, person),
        "consents": rows_of(session, Consent, person),
        "withdrawals": rows_of(session, Withdrawal, person),
        "referrals": referral_facts(session, person),
        "placements": placement_facts(session, person),
        "courses": rows_of(session, Enrolment, person),
        "requests": rows_of(session, PersonRequest, person),
        "papers": rows_of(session, Document, person),
        "corrections": rows_of(session, ProfileChange, person),
        "messages": rows_of(session, Notice, person),
        "how_to_be_told": rows_of(session, NoticePreference, person),
        "withheld": withheld(session, person),
    }


def withheld(session: Session, person: JobSeeker) -> dict[str, int | None]:
    """How many pieces of each withheld kind there are; None where it is not a matter of number."""
    counted = {
        "notes": session.scalar(select(func.count()).where(Note.job_seeker_id == person.id)),
        "sessions": session.scalar(select(func.count()).where(CounsellingSession.job_seeker_id == person.id)),
    }
    return {kind: counted.get(kind) for kind in WITHHELD}
