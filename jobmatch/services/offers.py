"""What a job seeker answers to an offer: yes or no, with or without an officer's proposal before it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.errors import InvalidInput, NotEligible, msg
from jobmatch.services.consents import agreed_purposes
from jobmatch.services.counselling import plan_task
from jobmatch.services.eligibility import age_rule, standing_rules
from jobmatch.services.referrals import accept_referral, close_referral, open_referral, propose_referral
from jobmatch.services.suggestions import Suggestion, keep_ranking, rank_vacancies
from jobmatch.services.suggestions_index import LiveIndex
from jobmatch.services.transitions import record_event
from jobmatch.services.vacancy_approval import offerable
from models import (
    Account,
    Actor,
    JobSeeker,
    Reason,
    Referral,
    ReferralState,
    TaskKind,
    Vacancy,
    VacancyState,
    utc_now,
)

MOST_LOOKED_AT = 40
TOO_LATE = frozenset({"vacancy.not_open", "vacancy.expired", "employer.held"})
"""Rules that make a yes to an officer's proposal come too late; a vacancy on hold may open again."""

LOWEST_SCORE = 0.45
"""What fits less is not offered: a person who reads only what fits trusts what they read."""


def matched_offers(
    session: Session, live: LiveIndex, person: JobSeeker, *, today: date, k: int = 10
) -> list[Suggestion]:
    """The open vacancies that fit a person best and that they have not answered, best first.

    Leaves out what a rule of age keeps from them, and what is filled, over, or of an employer who is not verified.
    """
    answered = select(Referral.vacancy_id).where(Referral.job_seeker_id == person.id)
    _ranking, found = rank_vacancies(session, live, person, k=MOST_LOOKED_AT, today=today)
    ids = [row.row.id for row in found if row.score >= LOWEST_SCORE]
    offered = set(
        session.scalars(select(Vacancy.id).where(Vacancy.id.in_(ids), Vacancy.id.not_in(answered), offerable(today)))
    )
    agreed = agreed_purposes(session, [person.id])[person.id]
    offers = [
        row
        for row in found
        if isinstance(row.row, Vacancy) and row.row.id in offered and age_rule(person, row.row, today, agreed) is None
    ]
    return offers[:k]


def say_yes(
    session: Session, live: LiveIndex, vacancy: Vacancy, person: JobSeeker, *, by: Account, today: date
) -> Referral:
    """The person wants it: a proposal is accepted, one is made where there is none, and an officer sends it. Flushes.

    A second yes changes nothing.

    Raises
    ------
    NotEligible
        If a consent is missing or another rule stands against it.
    """
    referral = open_referral(session, vacancy, person)
    if referral is not None and referral.state is not ReferralState.PROPOSED:
        return referral
    if referral is not None:
        refuse_what_is_over(session, vacancy, person, today)
    if referral is None:
        ranking, found = rank_vacancies(session, live, person, k=MOST_LOOKED_AT, today=today)
        score = next((row.score for row in found if row.row.id == vacancy.id), None)
        referral = propose_referral(session, vacancy, person, by=by, today=today, score=score)
        referral.ranking_run_id = keep_ranking(session, ranking, by_id=by.id, person=person).id
    accept_referral(session, referral, by=by)
    remind_officer(session, referral, today)
    return referral


def refuse_what_is_over(session: Session, vacancy: Vacancy, person: JobSeeker, today: date) -> None:
    """Raise `NotEligible` where a yes to an officer's proposal comes too late: nothing could be sent."""
    over = TOO_LATE if vacancy.state is VacancyState.CLOSED else TOO_LATE - {"vacancy.not_open"}
    rules = [rule for rule in standing_rules(session, person, vacancy, today) if rule in over]
    if rules:
        raise NotEligible(", ".join(rules), rules=rules)


def remind_officer(session: Session, referral: Referral, today: date) -> None:
    """Give the case's officer the task to look at it and send it."""
    plan_task(
        session,
        referral.job_seeker,
        TaskKind.SEND_REFERRAL,
        due_on=today,
        referral=referral.id,
        vacancy=referral.vacancy.reference,
    )


def say_no(session: Session, vacancy: Vacancy, person: JobSeeker, *, reason: Reason | None, by: Account) -> Referral:
    """The person does not want it; the reason is kept for the officer and never told to the employer. Flushes.

    Raises
    ------
    InvalidInput
        Without a reason.
    InvalidTransition
        If the referral came to its end already.
    """
    if reason is None:
        raise InvalidInput({"reason": [msg("Say why.")]})
    referral = open_referral(session, vacancy, person)
    if referral is None:
        referral = Referral(vacancy=vacancy, job_seeker=person, proposed_by_id=by.id, proposed_at=utc_now())
        session.add(referral)
        record_event(session, referral, was=None, by=by)
    close_referral(session, referral, to=ReferralState.DECLINED, reason=reason, by=by, actor=Actor.JOB_SEEKER)
    return referral
