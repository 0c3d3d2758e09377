"""A fair of the closed programme with its day: who came, and what the interviews had to do with the referrals."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from jobmatch.clock import OFFICE_TIME
from jobmatch.demo.fair_outcomes import agreed
from jobmatch.demo.fairs import SLOT_MINUTES, add_guest, morning, tell
from jobmatch.demo.rows import Row, Rows
from models import (
    CheckInWay,
    ConsentPurpose,
    FairCheckIn,
    FairInterview,
    FairVacancy,
    GuestState,
    InterviewOutcome,
    InterviewState,
    JobSeeker,
    Referral,
    ReferralState,
    Vacancy,
)

R = ReferralState
OUTCOME_OF = {
    R.OFFERED: InterviewOutcome.OFFER,
    R.PLACED: InterviewOutcome.OFFER,
    R.RETRACTED: InterviewOutcome.OFFER,
    R.NOT_SELECTED: InterviewOutcome.NOT_NOW,
}
FIRST_SLOTS = (0, 2, 4, 6, 11, 13, 15, 17)
"""Slots of a past fair's day, with a free one between them for the way to the other hall; the break is left out."""


def fill_past_fair(rows: Rows, rng: Random, fair: Row, booths: Sequence[Row], programme: Row) -> None:
    """Who was at a fair of a programme that is over: guests who came, and interviews beside what is known of them."""
    day: date = fair["starts_on"]
    willing = agreed(rows, ConsentPurpose.FAIRS)
    people = [
        row
        for row in rows.of(JobSeeker)
        if row["programme_id"] == programme["id"] and row["registered_on"] < day and row["id"] in willing
    ]
    guests = {}
    for person in people:
        guest = add_guest(rows, fair, person, GuestState.YES, answered=morning(day - timedelta(days=7)))
        guest["rating"] = rng.randint(6, 9) if rng.random() < 0.6 else None
        came = morning(day) + timedelta(minutes=rng.randrange(90))
        way = rng.choice((CheckInWay.LIST, CheckInWay.NAME))
        client_id = f"demo-{fair['id']}-{guest['id']}"
        rows.add(FairCheckIn, client_id=client_id, guest_id=guest["id"], at=came, received_at=came, way=way)
        guests[person["id"]] = guest
    hold_past_interviews(rows, rng, day, guests, booths)


def hold_past_interviews(rows: Rows, rng: Random, day: date, guests: dict[int, Row], booths: Sequence[Row]) -> None:
    """An interview for every referral of the programme that was under way on the day, and some talks beside them."""
    booth_of = {booth["employer_id"]: booth for booth in booths if booth["attended"]}
    vacancies = {row["id"]: row for row in rows.of(Vacancy)}
    taken: set[tuple[str, int, int]] = set()
    pairs: set[tuple[int, int]] = set()

    def meet(guest: Row, booth: Row) -> Row | None:
        free = [
            slot
            for slot in FIRST_SLOTS
            if ("guest", guest["id"], slot) not in taken and ("booth", booth["id"], slot) not in taken
        ]
        if not free or (guest["id"], booth["id"]) in pairs:
            return None
        taken.update({("guest", guest["id"], free[0]), ("booth", booth["id"], free[0])})
        pairs.add((guest["id"], booth["id"]))
        starts = datetime.combine(day, time(9), OFFICE_TIME) + timedelta(minutes=SLOT_MINUTES * free[0])
        ends = starts + timedelta(minutes=SLOT_MINUTES)
        row = rows.add(FairInterview, guest_id=guest["id"], booth_id=booth["id"], starts_at=starts, outcome_at=ends)
        row["state"] = InterviewState.DONE
        told = morning(day - timedelta(days=3))
        steps = [(InterviewState.PLANNED, told), (InterviewState.CONFIRMED, told + timedelta(hours=1))]
        tell(rows, "fair_interview", row, [*steps, (InterviewState.DONE, ends)])
        return row

    for referral in list(rows.of(Referral)):
        vacancy = vacancies[referral["vacancy_id"]]
        guest, booth = guests.get(referral["job_seeker_id"]), booth_of.get(vacancy["employer_id"])
        outcome = OUTCOME_OF.get(referral["state"])
        if not (guest and booth and outcome and referral["proposed_at"].date() <= day):
            continue
        row = meet(guest, booth)
        if row is not None:
            row |= {"referral_id": referral["id"], "vacancy_id": vacancy["id"], "outcome": outcome}
            bring(rows, booth, vacancy)
    for guest in guests.values():
        row = meet(guest, rng.choice(list(booth_of.values())))
        if row is not None:
            row["outcome"] = InterviewOutcome.NO_SHOW if rng.random() < 0.1 else InterviewOutcome.NOT_NOW


def bring(rows: Rows, booth: Row, vacancy: Row) -> None:
    """Note that the employer brought the vacancy, once."""
    known = ((row["booth_id"], row["vacancy_id"]) for row in rows.of(FairVacancy))
    if (booth["id"], vacancy["id"]) not in known:
        rows.add(FairVacancy, booth_id=booth["id"], vacancy_id=vacancy["id"])
