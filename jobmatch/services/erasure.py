"""Erasure: nothing of a person stays but what the figures count, and that can no longer be led back to them.

What stays: that somebody was registered, in which programme and office, from which host country and governorate, of
which gender, on which day, and how it went (states, referrals, placements, courses).
"""

from datetime import date, datetime
from secrets import token_hex

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, msg
from jobmatch.services.referrals import open_referrals_of, withdraw_referral
from jobmatch.services.transitions import move
from jobmatch.services.waking import wake
from models import (
    Account,
    Actor,
    AuditAction,
    Base,
    Consent,
    CounsellingSession,
    Document,
    EligibilityOverride,
    Enrolment,
    Export,
    ExportKind,
    ExportState,
    FollowUp,
    FollowUpState,
    FormerReference,
    ImportKind,
    ImportRow,
    ImportRun,
    InterviewProposal,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    JobSeekerState,
    Note,
    Notice,
    NoticePreference,
    Noun,
    PersonRequest,
    Placement,
    PossibleDuplicate,
    ProfileChange,
    RankingRun,
    Reason,
    Referral,
    ReferralMessage,
    SavedSearch,
    SignInKey,
    StateEvent,
    Task,
    Withdrawal,
    WorkExperience,
    utc_now,
)
from models.tracking import record_audit, record_changes

KEPT = frozenset(
    {
        "id", "version", "case_reference", "programme_id", "office_id", "partner_id", "state", "registered_on",
        "gender", "host_country", "governorate", "created_at", "updated_at", "erased_on", "name_key",
    }
)  # fmt: skip
"""Columns of a person that the figures need; every other one is emptied."""

REMOVED: tuple[type[Base], ...] = (
    JobSeekerSkill,
    JobSeekerOccupation,
    JobSeekerLanguage,
    WorkExperience,
    Consent,
    CounsellingSession,
    Note,
    Notice,
    NoticePreference,
    SignInKey,
    ProfileChange,
    Document,
    EligibilityOverride,
    RankingRun,
    FormerReference,
    Task,
    Account,
)
"""Tables of which the person's rows go."""

FREE_TEXTS: dict[type[Base], tuple[str, ...]] = {
    Referral: ("message", "interview_place"),
    Placement: ("employer_name", "title"),
    FollowUp: ("seeker_words", "employer_words", "note"),
    Withdrawal: ("note",),
    Enrolment: ("certificate",),
    PersonRequest: ("text", "answer"),
}
"""Columns emptied in what stays for the figures."""


WITHOUT_PEOPLE = (ExportKind.VACANCIES, ExportKind.FAIR_BOOTHS, ExportKind.FIGURES)
"""Exports that tell of no person."""


def take_files_back(session: Session, person: JobSeeker, at: datetime) -> None:
    """Files that the office exported, and that may hold the person, are handed over no more and deleted soon.

    One that is being written reads the database as it was before, so it is stopped.
    """
    of_people = and_(Export.office_id == person.office_id, Export.kind.not_in(WITHOUT_PEOPLE))
    session.execute(update(Export).where(of_people, Export.state == ExportState.RUNNING).values(cancel_wanted=True))
    # After the running ones: one that ends between the two statements is whole now.
    whole = and_(of_people, Export.state == ExportState.DONE, Export.deleted_at.is_(None))
    session.execute(update(Export).where(whole).values(deleted_at=at, taken_back=True))
    wake(session, "write_exports")
    wake(session, "take_exports_back")  # an employer's file is of no office


def erase_job_seeker(session: Session, person: JobSeeker, *, by: Account, on: date, at: datetime | None = None) -> None:
    """Erase a person. Flushes; it cannot be undone.

    Raises
    ------
    Conflict
        If they were erased already.
    """
    if person.erased_on is not None:
        raise Conflict(msg("This record was erased already."))
    at = at or utc_now()
    take_files_back(session, person, at)
    for referral in open_referrals_of(session, person):
        withdraw_referral(session, referral, by=by, actor=Actor.JOB_SEEKER, reason=Reason.PERSON_WITHDREW, at=at)
    if person.state is not JobSeekerState.CLOSED:
        move(session, person, to=JobSeekerState.CLOSED, by=by, actor=Actor.JOB_SEEKER, at=at)
    cancel_follow_ups(session, person, by=by, at=at)
    session.flush()
    remove_searches(session, person)
    clear_notes(session, person)
    clear_texts(session, person)
    clear_imports(session, person)
    remove_rows(session, person)
    empty_person(person, on)
    session.flush()
    record_changes(session, Noun.JOB_SEEKER, [person.id])
    record_audit(session, AuditAction.DELETE, "job_seeker", [person.id])
    session.expire_all()


def cancel_follow_ups(session: Session, person: JobSeeker, *, by: Account, at: datetime) -> None:
    """Nobody is asked any more how the work goes."""
    due = select(FollowUp).where(FollowUp.state == FollowUpState.DUE, of_person(FollowUp, person))
    for follow_up in session.scalars(due).all():
        move(session, follow_up, to=FollowUpState.CANCELLED, by=by, actor=Actor.SYSTEM, at=at)


def empty_person(person: JobSeeker, on: date) -> None:
    """Empty every column that the figures do not need, and give the row a reference that says nothing."""
    for column in JobSeeker.__table__.columns:
        if column.key not in KEPT:
            setattr(person, column.key, None)
    person.case_reference = f"erased-{token_hex(8)}"
    person.name_key = ""
    person.erased_on = on


def remove_searches(session: Session, person: JobSeeker) -> None:
    """Remove the searches that were kept with a fact of this person."""
    facts = [
        fact.lower()
        for fact in (person.name_latin, person.name_native, person.phone, person.email, person.case_reference)
        if fact
    ]
    for search in session.scalars(select(SavedSearch)).all():
        words = str(search.criteria).lower()
        if any(fact in words for fact in facts):
            session.delete(search)


def remove_rows(session: Session, person: JobSeeker) -> None:
    """Remove what hangs on the person and counts nowhere."""
    own_account = select(Account.id).where(Account.job_seeker_id == person.id)
    change(session, Withdrawal, Withdrawal.by_id.in_(own_account), by_id=None)
    change(session, Withdrawal, Withdrawal.undone_by_id.in_(own_account), undone_by_id=None, undone_at=None)
    for talk in (ReferralMessage, InterviewProposal):
        session.execute(delete(talk).where(talk.referral_id.in_(referrals_of(person))))
    session.execute(
        delete(PossibleDuplicate).where(
            or_(PossibleDuplicate.first_id == person.id, PossibleDuplicate.second_id == person.id)
        )
    )
    session.expire_all()
    for model in REMOVED:
        session.execute(delete(model).where(model.job_seeker_id == person.id))  # type: ignore[attr-defined]


def clear_texts(session: Session, person: JobSeeker) -> None:
    """Empty the free texts of what stays for the figures."""
    for model, names in FREE_TEXTS.items():
        change(session, model, of_person(model, person), **dict.fromkeys(names))


def clear_imports(session: Session, person: JobSeeker) -> None:
    """Empty the rows of intake sheets that this person came from; the sheet's counts stay."""
    sheets = select(ImportRun.id).where(ImportRun.kind == ImportKind.JOB_SEEKERS)
    change(
        session,
        ImportRow,
        and_(ImportRow.row_id == person.id, ImportRow.run_id.in_(sheets)),
        cells=[],
        parsed=None,
        problems=[],
        evidence=[],
        before=None,
        fingerprint="",
    )


def clear_notes(session: Session, person: JobSeeker) -> None:
    """Clear the notes in the histories of the person and of what hangs on them; the steps themselves stay."""
    placements = select(Placement.id).where(Placement.job_seeker_id == person.id)
    hanging: dict[str, Select[int]] = {
        "job_seeker": select(JobSeeker.id).where(JobSeeker.id == person.id),
        "referral": referrals_of(person),
        "placement": placements,
        "follow_up": select(FollowUp.id).where(FollowUp.placement_id.in_(placements)),
        "enrolment": select(Enrolment.id).where(Enrolment.job_seeker_id == person.id),
        "task": select(Task.id).where(Task.job_seeker_id == person.id),
    }
    for noun, ids in hanging.items():
        change(session, StateEvent, and_(StateEvent.noun == noun, StateEvent.row_id.in_(ids)), note=None)


def referrals_of(person: JobSeeker) -> Select[int]:
    """The ids of the person's referrals."""
    return select(Referral.id).where(Referral.job_seeker_id == person.id)


def of_person(model: type[Base], person: JobSeeker) -> ColumnElement[bool]:
    """A condition: the row hangs on the person."""
    if model is FollowUp:
        return FollowUp.placement_id.in_(select(Placement.id).where(Placement.job_seeker_id == person.id))
    return model.job_seeker_id == person.id  # type: ignore[attr-defined]


def change(session: Session, model: type[Base], rows: ColumnElement[bool], **values: object) -> None:
    """Change rows without loading them; a version counts on, so that a form opened before is refused."""
    if "version" in model.__table__.columns:
        values["version"] = model.__table__.c.version + 1
    session.execute(update(model).where(rows).values(values).execution_options(synchronize_session=False))
