"""What every flush leaves behind by itself: changes for the ranking index, and the audit of who changed a person.

The acting account is ``session.info["account_id"]``, set once where the request or the command begins.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session, UOWTransaction

from models.account import Account
from models.audit import AuditEntry
from models.base import Base
from models.change import IndexChange, Noun
from models.consent import Consent, Withdrawal
from models.counselling import CounsellingSession, Note
from models.document import Document
from models.enums.access import AuditAction
from models.fair_guest import FairCheckIn, FairGuest, FairInterview
from models.job_seeker import JobSeeker, JobSeekerLanguage, JobSeekerOccupation, JobSeekerSkill, WorkExperience
from models.placement import Enrolment, FollowUp, Placement
from models.portal import PersonRequest, ProfileChange, SignInKey
from models.referral import EligibilityOverride, Referral
from models.referral_talk import InterviewProposal, ReferralMessage
from models.vacancy import Vacancy, VacancyLanguage, VacancySkill

RANKED: dict[type[Base], tuple[Noun, str]] = {
    JobSeeker: (Noun.JOB_SEEKER, "id"),
    JobSeekerSkill: (Noun.JOB_SEEKER, "job_seeker_id"),
    JobSeekerOccupation: (Noun.JOB_SEEKER, "job_seeker_id"),
    JobSeekerLanguage: (Noun.JOB_SEEKER, "job_seeker_id"),
    Consent: (Noun.JOB_SEEKER, "job_seeker_id"),
    Vacancy: (Noun.VACANCY, "id"),
    VacancySkill: (Noun.VACANCY, "vacancy_id"),
    VacancyLanguage: (Noun.VACANCY, "vacancy_id"),
}
AUDITED: tuple[type[Base], ...] = (
    JobSeeker,
    JobSeekerSkill,
    JobSeekerOccupation,
    JobSeekerLanguage,
    WorkExperience,
    Consent,
    Withdrawal,
    CounsellingSession,
    Note,
    Referral,
    ReferralMessage,
    InterviewProposal,
    EligibilityOverride,
    Placement,
    FollowUp,
    Enrolment,
    PersonRequest,
    ProfileChange,
    SignInKey,
    Document,
    FairGuest,
    FairCheckIn,
    FairInterview,
    Account,
)


def record_changes(session: Session, noun: Noun, ids: Iterable[int]) -> None:
    """Tell every ranking index to read these rows again; for writers that bypass the unit of work."""
    rows = [{"noun": noun, "row_id": row_id} for row_id in sorted(set(ids))]
    if rows:
        session.connection().execute(insert(IndexChange), rows)


def record_audit(
    session: Session, action: AuditAction, kind: str, ids: Iterable[int] = (), fields: Iterable[str] = (), **more: Any
) -> None:
    """Write one audit entry for the acting account; ids and field names only, never values."""
    session.connection().execute(
        insert(AuditEntry),
        {
            "account_id": session.info.get("account_id"),
            "action": action,
            "kind": kind,
            "row_ids": sorted(set(ids)),
            "fields": sorted(set(fields)),
            **more,
        },
    )


def changed_fields(row: Base) -> set[str]:
    """The names of the columns that the unit of work is about to write."""
    state = inspect(row)
    return {
        attribute.key
        for attribute in state.mapper.column_attrs
        if attribute.key in state.attrs and state.attrs[attribute.key].history.has_changes()
    }


@event.listens_for(Session, "after_flush")
def follow(session: Session, context: UOWTransaction) -> None:
    """Record what this flush wrote, once per kind."""
    ranked: dict[Noun, set[int]] = defaultdict(set)
    audited: dict[tuple[AuditAction, str], tuple[set[int], set[str]]] = defaultdict(lambda: (set(), set()))
    written = (
        (AuditAction.CREATE, session.new),
        (AuditAction.CHANGE, [row for row in session.dirty if session.is_modified(row)]),
        (AuditAction.DELETE, session.deleted),
    )
    for action, rows in written:
        for row in rows:
            if type(row) in RANKED:
                noun, key = RANKED[type(row)]
                ranked[noun].add(getattr(row, key))
            if isinstance(row, AUDITED):
                ids, fields = audited[action, row.__tablename__]
                ids.add(row.id)
                if action is AuditAction.CHANGE:
                    fields |= changed_fields(row)
    for noun, row_ids in ranked.items():
        record_changes(session, noun, row_ids)
    for (action, kind), (ids, fields) in audited.items():
        record_audit(session, action, kind, ids, fields)
