"""What returnee, employer and officer are told of a referral."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.services.telling.appointments import appointment_for
from jobmatch.services.telling.letters import Letter, but_not, write_letters
from models import (
    Account,
    Actor,
    MessageAudience,
    Placement,
    Reason,
    Referral,
    ReferralMessage,
    ReferralState,
    Role,
    utc_now,
)

OFFER_OVER = frozenset({Reason.POSITION_FILLED, Reason.VACANCY_CLOSED})
"""An end that came from the vacancy, not from the person."""

ENDINGS = {ReferralState.NOT_SELECTED: "not_selected", ReferralState.RETRACTED: "offer_retracted"}


def facts_of(referral: Referral) -> dict[str, Any]:
    """What a message may tell of a referral: nothing about the person, whoever reads it."""
    vacancy = referral.vacancy
    return {"title": vacancy.title, "reference": vacancy.reference, "number": f"R-{referral.id:05}"}


def places(referral: Referral) -> dict[str, Any]:
    """The ids that the addresses in a message need."""
    return {"referral_id": referral.id, "vacancy_id": referral.vacancy_id}


def officers_of(session: Session, referral: Referral) -> list[Account]:
    """Who answers for the case: its officer, else who proposed it, else every officer of its office."""
    for account in (referral.job_seeker.officer, referral.proposed_by):
        if account is not None and account.active and account.role is Role.OFFICER:
            return [account]
    in_office = (Account.role == Role.OFFICER, Account.active, Account.office_id == referral.job_seeker.office_id)
    return list(session.scalars(select(Account).where(*in_office)))


def readers_of(session: Session, employer_id: int) -> list[Account]:
    """Everybody who signs in for an employer."""
    return list(session.scalars(select(Account).where(Account.employer_id == employer_id, Account.active)))


def letter(
    kind: str, to: Any, referral: Referral, once: str | None = None, *, before: datetime | None = None, **facts: Any
) -> Letter:
    """A message about a referral; one about an appointment is of no use after it.

    `before` is an appointment that does not hold any more and is taken off a calendar.
    """
    when = facts.get("when")
    entry = appointment_for(to, kind, referral, before or when)
    return Letter(kind, to, places(referral), {**facts_of(referral), **facts}, once, when, entry)


def to_officers(session: Session, kind: str, referral: Referral, *, by: Account | None, **facts: Any) -> list[Letter]:
    """The message to who answers for the case, unless they did it themselves."""
    if by is not None and by.role is Role.OFFICER:
        return []
    return [letter(kind, account, referral, **facts) for account in officers_of(session, referral)]


def to_employer(session: Session, kind: str, referral: Referral, *, by: Account | None, **facts: Any) -> list[Letter]:
    """The message to the employer's accounts."""
    readers = but_not(by, readers_of(session, referral.vacancy.employer_id))
    return [letter(kind, account, referral, **facts) for account in readers]


def to_person(kind: str, referral: Referral, *, by: Account | None, **facts: Any) -> list[Letter]:
    """The message to the person, unless they did it themselves."""
    if by is not None and by.job_seeker_id == referral.job_seeker_id:
        return []
    return [letter(kind, referral.job_seeker, referral, **facts)]


def tell_of_proposal(session: Session, referral: Referral, *, by: Account | None, at: datetime | None = None) -> None:
    """A vacancy was proposed to the person."""
    write_letters(session, to_person("new_offer", referral, by=by), at=at)


def tell_of_yes(session: Session, referral: Referral, *, by: Account | None, at: datetime | None = None) -> None:
    """The person said yes."""
    write_letters(session, to_officers(session, "referral_answered", referral, by=by), at=at)


def tell_of_arrival(session: Session, referral: Referral, *, by: Account | None, at: datetime | None = None) -> None:
    """The referral reached the employer, with a name or without: the message is the same and has none."""
    write_letters(session, to_employer(session, "referral_arrived", referral, by=by), at=at)


def tell_of_message(session: Session, message: ReferralMessage, *, by: Account) -> None:
    """Somebody wrote about a referral. What they wrote stands behind the sign-in."""
    referral = message.referral
    if by.role in (Role.EMPLOYER, Role.RETURNEE):
        letters = to_officers(session, "message_to_officer", referral, by=by)
    elif message.audience is MessageAudience.EMPLOYER and referral.reached_employer:
        letters = to_employer(session, "message_to_employer", referral, by=by)
    elif message.audience is MessageAudience.JOB_SEEKER:
        letters = to_person("message_to_job_seeker", referral, by=by)
    else:
        letters = []
    write_letters(session, letters)


def tell_of_invitation(session: Session, referral: Referral, *, by: Account | None, at: datetime | None = None) -> None:
    """The employer wants to meet the person; with an appointment at once, or without one yet."""
    letters = to_officers(session, "employer_answered", referral, by=by)
    if referral.interview_on is not None and referral.interview_on > utc_now():
        letters += to_person("interview_arranged", referral, by=by, when=referral.interview_on)
        letters += to_employer(session, "employer_interview_arranged", referral, by=by, when=referral.interview_on)
    write_letters(session, letters, at=at)


def tell_of_times(session: Session, referral: Referral, count: int, *, by: Account, before: datetime | None) -> None:
    """Times were proposed for an interview; `before` is the appointment that was fixed until now."""
    if before is not None:
        write_letters(session, to_person("interview_changed", referral, by=by, before=before))
    else:
        write_letters(session, to_person("interview_times", referral, by=by, count=count))


def tell_of_appointment(session: Session, referral: Referral, *, by: Account) -> None:
    """The time of an interview is fixed."""
    when = referral.interview_on
    letters = to_person("interview_arranged", referral, by=None, when=when)
    letters += to_employer(session, "employer_interview_arranged", referral, by=by, when=when)
    letters += to_officers(session, "officer_interview_chosen", referral, by=by, when=when)
    write_letters(session, letters)


def tell_of_offer(session: Session, referral: Referral, *, by: Account | None, at: datetime | None = None) -> None:
    """The employer offers the job."""
    letters = to_person("offer_made", referral, by=by)
    letters += to_officers(session, "employer_answered", referral, by=by)
    write_letters(session, letters, at=at)


def tell_of_hiring(session: Session, placement: Placement, *, by: Account | None, at: datetime | None = None) -> None:
    """The person begins to work through a referral."""
    referral = placement.referral
    if referral is None:
        return
    letters = to_person("hired", referral, by=by, day=placement.started_on)
    letters += to_officers(session, "employer_answered", referral, by=by)
    write_letters(session, letters, at=at)


def tell_of_end(
    session: Session, referral: Referral, *, by: Account | None, actor: Actor | None, at: datetime | None = None
) -> None:
    """A referral ended without a placement."""
    when = upcoming(referral)
    letters = [
        *person_of_end(referral, when, by=by),
        *employer_of_end(session, referral, when, by=by),
        *officer_of_end(session, referral, by=by, actor=actor),
    ]
    write_letters(session, letters, at=at)


def upcoming(referral: Referral) -> datetime | None:
    """The interview that will not take place now."""
    return referral.interview_on if referral.interview_on and referral.interview_on > utc_now() else None


def person_of_end(referral: Referral, when: datetime | None, *, by: Account | None) -> Sequence[Letter]:
    """The employer's no in kind words; an offer that is over; not what the person decided themselves."""
    if referral.state in ENDINGS:
        letters = to_person(ENDINGS[referral.state], referral, by=by)
    elif referral.close_reason in OFFER_OVER and referral.accepted_at is not None:
        letters = to_person("offer_over", referral, by=by)
    elif referral.close_reason in OFFER_OVER or when is None:
        letters = []
    else:
        return to_person("interview_cancelled", referral, by=by, when=when)
    return letters + (to_person("interview_cancelled", referral, by=by, when=when) if when and letters else [])


def employer_of_end(
    session: Session, referral: Referral, when: datetime | None, *, by: Account | None
) -> Sequence[Letter]:
    """That somebody is no longer available, and never why; not what the employer did or closed itself."""
    from_the_other_side = referral.state in (ReferralState.DECLINED, ReferralState.WITHDRAWN)
    if not referral.reached_employer or not from_the_other_side or referral.close_reason in OFFER_OVER:
        return []
    if when is not None:
        return to_employer(session, "employer_interview_cancelled", referral, by=by, when=when)
    return to_employer(session, "referral_ended", referral, by=by)


def officer_of_end(
    session: Session, referral: Referral, *, by: Account | None, actor: Actor | None
) -> Sequence[Letter]:
    """An answer of the person or of the employer."""
    if referral.state is ReferralState.DECLINED and actor is Actor.JOB_SEEKER:
        return to_officers(session, "referral_answered", referral, by=by)
    if referral.state in ENDINGS:
        return to_officers(session, "employer_answered", referral, by=by)
    return []
