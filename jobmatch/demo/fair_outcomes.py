"""What interviews at a fair of the demo led to: referrals that moved on, as a booth's staff would have moved them."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from jobmatch.demo.rows import Row, Rows
from models import (
    Actor,
    Consent,
    ConsentPurpose,
    FairVacancy,
    InterviewOutcome,
    InterviewState,
    Reason,
    Referral,
    ReferralState,
    StateEvent,
    Vacancy,
    VacancyState,
    utc_now,
)

R = ReferralState
STATE_OF = {
    InterviewOutcome.OFFER: R.OFFERED,
    InterviewOutcome.SECOND_INTERVIEW: R.INTERVIEW,
    InterviewOutcome.NOT_NOW: R.NOT_SELECTED,
}


def agreed(rows: Rows, purpose: ConsentPurpose) -> set[int]:
    """Who agreed to a purpose and did not take it back."""
    return {
        row["job_seeker_id"] for row in rows.of(Consent) if row["purpose"] is purpose and row["withdrawn_on"] is None
    }


def lead_on(rows: Rows, guests: Sequence[Row], booths: Sequence[Row], interviews: Sequence[Row]) -> None:
    """Give every interview that was held a referral for one of the booth's vacancies, as far as the outcome led."""
    rng = Random("booths")
    person_of = {guest["id"]: guest["job_seeker_id"] for guest in guests}
    known = {(row["job_seeker_id"], row["vacancy_id"]) for row in rows.of(Referral)}
    vacancies = {row["id"]: row for row in rows.of(Vacancy) if row["state"] is VacancyState.OPEN}
    brought: dict[int, list[int]] = {booth["id"]: [] for booth in booths}
    for row in rows.of(FairVacancy):
        if row["booth_id"] in brought and row["vacancy_id"] in vacancies:
            brought[row["booth_id"]].append(row["vacancy_id"])
    willing = agreed(rows, ConsentPurpose.EMPLOYERS)
    for row in interviews:
        person = person_of[row["guest_id"]]
        free = [one for one in brought[row["booth_id"]] if (person, one) not in known]
        if row["state"] is not InterviewState.DONE or row["outcome"] is InterviewOutcome.NO_SHOW:
            continue
        if not free or person not in willing:
            row["outcome"] = InterviewOutcome.NO_SHOW
            continue
        vacancy = rng.choice(free)
        known.add((person, vacancy))
        row["vacancy_id"] = vacancy
        row["referral_id"] = refer_at_booth(rows, row, person)["id"]


def refer_at_booth(rows: Rows, interview: Row, person: int) -> Row:
    """The referral that an interview at a booth leads to, with every step at the time of its outcome."""
    to, when = STATE_OF[interview["outcome"]], min(interview["outcome_at"], utc_now() - timedelta(minutes=1))
    way = [R.PROPOSED, R.ACCEPTED, R.SENT, R.INTERVIEW]
    way += [] if to is R.INTERVIEW else [to]
    closed = to in R.closed()
    row = rows.add(
        Referral,
        vacancy_id=interview["vacancy_id"],
        job_seeker_id=person,
        state=to,
        proposed_at=when,
        interview_on=interview["starts_at"],
        closed_at=when if closed else None,
        close_reason=Reason.OTHER if closed else None,
        created_at=when,
        updated_at=when,
        **{f"{state.value}_at": when for state in way if state not in (R.PROPOSED, R.NOT_SELECTED)},
    )
    was = None
    for state in way:
        reason = Reason.OTHER.value if closed and state is to else None
        actor = Actor.EMPLOYER if state in (R.INTERVIEW, R.OFFERED, R.NOT_SELECTED) else Actor.JOB_SEEKER
        step = {"from_state": was, "to_state": state.value, "at": when, "actor": actor, "reason": reason}
        rows.add(StateEvent, noun="referral", row_id=row["id"], **step)
        was = state.value
    return row
