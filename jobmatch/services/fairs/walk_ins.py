"""Somebody walks in: registered at the door with the consent given there, and set beside who is known already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from jobmatch.errors import Conflict, InvalidInput, JobmatchError, NotEligible, msg
from jobmatch.services.case_references import next_references
from jobmatch.services.consents import record_consent
from jobmatch.services.contacts import phone_number
from jobmatch.services.fairs.day import check_in, one_device_at_a_time
from jobmatch.services.fairs.slots import local
from jobmatch.services.intake.knowing import Known, compare
from jobmatch.services.names import may_be_called, name_key
from jobmatch.services.transitions import record_event
from models import (
    Account,
    CheckInWay,
    ConsentGiven,
    ConsentPurpose,
    DuplicateState,
    FairCheckIn,
    FairGuest,
    GuestState,
    JobFair,
    JobSeeker,
    JobSeekerState,
    PossibleDuplicate,
    utc_now,
)


def register_walk_in(
    session: Session,
    fair: JobFair,
    *,
    by: Account,
    name: str,
    phone: str | None,
    language: str | None,
    consents: bool,
    today: date,
    client_id: str,
) -> FairGuest:
    """Register somebody at the door, with the consent that they give there. Flushes.

    Sent twice with the same `client_id`, it registers once. Whoever may be registered already is noted beside the new
    record, for an officer to settle; nothing is merged at the door.

    Raises
    ------
    NotEligible
        Without consent: such a person may look around, but the service keeps nothing about them.
    InvalidInput
        Without a name, or if the phone number is none.
    Conflict
        If the `client_id` is of another fair: whoever came there is nobody's to know here.
    """
    one_device_at_a_time(session, fair)
    seen = session.scalar(select(FairCheckIn).where(FairCheckIn.client_id == client_id))
    if seen and seen.guest.fair_id != fair.id:
        raise Conflict(msg("The fair is not being held now."))
    if seen:
        return seen.guest
    if not consents:
        raise NotEligible("consent", rules=["consent"])
    person = new_person(session, fair, by=by, name=name, phone=phone, language=language, today=today)
    for purpose in (ConsentPurpose.FAIRS, ConsentPurpose.EMPLOYERS):
        record_consent(session, person, purpose, given=ConsentGiven.ORALLY, given_on=today, by=by, language=language)
    guest = FairGuest(fair=fair, job_seeker=person, state=GuestState.YES, walk_in=True, answered_at=utc_now())
    session.add(guest)
    record_event(session, guest, was=None, by=by)
    note_who_it_may_be(session, person, by=by)
    return guest


def new_person(
    session: Session, fair: JobFair, *, by: Account, name: str, phone: str | None, language: str | None, today: date
) -> JobSeeker:
    """A case that an officer of the office confirms later."""
    if not name.strip():
        raise InvalidInput({"name": [msg("This is needed.")]})
    latin = name.isascii() or all(letter < "\u0250" for letter in name)
    person = JobSeeker(
        case_reference=next_references(session, fair.office, today.year)[0],
        office_id=fair.office_id,
        programme_id=fair.programme_id,
        state=JobSeekerState.ACTIVE,
        registered_on=today,
        name_latin=name if latin else None,
        name_native=None if latin else name,
        name_key=name_key(name),
        phone=phone_number(phone, fair.office.country) if phone else None,
        language=language,
    )
    session.add(person)
    record_event(session, person, was=None, by=by)
    return person


def note_who_it_may_be(session: Session, person: JobSeeker, *, by: Account) -> list[PossibleDuplicate]:
    """Set a new record beside the people of its office that it may be, for an officer to settle. Flushes."""
    alike = may_be_called(JobSeeker.name_key, person.name)
    near = or_(alike, JobSeeker.phone == person.phone, JobSeeker.other_phone == person.phone) if person.phone else alike
    others = session.scalars(
        select(JobSeeker).where(JobSeeker.office_id == person.office_id, JobSeeker.id != person.id, near)
    )
    pairs = []
    for other in others.all():
        found = compare(known(person), known(other))
        if found is None:
            continue
        pair = PossibleDuplicate(
            first_id=min(person.id, other.id),
            second_id=max(person.id, other.id),
            score=round(found.score, 4),
            evidence=list(found.evidence),
        )
        session.add(pair)
        record_event(session, pair, was=None, by=by)
        pairs.append(pair)
    return pairs


def known(person: JobSeeker) -> Known:
    """A record as it is compared. Its case reference is left out: a new one says nothing."""
    phones = tuple(number for number in (person.phone, person.other_phone) if number)
    whole_day = person.birth_precision == "day"
    return Known(person.id, None, person.name_key or "", phones, person.email, person.birth_on, whole_day)


def may_be(session: Session, guest: FairGuest) -> list[FairGuest]:
    """The other guests of the fair whom a guest may be, as long as no officer has settled it."""
    pairs = session.scalars(
        select(PossibleDuplicate).where(
            PossibleDuplicate.state == DuplicateState.OPEN,
            or_(PossibleDuplicate.first_id == guest.job_seeker_id, PossibleDuplicate.second_id == guest.job_seeker_id),
        )
    ).all()
    people = {one for pair in pairs for one in (pair.first_id, pair.second_id)} - {guest.job_seeker_id}
    at_fair = select(FairGuest).where(FairGuest.fair_id == guest.fair_id, FairGuest.job_seeker_id.in_(people))
    return list(session.scalars(at_fair))


def is_doubtful(session: Session, guest: FairGuest) -> bool:
    """Whether the person may be registered a second time and nobody has settled it."""
    either = (PossibleDuplicate.first_id == guest.job_seeker_id, PossibleDuplicate.second_id == guest.job_seeker_id)
    found = select(PossibleDuplicate.id).where(PossibleDuplicate.state == DuplicateState.OPEN, or_(*either))
    return session.scalar(found.limit(1)) is not None


@dataclass(frozen=True)
class Taken:
    """What became of the walk-ins that a device kept: guests by client id, and ids refused for good."""

    guests: dict[str, FairGuest]
    refused: list[str]


def take_walk_ins(
    session: Session, fair: JobFair, rows: Sequence[dict[str, Any]], *, by: Account, today: date
) -> Taken:
    """Register and check in who walked in while the network was away: ``client_id``, ``name``, ``phone``,
    ``language``, ``consents`` and the instant ``at``. Flushes.

    The same row again is the same person. A phone number that is none is kept as it was typed, beside the record,
    because nobody can be asked any more. Without consent, without a name, or at an instant at which the fair was not
    held, nothing is kept.
    """
    guests: dict[str, FairGuest] = {}
    refused = []
    for row in rows:
        try:
            with session.begin_nested():
                guests[row["client_id"]] = take_one(session, fair, row, by=by, today=today, at=row["at"])
        except JobmatchError:
            refused.append(row["client_id"])
    return Taken(guests, refused)


def take_one(
    session: Session, fair: JobFair, row: dict[str, Any], *, by: Account, today: date, at: datetime
) -> FairGuest:
    """Register and check in one of them."""
    phone, unread = row.get("phone"), None
    if phone:
        try:
            phone_number(phone, fair.office.country)
        except InvalidInput:
            phone, unread = None, phone
    guest = register_walk_in(
        session,
        fair,
        by=by,
        name=row["name"],
        phone=phone,
        language=row.get("language"),
        consents=row["consents"],
        today=min(max(local(at).date(), fair.starts_on), today),  # a phone without a clock says 1970
        client_id=row["client_id"],
    )
    if unread:
        guest.job_seeker.raw_intake = {**(guest.job_seeker.raw_intake or {}), "phone": unread}
    check_in(session, guest, client_id=row["client_id"], way=CheckInWay.WALK_IN, by=by, at=at)
    return guest
