"""Hard rules waived by an officer for one person and one vacancy, with the reason."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, msg
from models import Account, AuditAction, EligibilityOverride, JobSeeker, Vacancy
from models.tracking import record_audit


def override_of(session: Session, vacancy: Vacancy, person: JobSeeker) -> EligibilityOverride | None:
    """The override for this person and vacancy, if there is one."""
    return session.scalar(
        select(EligibilityOverride).where(
            EligibilityOverride.vacancy_id == vacancy.id, EligibilityOverride.job_seeker_id == person.id
        )
    )


def overrides_of(
    session: Session, vacancy: Vacancy, people: ColumnElement[bool]
) -> Sequence[tuple[EligibilityOverride, JobSeeker]]:
    """A vacancy's overrides for the people that the reader may see."""
    rows = session.execute(
        select(EligibilityOverride, JobSeeker)
        .join(JobSeeker, JobSeeker.id == EligibilityOverride.job_seeker_id)
        .where(EligibilityOverride.vacancy_id == vacancy.id, people)
    )
    return [(override, person) for override, person in rows]


def override_rules(
    session: Session, vacancy: Vacancy, person: JobSeeker, *, rules: list[str], reason: str, by: Account
) -> EligibilityOverride:
    """Waive the hard rules of the vacancy for this person. Flushes.

    Raises
    ------
    InvalidInput
        If no rule stands against the person.
    """
    if not rules:
        raise InvalidInput({"": [msg("No rule stands against this person.")]})
    known = override_of(session, vacancy, person)
    if known is None:
        known = EligibilityOverride(vacancy_id=vacancy.id, job_seeker_id=person.id)
        session.add(known)
    known.rules, known.reason, known.by_id = rules, reason, by.id
    session.flush()
    record_audit(session, AuditAction.OVERRIDE, "job_seeker", [person.id], rules)
    return known
