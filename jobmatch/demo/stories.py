"""What became of the people of the running programme."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from jobmatch.demo.casework import add_talks
from jobmatch.demo.clock import at, between, working_day
from jobmatch.demo.histories import R, move_person, place, refer, restore, withdraw
from jobmatch.demo.people import Case
from jobmatch.demo.rows import Row, Rows
from jobmatch.demo.staff import Staff
from jobmatch.demo.training import enrol
from models import JobSeekerState, PlacementSource, VacancyState

OUTCOMES = {
    "service": 58,
    "ended": 9,
    "own": 21,
    "self": 11,
    "training": 13,
    "withdrawn": 30,
    "restored": 3,
    "pending": 8,
    "closed": 7,
}
"""How many people of each story; the rest are looking."""

OPEN_STEPS = (R.PROPOSED, R.PROPOSED, R.ACCEPTED, R.SENT, R.SENT, R.SENT, R.INTERVIEW, R.INTERVIEW, R.OFFERED)
CLOSED_STEPS = (R.DECLINED, R.DECLINED, R.NOT_SELECTED, R.NOT_SELECTED, R.NOT_SELECTED, R.RETRACTED, R.WITHDRAWN)


@dataclass
class World:
    """What the stories of this programme need."""

    rows: Rows
    rng: Random
    staff: Staff
    today: date
    programme: Row
    starts: date
    employers: list[Row] = field(default_factory=list)
    vacancies: list[Row] = field(default_factory=list)
    pairs: set[tuple[int, int]] = field(default_factory=set)

    @property
    def yesterday(self) -> date:
        """The last day on which something can have happened at any hour."""
        return self.today - timedelta(days=1)


def tell_stories(world: World, cases: Sequence[Case]) -> None:
    """Give everybody what happened to them since."""
    rng, today = world.rng, world.today
    agreed = [case for case in cases if case.consented and case.row["registered_on"] < today - timedelta(days=75)]
    rng.shuffle(agreed)
    taken = {}
    for story, number in OUTCOMES.items():
        since = today - timedelta(days=130 if story in ("service", "ended") else 75)
        for _ in range(number if story != "pending" else 0):
            case = next(case for case in agreed if case.row["registered_on"] < since)
            agreed.remove(case)
            taken[case.id] = story
            tell(world, case, story)
    for case in cases:
        if case.row["state"] is JobSeekerState.PENDING:
            continue
        add_talks(world.rows, rng, case, until=world.yesterday)
        if case.consented and taken.get(case.id) in (None, "training", "restored", "ended"):
            refer_now(world, case)


def tell(world: World, case: Case, story: str) -> None:
    """One story."""
    rows, rng, today = world.rows, world.rng, world.today
    registered = case.row["registered_on"]
    day = between(rng, registered + timedelta(days=25), today - timedelta(days=20))
    if story in ("service", "ended"):
        place_through_service(world, case, ended=story == "ended")
    elif story in ("own", "self"):
        source = PlacementSource.OWN_NETWORK if story == "own" else PlacementSource.SELF_EMPLOYMENT
        place(rows, rng, case, started_on=day, today=today, source=source)
    elif story == "training":
        enrol(rows, rng, case, between(rng, today - timedelta(days=40), today - timedelta(days=3)), over=False)
    elif story == "withdrawn":
        refer_before(world, case, day - timedelta(days=20))
        withdraw(rows, rng, case, day)
    elif story == "restored":
        withdrawal = withdraw(rows, rng, case, day)
        restore(rows, rng, case, withdrawal, day + timedelta(days=6))
    elif story == "closed":
        move_person(rows, case, JobSeekerState.CLOSED, at(rng, day))
    long_enough = today - registered > timedelta(days=100)  # a course that is over ended before today
    if story != "training" and long_enough and rng.random() < 0.15:
        enrol(rows, rng, case, registered + timedelta(days=3), over=True)


def fitting(world: World, case: Case, on: date, state: VacancyState = VacancyState.OPEN) -> list[Row]:
    """Vacancies open on a day to which this person was not referred, best fitting first."""
    rng = world.rng
    possible = [
        vacancy
        for vacancy in world.vacancies
        if vacancy["state"] is state
        and vacancy["published_at"].date() < on - timedelta(days=4)
        and on < vacancy["expires_on"]
        and vacancy["filled"] < vacancy["openings"]
        and (case.id, vacancy["id"]) not in world.pairs
    ]
    return sorted(
        possible,
        key=lambda v: (
            v["occupation"] != case.trade.concept,
            v["isco"][0] != case.trade_group,
            v["governorate"] != case.row["governorate"],
            rng.random(),
        ),
    )


def place_through_service(world: World, case: Case, *, ended: bool) -> None:
    """Referred, interviewed, offered, placed; for some the work has ended since."""
    rng, today = world.rng, world.today
    first = case.row["registered_on"] + timedelta(days=12)
    for _ in range(40):
        sent_on = between(rng, first, today - timedelta(days=75 if ended else 18))
        if choice := fitting(world, case, sent_on):
            vacancy = choice[0]
            world.pairs.add((case.id, vacancy["id"]))
            referral = refer(world.rows, rng, case, vacancy, sent_on=sent_on, to=R.PLACED)
            started_on = sent_on + timedelta(days=15)
            place(
                world.rows,
                rng,
                case,
                started_on=started_on,
                today=today,
                vacancy=vacancy,
                referral=referral,
                ended_on=between(rng, started_on + timedelta(days=20), today - timedelta(days=5)) if ended else None,
            )
            return
    raise LookupError(f"no vacancy was open for {case.row['case_reference']}")


def refer_before(world: World, case: Case, until: date) -> None:
    """One or two referrals that came to nothing."""
    rng, first = world.rng, case.row["registered_on"] + timedelta(days=8)
    for _ in range(rng.randrange(3) if first < until else 0):
        sent_on = between(rng, first, until)
        if choice := fitting(world, case, sent_on):
            world.pairs.add((case.id, choice[0]["id"]))
            refer(world.rows, rng, case, choice[0], sent_on=sent_on, to=rng.choice(CLOSED_STEPS))


def refer_now(world: World, case: Case) -> None:
    """Referrals that came to nothing, and for some one or two that wait for somebody's step."""
    rng, today = world.rng, world.today
    refer_before(world, case, today - timedelta(days=16))
    if case.row["state"] is not JobSeekerState.ACTIVE or rng.random() > 0.5:
        return
    for _ in range(rng.choice((1, 1, 2))):
        to = rng.choice(OPEN_STEPS)
        sent_on = today - timedelta(days=rng.randint(1, 12) if to in (R.SENT, R.ACCEPTED) else rng.randint(11, 20))
        if sent_on <= case.row["registered_on"] + timedelta(days=5):
            return
        if to is R.PROPOSED:
            sent_on = min(today + timedelta(days=3), sent_on + timedelta(days=12))
        choice = [row for row in fitting(world, case, min(sent_on, today)) if row["expires_on"] > today]
        if not choice:
            return
        world.pairs.add((case.id, choice[0]["id"]))
        meeting = at(rng, working_day(today + timedelta(days=rng.randint(1, 9)))) if to is R.INTERVIEW else None
        refer(world.rows, rng, case, choice[0], sent_on=sent_on, to=to, interview_on=meeting)
