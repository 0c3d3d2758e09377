"""Fairs of the demo: some that are over, one that is held today, one that is being planned."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from jobmatch.clock import OFFICE_TIME
from jobmatch.demo.clock import working_day
from jobmatch.demo.fair_outcomes import lead_on
from jobmatch.demo.rows import Row, Rows
from jobmatch.demo.stories import World
from models import (
    Actor,
    BoothState,
    CheckInWay,
    Consent,
    ConsentPurpose,
    EmployerState,
    FairCheckIn,
    FairDay,
    FairEmployer,
    FairGuest,
    FairHall,
    FairInterview,
    FairState,
    FairVacancy,
    FairWish,
    GuestState,
    InterviewOutcome,
    InterviewState,
    JobFair,
    JobSeeker,
    JobSeekerState,
    StateEvent,
    Vacancy,
    VacancyState,
    utc_now,
)

BOOTHS, GUESTS, AT_MOST, SLOT_MINUTES = 14, 44, 4, 20
OPENS, CLOSES = time(9), time(16)
HELD = 5  # slots of today's fair that are over when the demo begins
OUTCOMES = (
    (InterviewOutcome.SECOND_INTERVIEW, 5),
    (InterviewOutcome.NOT_NOW, 4),
    (InterviewOutcome.OFFER, 2),
    (InterviewOutcome.NO_SHOW, 1),
)


def add_fair(
    rows: Rows, programme: Row, office: Row, first: date, *, days: int, state: FairState, name: str | None = None
) -> tuple[Row, list[Row]]:
    """A fair with its days and two halls."""
    fair = rows.add(
        JobFair,
        name=name or f"Job fair {office['name']}",
        programme_id=programme["id"],
        office_id=office["id"],
        state=state,
        governorate=office["governorate"],
        venue="Exhibition hall",
        starts_on=first,
        ends_on=first + timedelta(days=days - 1),
        languages=["ckb", "ar", "en"],
        slot_minutes=SLOT_MINUTES,
        way_minutes=10,
        at_most=AT_MOST,
        at_least=1,
    )
    opened, planned = morning(first), min(morning(first - timedelta(days=60)), utc_now() - timedelta(days=10))
    way = {
        FairState.PLANNED: [],
        FairState.RUNNING: [(FairState.RUNNING, opened)],
        FairState.OVER: [(FairState.RUNNING, opened), (FairState.OVER, opened + timedelta(days=days - 1, hours=7))],
    }
    tell(rows, "job_fair", fair, [(FairState.PLANNED, planned), *way[state]])
    for number in range(days):
        day = first + timedelta(days=number)
        rows.add(FairDay, fair_id=fair["id"], on=day, opens=OPENS, closes=CLOSES, breaks=[["12:00", "13:00"]])
    return fair, [rows.add(FairHall, fair_id=fair["id"], name=f"Hall {letter}") for letter in "AB"]


def add_booths(rows: Rows, fair: Row, halls: Sequence[Row], employers: Sequence[Row], **values: object) -> list[Row]:
    """A booth for each employer, with its open vacancies, numbered through the halls."""
    booths = []
    for number, employer in enumerate(employers):
        hall = halls[number % len(halls)]
        booth = rows.add(
            FairEmployer,
            fair_id=fair["id"],
            employer_id=employer["id"],
            hall_id=hall["id"],
            booth=f"{hall['name'][-1]}{number // len(halls) + 1}",
            **{"state": BoothState.ACCEPTED, **values},
        )
        asked = min(morning(fair["starts_on"] - timedelta(days=40)), utc_now() - timedelta(days=8))
        steps = [(BoothState.INVITED, asked), (BoothState.ACCEPTED, asked + timedelta(days=3))]
        tell(
            rows, "fair_employer", booth, steps if booth["state"] is BoothState.ACCEPTED else [(booth["state"], asked)]
        )
        for vacancy in rows.of(Vacancy):
            if vacancy["employer_id"] == employer["id"] and vacancy["state"] is VacancyState.OPEN:
                rows.add(FairVacancy, booth_id=booth["id"], vacancy_id=vacancy["id"])
        booths.append(booth)
    return booths


def tell(rows: Rows, noun: str, row: Row, steps: Sequence[tuple[StrEnum, datetime]]) -> None:
    """Write how a row came to its state; nothing is told before it has happened."""
    was = None
    for state, at in steps:
        told_at = min(at, utc_now() - timedelta(minutes=1))
        rows.add(
            StateEvent,
            noun=noun,
            row_id=row["id"],
            from_state=was,
            to_state=state.value,
            at=told_at,
            actor=Actor.OFFICER,
        )
        was = state.value


def morning(day: date) -> datetime:
    """Ten o'clock at the office."""
    return datetime.combine(day, time(10), OFFICE_TIME).astimezone(UTC)


def add_guest(
    rows: Rows, fair: Row, person: Row, state: GuestState, *, answered: datetime | None, **values: bool
) -> Row:
    """A guest, invited and perhaps with an answer."""
    guest = rows.add(
        FairGuest, fair_id=fair["id"], job_seeker_id=person["id"], state=state, answered_at=answered, **values
    )
    invited = (answered or utc_now()) - timedelta(days=5)
    steps = [(GuestState.INVITED, invited)]
    if answered is not None:
        steps.append((state, answered))
    tell(rows, "fair_guest", guest, steps)
    return guest


def willing_people(rows: Rows, office: Row) -> list[Row]:
    """Active people of an office who agreed to take part in fairs."""
    agreed = {
        row["job_seeker_id"]
        for row in rows.of(Consent)
        if row["purpose"] is ConsentPurpose.FAIRS and row["withdrawn_on"] is None
    }
    return [
        row
        for row in rows.of(JobSeeker)
        if row["id"] in agreed and row["office_id"] == office["id"] and row["state"] is JobSeekerState.ACTIVE
    ]


def hold_fairs(world: World) -> None:
    """A fair of last spring, the fair of today in the first office, and one that the second office prepares."""
    rows, rng, today = world.rows, world.rng, world.today
    verified = [row for row in world.employers if row["state"] is EmployerState.VERIFIED]
    offices = world.staff.offices
    spring = working_day(today - timedelta(days=190))
    over, halls = add_fair(rows, world.programme, offices[0], spring, days=2, state=FairState.OVER, name="Spring fair")
    for booth in add_booths(rows, over, halls, rng.sample(verified, 18)):
        booth["attended"] = rng.random() < 0.9
        booth["rating"] = rng.randint(6, 9) if booth["attended"] else None
    hold_todays_fair(world, offices[0], rng.sample(verified, BOOTHS))
    plan_next_fair(world, offices[1], verified)


def hold_todays_fair(world: World, office: Row, employers: Sequence[Row]) -> None:
    """Everybody is invited and scheduled, the doors are open, and the first interviews are over."""
    rows, rng = world.rows, world.rng
    fair, halls = add_fair(rows, world.programme, office, world.today, days=1, state=FairState.RUNNING)
    booths = add_booths(rows, fair, halls, employers)
    people = willing_people(rows, office)
    coming = rng.sample(people, min(GUESTS, len(people)))
    answered = morning(world.today - timedelta(days=6))
    guests = []
    for person in coming:
        needs = {"needs_access": rng.random() < 0.1, "needs_childcare": rng.random() < 0.2}
        guests.append(add_guest(rows, fair, person, GuestState.YES, answered=answered, **needs))
    add_wishes(rows, rng, guests, booths)
    interviews = add_interviews(rows, world.today, guests, booths)
    hold_first_interviews(rows, rng, world.today, guests, interviews)
    lead_on(rows, guests, booths, [row for _, _, row in interviews])
    for booth in booths[:-1]:
        booth["attended"] = True


def add_wishes(rows: Rows, rng: Random, guests: Sequence[Row], booths: Sequence[Row]) -> None:
    """Two booths or so that each guest would like to talk to."""
    for guest in guests:
        for booth in rng.sample(list(booths), rng.randint(0, 3)):
            rows.add(FairWish, guest_id=guest["id"], booth_id=booth["id"])


def add_interviews(rows: Rows, day: date, guests: Sequence[Row], booths: Sequence[Row]) -> list[tuple[int, Row, Row]]:
    """Guests go round the booths of one hall, so that nobody is in two places and no way is too long."""
    found = []
    halves = [(guests[hall::2], booths[hall::2]) for hall in (0, 1)]
    start = datetime.combine(day, OPENS, OFFICE_TIME).astimezone(UTC)
    for people, places in halves:
        slots = min(9, len(people) * AT_MOST // max(len(places), 1), len(people))
        for slot in range(slots):
            at = start + timedelta(minutes=slot * SLOT_MINUTES)
            for number, booth in enumerate(places[: len(people)]):
                guest = people[(slot * len(places) + number) % len(people)]
                state = InterviewState.CONFIRMED
                row = rows.add(FairInterview, guest_id=guest["id"], booth_id=booth["id"], starts_at=at, state=state)
                found.append((slot, guest, row))
    return found


def hold_first_interviews(
    rows: Rows, rng: Random, day: date, guests: Sequence[Row], interviews: Sequence[tuple[int, Row, Row]]
) -> None:
    """Most guests are here; what was to be held by now has an outcome."""
    here = {guest["id"] for guest in guests if rng.random() < 0.85}
    opened = datetime.combine(day, OPENS, OFFICE_TIME).astimezone(UTC)
    for number, guest_id in enumerate(sorted(here)):
        at = opened + timedelta(seconds=40 * number)
        way = rng.choice((CheckInWay.QR, CheckInWay.QR, CheckInWay.NAME))
        rows.add(FairCheckIn, client_id=f"demo-{guest_id}", guest_id=guest_id, at=at, received_at=at, way=way)
    kinds, weights = [kind for kind, _ in OUTCOMES], [weight for _, weight in OUTCOMES]
    for slot, guest, row in interviews:
        if slot < HELD:
            came = guest["id"] in here
            row["state"] = InterviewState.DONE
            row["outcome"] = rng.choices(kinds, weights)[0] if came else InterviewOutcome.NO_SHOW
            row["outcome_at"] = row["starts_at"] + timedelta(minutes=SLOT_MINUTES)
    for _, _, row in interviews:
        planned = morning(day - timedelta(days=3))
        steps = [(InterviewState.PLANNED, planned), (InterviewState.CONFIRMED, planned + timedelta(hours=1))]
        if row["state"] is InterviewState.DONE:
            steps.append((InterviewState.DONE, row["outcome_at"]))
        tell(rows, "fair_interview", row, steps)


def plan_next_fair(world: World, office: Row, verified: Sequence[Row]) -> None:
    """Employers are invited and some have answered; so have some people. No schedule is made yet."""
    rows, rng = world.rows, world.rng
    first = working_day(world.today + timedelta(days=24))
    fair, halls = add_fair(rows, world.programme, office, first, days=2, state=FairState.PLANNED)
    employers = rng.sample(list(verified), 18)
    booths = add_booths(rows, fair, halls, employers[:11])
    add_booths(rows, fair, halls, employers[11:15], state=BoothState.INVITED)
    add_booths(rows, fair, halls, employers[15:], state=BoothState.APPLIED)
    people = willing_people(rows, office)
    guests = []
    for number, person in enumerate(rng.sample(people, min(36, len(people)))):
        state = (GuestState.YES, GuestState.YES, GuestState.INVITED, GuestState.YES, GuestState.NO)[number % 5]
        answered = None if state is GuestState.INVITED else morning(world.today - timedelta(days=2))
        guest = add_guest(rows, fair, person, state, answered=answered)
        if state is GuestState.YES:
            guest["needs_access"], guest["needs_childcare"] = number % 7 == 0, number % 5 == 0
            guests.append(guest)
    add_wishes(rows, rng, guests, booths)
