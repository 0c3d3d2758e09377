"""What happened to people: referrals with every step, placements with follow-ups, withdrawals, training.

Rows are made as the services would leave them, in bulk; the tests hold the two together.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from jobmatch.demo.clock import at, working_day
from jobmatch.demo.people import Case
from jobmatch.demo.rows import Row, Rows
from jobmatch.services.placements import FOLLOW_UP_MONTHS, months_after
from models import (
    Actor,
    Consent,
    ContractType,
    FollowUp,
    FollowUpState,
    JobSeekerState,
    PayPeriod,
    Placement,
    PlacementSource,
    PlacementState,
    Reason,
    Referral,
    ReferralState,
    StateEvent,
    Withdrawal,
)

R = ReferralState
WAY = {
    R.PROPOSED: (R.PROPOSED,),
    R.ACCEPTED: (R.PROPOSED, R.ACCEPTED),
    R.SENT: (R.PROPOSED, R.ACCEPTED, R.SENT),
    R.INTERVIEW: (R.PROPOSED, R.ACCEPTED, R.SENT, R.INTERVIEW),
    R.OFFERED: (R.PROPOSED, R.ACCEPTED, R.SENT, R.INTERVIEW, R.OFFERED),
    R.PLACED: (R.PROPOSED, R.ACCEPTED, R.SENT, R.INTERVIEW, R.OFFERED, R.PLACED),
    R.DECLINED: (R.PROPOSED, R.DECLINED),
    R.NOT_SELECTED: (R.PROPOSED, R.ACCEPTED, R.SENT, R.INTERVIEW, R.NOT_SELECTED),
    R.RETRACTED: (R.PROPOSED, R.ACCEPTED, R.SENT, R.INTERVIEW, R.OFFERED, R.RETRACTED),
    R.WITHDRAWN: (R.PROPOSED, R.ACCEPTED, R.SENT, R.WITHDRAWN),
}
"""The steps that lead to each state."""

DAY_OF = {R.PROPOSED: -4, R.ACCEPTED: -2, R.SENT: 0, R.INTERVIEW: 5, R.OFFERED: 10}
LAST_STEP = 14
"""Days after the profile was sent on which a referral closes."""

REASONS = {
    R.DECLINED: (Reason.PAY_TOO_LOW, Reason.DISTANCE, Reason.FAMILY, Reason.HOURS, Reason.TRAINING_INSTEAD),
    R.NOT_SELECTED: (Reason.SKILLS_DID_NOT_FIT, Reason.LANGUAGE, Reason.POSITION_FILLED, Reason.OTHER),
    R.RETRACTED: (Reason.OFFER_RETRACTED,),
    R.WITHDRAWN: (Reason.VACANCY_CLOSED, Reason.EMPLOYER_UNRESPONSIVE),
}
WITHDRAWAL_REASONS = (
    Reason.FOUND_WORK_ALONE, Reason.MOVED_AWAY, Reason.LEFT_AGAIN, Reason.UNREACHABLE, Reason.CHANGED_THEIR_MIND,
    Reason.FAMILY, Reason.STARTED_A_BUSINESS,
)  # fmt: skip


def actor_of(state: ReferralState) -> Actor:
    """On whose word a step is usually taken."""
    if state in (R.ACCEPTED, R.DECLINED):
        return Actor.JOB_SEEKER
    return Actor.EMPLOYER if state in (R.INTERVIEW, R.OFFERED, R.NOT_SELECTED, R.RETRACTED) else Actor.OFFICER


def add_events(rows: Rows, row: Row, case: Case, moments: dict[R, datetime], reason: Reason | None) -> None:
    """Add the steps of a referral in their order; the last one has its reason."""
    was = None
    for state, moment in moments.items():
        rows.add(
            StateEvent,
            noun="referral",
            row_id=row["id"],
            from_state=was,
            to_state=state.value,
            at=moment,
            by_id=case.officer["id"],
            actor=actor_of(state),
            reason=reason.value if reason and state is row["state"] else None,
        )
        was = state.value


def refer(
    rows: Rows,
    rng: Random,
    case: Case,
    vacancy: Row,
    *,
    sent_on: date,
    to: ReferralState,
    interview_on: datetime | None = None,
    steps: tuple[ReferralState, ...] = (),
) -> Row:
    """Add a referral and the history that brought it to a state.

    Parameters
    ----------
    sent_on : date
        The day on which the profile went, or would have gone, to the employer; other steps lie around it.
    """
    way = steps or WAY[to]
    moments = {state: at(rng, sent_on + timedelta(days=DAY_OF.get(state, LAST_STEP))) for state in way}
    closed = to in R.closed()
    reason = rng.choice(REASONS[to]) if to in REASONS else None
    row = rows.add(
        Referral,
        vacancy_id=vacancy["id"],
        job_seeker_id=case.id,
        state=to,
        proposed_by_id=case.officer["id"],
        proposed_at=moments[R.PROPOSED],
        interview_on=interview_on or moments.get(R.INTERVIEW),
        closed_at=moments[to] if closed else None,
        close_reason=reason,
        created_at=moments[R.PROPOSED],
        updated_at=moments[to],
        **{f"{state.value}_at": moments.get(state) for state in (R.ACCEPTED, R.SENT, R.INTERVIEW, R.OFFERED)},
    )
    add_events(rows, row, case, moments, reason)
    return row


def place(
    rows: Rows,
    rng: Random,
    case: Case,
    *,
    started_on: date,
    today: date,
    source: PlacementSource = PlacementSource.SERVICE,
    vacancy: Row | None = None,
    referral: Row | None = None,
    ended_on: date | None = None,
) -> Row:
    """Work begins, and ends where `ended_on` is given: placement, follow-ups, and the person's state."""
    amount = round(rng.uniform(*case.trade.pay) / 25) * 25
    row = rows.add(
        Placement,
        job_seeker_id=case.id,
        referral_id=referral["id"] if referral else None,
        vacancy_id=vacancy["id"] if vacancy else None,
        employer_id=vacancy["employer_id"] if vacancy else None,
        employer_name="a relative's shop" if source is PlacementSource.OWN_NETWORK else None,
        source=source,
        state=PlacementState.ENDED if ended_on else PlacementState.WORKING,
        title=vacancy["title"] if vacancy else None,
        occupation=vacancy["occupation"] if vacancy else case.trade.concept,
        contract=vacancy["contract"] if vacancy else ContractType.PERMANENT,
        started_on=started_on,
        pay=Decimal(amount),
        pay_currency="USD",
        pay_period=PayPeriod.MONTH,
        ended_on=ended_on,
        end_reason=rng.choice((Reason.CONTRACT_ENDED, Reason.PAY_TOO_LOW, Reason.DISTANCE)) if ended_on else None,
        created_at=at(rng, started_on),
        updated_at=at(rng, started_on),
    )
    if vacancy and not ended_on:
        vacancy["filled"] += 1
    history(rows, case, row, noun="placement", was=None, to=PlacementState.WORKING, moment=row["created_at"])
    move_person(rows, case, JobSeekerState.PLACED, row["created_at"])
    if ended_on:
        reason, moment = row["end_reason"], at(rng, ended_on)
        history(rows, case, row, noun="placement", was="working", to=PlacementState.ENDED, moment=moment, reason=reason)
        move_person(rows, case, JobSeekerState.ACTIVE, moment, reason)
    for months in FOLLOW_UP_MONTHS:
        add_follow_up(rows, rng, case, row, months=months, today=today)
    return row


def add_follow_up(rows: Rows, rng: Random, case: Case, placement: Row, *, months: int, today: date) -> None:
    """One follow-up: asked in time for most, missed by some, still to come, or cancelled with the work."""
    due_on = months_after(placement["started_on"], months)
    values: dict[str, Any] = {"state": FollowUpState.DUE}
    done_on = working_day(due_on + timedelta(days=rng.randrange(6)))
    if placement["ended_on"] and due_on > placement["ended_on"]:
        values["state"] = FollowUpState.CANCELLED
    elif done_on < today and rng.random() < 0.86:
        values = {
            "state": FollowUpState.DONE,
            "done_on": done_on,
            "still_employed": True,
            "pay": placement["pay"],
            "pay_currency": placement["pay_currency"],
            "pay_period": placement["pay_period"],
            "seeker_rating": rng.choice((5, 6, 7, 7, 8, 8, 9)),
            "employer_rating": rng.choice((None, 6, 7, 7, 8, 9)),
            "by_id": case.officer["id"],
        }
    elif (today - due_on).days > 45:
        values["state"] = FollowUpState.MISSED
    row = rows.add(FollowUp, placement_id=placement["id"], months=months, due_on=due_on, **values)
    if row["state"] is not FollowUpState.DUE:
        moment = at(rng, min(row["done_on"] or placement["ended_on"] or due_on, today))
        history(rows, case, row, noun="follow_up", was="due", to=row["state"], moment=moment)


def history(
    rows: Rows,
    case: Case,
    row: Row,
    *,
    noun: str,
    was: str | None,
    to: Any,
    moment: datetime,
    reason: Reason | None = None,
) -> None:
    """One event, by the case's officer."""
    rows.add(
        StateEvent,
        noun=noun,
        row_id=row["id"],
        from_state=was,
        to_state=to.value,
        at=moment,
        by_id=case.officer["id"],
        actor=Actor.OFFICER,
        reason=reason.value if reason else None,
    )


def move_person(rows: Rows, case: Case, to: JobSeekerState, moment: datetime, reason: Reason | None = None) -> None:
    """Move the person to a state, with the event."""
    was = case.row["state"].value
    history(rows, case, case.row, noun="job_seeker", was=was, to=to, moment=moment, reason=reason)
    case.row["state"] = to
    case.row["updated_at"] = max(case.row["updated_at"], moment)


def withdraw(rows: Rows, rng: Random, case: Case, on: date) -> Row:
    """The person leaves the service: consents end."""
    moment, before = at(rng, on), case.row["state"]
    reason = rng.choice(WITHDRAWAL_REASONS)
    ended = [row for row in rows.of(Consent) if row["job_seeker_id"] == case.id and row["withdrawn_on"] is None]
    for consent in ended:
        consent["withdrawn_on"] = on
    row = rows.add(
        Withdrawal,
        job_seeker_id=case.id,
        reason=reason,
        actor=rng.choice((Actor.JOB_SEEKER, Actor.JOB_SEEKER, Actor.OFFICER)),
        withdrawn_on=on,
        by_id=case.officer["id"],
        at=moment,
        state_before=before,
        closed_consents=[consent["id"] for consent in ended],
    )
    move_person(rows, case, JobSeekerState.WITHDRAWN, moment, reason)
    return row


def restore(rows: Rows, rng: Random, case: Case, withdrawal: Row, on: date) -> None:
    """The withdrawal is undone: the profile and the consents are back."""
    moment = at(rng, on)
    withdrawal.update(undone_at=moment, undone_by_id=case.officer["id"])
    for consent in rows.of(Consent):
        if consent["id"] in withdrawal["closed_consents"]:
            consent["withdrawn_on"] = None
    move_person(rows, case, withdrawal["state_before"], moment)
