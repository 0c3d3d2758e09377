"""Two records that may be one person: merged with every fact kept, or said to be two people."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, msg
from jobmatch.services.fairs.joining import join_guests
from jobmatch.services.names import name_key
from jobmatch.services.plain import plain
from jobmatch.services.referrals import withdraw_referral
from jobmatch.services.transitions import move, record_event
from models import (
    Account,
    Actor,
    AuditAction,
    Base,
    Consent,
    DuplicateState,
    EligibilityOverride,
    FormerReference,
    ImportKind,
    ImportRow,
    ImportRun,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    JobSeekerState,
    NoticePreference,
    Noun,
    PossibleDuplicate,
    Reason,
    Referral,
    utc_now,
)
from models.tracking import record_audit, record_changes

OWN = frozenset(
    {
        "id",
        "version",
        "created_at",
        "updated_at",
        "case_reference",
        "state",
        "name_key",
        "office_id",
        "raw_intake",
        "registered_on",
        "programme_id",
    }
)
"""Columns that the record which is kept decides alone, or that are put together otherwise."""
TOGETHER = (("birth_on", "birth_precision"), ("pay_floor", "pay_currency", "pay_period"), ("place_key", "place_text"))
"""Columns that mean something only together: taken over all or not at all."""


def say_two_people(session: Session, pair: PossibleDuplicate, *, by: Account) -> None:
    """Decide that a pair is two people. Flushes."""
    move(session, pair, to=DuplicateState.DISTINCT, by=by, settled_by_id=by.id, settled_at=utc_now())


def merge_pair(session: Session, pair: PossibleDuplicate, *, keep_id: int, by: Account) -> JobSeeker:
    """Merge the two records of a pair. Flushes.

    Parameters
    ----------
    keep_id : int
        Id of the record whose facts win where the two differ.

    Raises
    ------
    Conflict
        If the record to keep is not one of the two.
    """
    if keep_id not in (pair.first_id, pair.second_id):
        raise Conflict(msg("Keep one of the two."))
    kept, other = (pair.first, pair.second) if keep_id == pair.first_id else (pair.second, pair.first)
    move(session, pair, to=DuplicateState.MERGED, by=by, settled_by_id=by.id, settled_at=utc_now())
    return merge_people(session, kept, other, by=by)


def merge_people(session: Session, kept: JobSeeker, other: JobSeeker, *, by: Account) -> JobSeeker:
    """Make one record of two. Every fact is kept, everything that hung on the other hangs on the one that stays,
    and the other's case reference still finds it. Flushes."""
    if kept.id == other.id or kept.office_id != other.office_id:
        raise Conflict(msg("Only two records of one office can be merged."))
    take_over_values(kept, other)
    take_over_parts(session, kept, other)
    settle_referrals(session, kept, other, by=by)
    settle_consents(session, kept, other)
    settle_uniques(session, kept, other)
    join_guests(session, kept.id, other.id, by=by)
    if other.state is JobSeekerState.PLACED and kept.state is JobSeekerState.ACTIVE:
        move(session, kept, to=JobSeekerState.PLACED, by=by, actor=Actor.SYSTEM)
    reference, other_id = other.case_reference, other.id
    record_event(session, kept, was=None, by=by, note=f"Merged with {reference}")
    session.flush()
    move_everything(session, kept.id, other_id)
    session.add(FormerReference(reference=reference, job_seeker_id=kept.id))
    session.flush()
    session.expunge(other)
    session.execute(delete(JobSeeker).where(JobSeeker.id == other_id).execution_options(synchronize_session=False))
    record_audit(session, AuditAction.DELETE, "job_seeker", [other_id], purpose="merged")
    record_changes(session, Noun.JOB_SEEKER, [kept.id, other_id])
    session.expire_all()
    return kept


def take_over_values(kept: JobSeeker, other: JobSeeker) -> None:
    """Fill what the kept record does not know; where both know, the other's value is kept raw."""
    differing: dict[str, Any] = {}
    for group in groups():
        theirs = {name: getattr(other, name) for name in group}
        ours = {name: getattr(kept, name) for name in group}
        if ours == theirs or all(value is None for value in theirs.values()):
            continue
        if all(value is None for value in ours.values()):
            for name, value in theirs.items():
                setattr(kept, name, value)
        else:
            differing |= {name: plain(value) for name, value in theirs.items() if value not in (None, ours[name])}
    kept.registered_on = min(kept.registered_on, other.registered_on)
    kept.name_key = name_key(kept.name_latin, kept.name_native)
    raw = {**(other.raw_intake or {}), **(kept.raw_intake or {})}
    lost = {k: v for k, v in (other.raw_intake or {}).items() if raw.get(k) != v}
    if differing or lost:
        raw[f"merged {other.case_reference}"] = {**lost, **differing}
    kept.raw_intake = raw or None


def groups() -> Iterable[tuple[str, ...]]:
    """The columns of a person that can be taken over, those that belong together side by side."""
    bound = {name for group in TOGETHER for name in group}
    yield from TOGETHER
    for column in JobSeeker.__table__.columns:
        if column.key not in OWN and column.key not in bound:
            yield (column.key,)


def take_over_parts(session: Session, kept: JobSeeker, other: JobSeeker) -> None:
    """Add skills, occupations and languages; where both have one, the higher figures and both flags count."""
    parts: tuple[tuple[type[Any], str], ...] = (
        (JobSeekerSkill, "concept"),
        (JobSeekerOccupation, "concept"),
        (JobSeekerLanguage, "code"),
    )
    for model, key in parts:
        rows = session.scalars(select(model).where(model.job_seeker_id.in_((kept.id, other.id)))).all()
        ours = {getattr(row, key): row for row in rows if row.job_seeker_id == kept.id and getattr(row, key)}
        for row in rows:
            known = ours.get(getattr(row, key)) if row.job_seeker_id == other.id else None
            if known is not None:
                join_rows(known, row)
                session.delete(row)
    session.flush()


def join_rows(known: Any, row: Any) -> None:
    """Take over what a second row for the same thing knows more."""
    for name in ("level", "years", "listening", "reading", "speaking", "writing"):
        values = [v for v in (getattr(known, name, None), getattr(row, name, None)) if v is not None]
        if values:
            setattr(known, name, max(values))
    for name in ("held", "wanted", "mother_tongue"):
        if getattr(row, name, False):
            setattr(known, name, True)


def settle_referrals(session: Session, kept: JobSeeker, other: JobSeeker, *, by: Account) -> None:
    """One open referral to a vacancy is enough: the other record's second one is withdrawn."""
    taken = select(Referral.vacancy_id).where(Referral.job_seeker_id == kept.id, Referral.closed_at.is_(None))
    twice = select(Referral).where(
        Referral.job_seeker_id == other.id, Referral.closed_at.is_(None), Referral.vacancy_id.in_(taken)
    )
    for referral in session.scalars(twice).all():
        withdraw_referral(session, referral, by=by, actor=Actor.SYSTEM, reason=Reason.OTHER, note="merged")


def settle_consents(session: Session, kept: JobSeeker, other: JobSeeker) -> None:
    """A consent that both gave is in force once, from the earlier day on."""
    rows = session.scalars(
        select(Consent).where(Consent.job_seeker_id.in_((kept.id, other.id)), Consent.withdrawn_on.is_(None))
    ).all()
    held: dict[tuple[Any, str], Consent] = {}
    for row in sorted(rows, key=lambda row: (row.given_on, row.id)):
        first = held.setdefault((row.purpose, row.recipient), row)
        if first is not row:
            row.withdrawn_on = row.given_on
    session.flush()


def settle_uniques(session: Session, kept: JobSeeker, other: JobSeeker) -> None:
    """Remove what would stand twice: overrides for a vacancy, pairs with a third person, sign-in, wishes to be told."""
    ours = select(EligibilityOverride.vacancy_id).where(EligibilityOverride.job_seeker_id == kept.id)
    session.execute(
        delete(EligibilityOverride)
        .where(EligibilityOverride.job_seeker_id == other.id, EligibilityOverride.vacancy_id.in_(ours))
        .execution_options(synchronize_session=False)
    )
    pairs = session.scalars(
        select(PossibleDuplicate).where(
            or_(PossibleDuplicate.first_id == other.id, PossibleDuplicate.second_id == other.id)
        )
    ).all()
    for pair in pairs:
        third = pair.second_id if pair.first_id == other.id else pair.first_id
        first, second = sorted((kept.id, third))
        known = select(PossibleDuplicate.id).where(
            PossibleDuplicate.first_id == first, PossibleDuplicate.second_id == second
        )
        if third != kept.id and not session.scalar(known):
            pair.first_id, pair.second_id = first, second
    session.flush()
    for model in (Account, NoticePreference):
        if session.scalar(select(model.id).where(model.job_seeker_id == kept.id)):
            session.execute(delete(model).where(model.job_seeker_id == other.id))


def move_everything(session: Session, kept_id: int, other_id: int) -> None:
    """Hang everything that still points to the other record on the kept one."""
    for table in Base.metadata.sorted_tables:
        if table.name == PossibleDuplicate.__tablename__:
            continue
        for key in table.foreign_keys:
            if key.column.table is JobSeeker.__table__:
                session.execute(update(table).where(key.parent == other_id).values({key.parent.name: kept_id}))
    people = select(ImportRun.id).where(ImportRun.kind == ImportKind.JOB_SEEKERS)
    session.execute(
        update(ImportRow)
        .where(ImportRow.row_id == other_id, ImportRow.run_id.in_(people))
        .values(row_id=kept_id)
        .execution_options(synchronize_session=False)
    )
