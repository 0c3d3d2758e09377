"""The closed programme: its records add up to the figures that were published for it.

107 registered, 16 withdrew, 91 active; 46 employed = 37 through the service + 9 through their own network, 45 looking;
148 positions, 396 openings, 104 businesses, 53 of them at a fair. Belgium: 47 = 17 + 7 + 16 + 7. In 2012 alone: 49
registered, 109 vacancies, 108 referrals, 5 placements.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from jobmatch.demo.casework import add_talks
from jobmatch.demo.clock import at, between
from jobmatch.demo.fairs import add_booths, add_fair
from jobmatch.demo.histories import LAST_STEP, R, move_person, place, refer, withdraw
from jobmatch.demo.market import close_vacancy, make_employer, make_vacancy
from jobmatch.demo.past_fairs import fill_past_fair
from jobmatch.demo.people import Case, make_person
from jobmatch.demo.rows import Row, Rows
from jobmatch.demo.staff import Staff
from jobmatch.demo.training import enrol
from models import CloseReason, FairState, JobSeekerState, PlacementSource, Programme, Referral

STARTS, NEW_YEAR, ENDS = date(2012, 1, 1), date(2013, 1, 1), date(2013, 6, 30)
OUTCOMES = {
    # host country: through the service, own network, withdrawn, looking
    "BE": (17, 7, 7, 16),
    "NL": (10, 1, 4, 13),
    "FR": (6, 0, 3, 8),
    "AT": (4, 1, 2, 8),
}
SERVICE, OWN, WITHDRAWN, LOOKING = range(4)
REGISTERED_2012, PLACED_2012, VACANCIES_2012, REFERRALS_2012 = 49, 5, 109, 108
BUSINESSES, AT_FAIRS, VACANCIES, OPENINGS, POSITIONS, REFERRALS = 104, 53, 212, 396, 148, 241
TARGET = 30
CLOSED_AS = (R.DECLINED,) * 2 + (R.NOT_SELECTED,) * 4 + (R.WITHDRAWN,) * 2 + (R.RETRACTED,)
SENT_ANYHOW = {
    R.DECLINED: (R.PROPOSED, R.ACCEPTED, R.SENT, R.INTERVIEW, R.DECLINED),
    R.WITHDRAWN: (R.PROPOSED, R.ACCEPTED, R.SENT, R.WITHDRAWN),
}


def make_programme(rows: Rows) -> Row:
    """The programme's own row."""
    return rows.add(
        Programme,
        code="MAGNET-I",
        name="MAGNET I",
        starts_on=STARTS,
        ends_on=ENDS,
        host_countries=list(OUTCOMES),
        countries_of_return=["IQ"],
        target_employed=TARGET,
    )


def add_magnet_one(rows: Rows, rng: Random, staff: Staff) -> None:
    """Add the whole programme."""
    programme = make_programme(rows)
    staff.run_by_all(rows, programme)
    people = make_people(rows, rng, programme, staff)
    employers = [
        make_employer(rows, rng, governorate=rng.choice(staff.offices)["governorate"], known_from=STARTS)
        for _ in range(BUSINESSES)
    ]
    vacancies = make_vacancies(rows, rng, programme, employers, staff)
    make_outcomes(rows, rng, people, vacancies)
    for vacancy in vacancies:
        full = vacancy["filled"] == vacancy["openings"]
        close_vacancy(rows, vacancy, CloseReason.FILLED if full else CloseReason.EXPIRED, at(rng, ENDS))
    for case, _ in people:
        if case.row["state"] is not JobSeekerState.WITHDRAWN:
            move_person(rows, case, JobSeekerState.CLOSED, at(rng, ENDS))
        add_talks(rows, rng, case, until=ENDS)
    hold_fairs(rows, programme, employers, staff)


def make_people(rows: Rows, rng: Random, programme: Row, staff: Staff) -> list[tuple[Case, int]]:
    """Everybody with the outcome that is planned for them; those placed in 2012 were registered in it."""
    plan = [
        (host, outcome) for host, counts in OUTCOMES.items() for outcome in range(4) for _ in range(counts[outcome])
    ]
    rng.shuffle(plan)
    early = [entry for entry in plan if entry[1] == SERVICE][:PLACED_2012]
    for entry in early:
        plan.remove(entry)
    days = sorted(between(rng, date(2012, 2, 1), date(2012, 8, 31)) for _ in early)
    days += sorted(between(rng, date(2012, 2, 1), date(2012, 11, 30)) for _ in range(REGISTERED_2012 - len(early)))
    days += sorted(between(rng, NEW_YEAR, date(2013, 4, 15)) for _ in range(len(plan) + len(early) - len(days)))
    made = []
    for number, ((host, outcome), day) in enumerate(zip(early + plan, days, strict=True), start=1):
        office = rng.choices(staff.offices, (5, 4, 4))[0]
        case = make_person(
            rows,
            rng,
            programme=programme,
            office=office,
            officer=staff.officer_of(rng, office),
            reference=f"{office['code']}-{day:%y}-{number:05}",
            registered_on=day,
            host_country=host,
            today=ENDS,
        )
        made.append((case, outcome))
    return made


def make_vacancies(rows: Rows, rng: Random, programme: Row, employers: Sequence[Row], staff: Staff) -> list[Row]:
    """At least one for every business, with as many openings as were counted."""
    openings = [1] * VACANCIES
    for _ in range(OPENINGS - VACANCIES):
        openings[rng.randrange(VACANCIES)] += 1
    owners = [*employers, *rng.choices(employers, k=VACANCIES - len(employers))]
    rng.shuffle(owners)
    days = [between(rng, date(2012, 1, 15), date(2012, 12, 20)) for _ in range(VACANCIES_2012)]
    days += [between(rng, date(2013, 1, 2), date(2013, 5, 31)) for _ in range(VACANCIES - VACANCIES_2012)]
    made = []
    for owner, day, count in zip(owners, days, openings, strict=True):
        by = staff.officer_in(rng, owner["governorate"])
        vacancy = make_vacancy(rows, rng, employer=owner, programme=programme, published_on=day, by=by, openings=count)
        vacancy["expires_on"] = ENDS
        made.append(vacancy)
    return made


def make_outcomes(rows: Rows, rng: Random, people: list[tuple[Case, int]], vacancies: list[Row]) -> None:
    """Placements and withdrawals as planned, then the other referrals, to exactly as many positions as were counted."""
    desk = Desk(rows, rng, vacancies)
    last_day: dict[int, date] = {}
    for number, (case, outcome) in enumerate(people):
        registered = case.row["registered_on"]
        last_day[case.id] = ENDS
        if outcome == SERVICE:
            early = number < PLACED_2012
            first, last = (registered, date(2012, 12, 10)) if early else (max(registered, NEW_YEAR), date(2013, 6, 10))
            sent_on = between(rng, first + timedelta(days=7), last)
            started_on = desk.place(case, sent_on)
            last_day[case.id] = started_on - timedelta(days=LAST_STEP + 2)
        elif outcome == OWN:
            started_on = between(rng, max(registered + timedelta(days=20), NEW_YEAR), ENDS)
            place(rows, rng, case, started_on=started_on, today=date(2014, 7, 31), source=PlacementSource.OWN_NETWORK)
            last_day[case.id] = started_on - timedelta(days=LAST_STEP + 2)
        elif outcome == WITHDRAWN:
            on = between(rng, registered + timedelta(days=15), ENDS)
            last_day[case.id] = on - timedelta(days=LAST_STEP + 2)
            withdraw(rows, rng, case, on)
        if rng.random() < 0.3:
            enrol(rows, rng, case, between(rng, registered, date(2013, 3, 20)), over=True)
    cases = [case for case, _ in people]
    desk.refer_more(cases, date(2012, 2, 1), date(2012, 12, 31), last_day, REFERRALS_2012)
    desk.refer_more(cases, NEW_YEAR, date(2013, 6, 12), last_day, REFERRALS)


class Desk:
    """Chooses a vacancy for each referral so that exactly `POSITIONS` are reached."""

    def __init__(self, rows: Rows, rng: Random, vacancies: list[Row]) -> None:
        self.rows, self.rng, self.vacancies = rows, rng, vacancies
        self.used: set[int] = set()
        self.pairs: set[tuple[int, int]] = set()
        self.sent = 0

    def choose(self, case: Case, on: date, *, with_opening: bool = False) -> Row | None:
        """A vacancy that was open on that day, of the person's trade and governorate where there is one."""
        may_be_new = len(self.used) < POSITIONS

        def rank(vacancy: Row) -> tuple[float, ...]:
            return (
                (vacancy["id"] in self.used) == may_be_new,
                vacancy["occupation"] != case.trade.concept,
                vacancy["governorate"] != case.row["governorate"],
                self.rng.random(),
            )

        fitting = [
            vacancy
            for vacancy in self.vacancies
            if vacancy["published_at"].date() < on - timedelta(days=5)
            and (case.id, vacancy["id"]) not in self.pairs
            and (may_be_new or vacancy["id"] in self.used)
            and (not with_opening or vacancy["filled"] < vacancy["openings"])
        ]
        return min(fitting, key=rank) if fitting else None

    def note(self, case: Case, vacancy: Row) -> None:
        """Count one more referral."""
        self.used.add(vacancy["id"])
        self.pairs.add((case.id, vacancy["id"]))
        self.sent += 1

    def place(self, case: Case, sent_on: date) -> date:
        """Refer and place; returns the first day of work."""
        vacancy = self.choose(case, sent_on, with_opening=True)
        if vacancy is None:
            raise LookupError(f"no vacancy was open on {sent_on}")
        self.note(case, vacancy)
        referral = refer(self.rows, self.rng, case, vacancy, sent_on=sent_on, to=R.PLACED)
        started_on = sent_on + timedelta(days=LAST_STEP)
        place(
            self.rows,
            self.rng,
            case,
            started_on=started_on,
            today=date(2014, 7, 31),
            vacancy=vacancy,
            referral=referral,
        )
        return started_on

    def refer_more(self, cases: list[Case], first: date, last: date, last_day: dict[int, date], up_to: int) -> None:
        """Refer people who were still looking, between two days, until `up_to` referrals were sent in all."""
        already = sum(1 for row in self.rows.of(Referral) if row["sent_at"].date() > last)
        while self.sent - already < up_to:
            case = self.rng.choice(cases)
            earliest = max(first, case.row["registered_on"] + timedelta(days=6))
            latest = min(last, last_day[case.id])
            if earliest > latest:
                continue
            sent_on = between(self.rng, earliest, latest)
            vacancy = self.choose(case, sent_on)
            if vacancy is None:
                continue
            self.note(case, vacancy)
            to = self.rng.choice(CLOSED_AS)
            refer(self.rows, self.rng, case, vacancy, sent_on=sent_on, to=to, steps=SENT_ANYHOW.get(to, ()))


def hold_fairs(rows: Rows, programme: Row, employers: Sequence[Row], staff: Staff) -> None:
    """One fair in each governorate; 53 businesses came to one or more, all of them to the last, some others to none."""
    rng = Random("fairs")
    came, absent = list(employers[:AT_FAIRS]), list(employers[AT_FAIRS : AT_FAIRS + 9])
    days = (date(2013, 4, 24), date(2012, 5, 16), date(2012, 11, 14))
    for number, (office, day) in enumerate(zip(staff.offices, days, strict=True)):
        fair, halls = add_fair(rows, programme, office, day, days=2, state=FairState.OVER)
        here = came if number == 0 else came[number :: len(days)]
        booths = add_booths(rows, fair, halls, here, attended=True)
        for booth in booths:
            booth["rating"] = rng.randint(6, 9) if rng.random() < 0.7 else None
        add_booths(rows, fair, halls, absent[number :: len(days)], attended=False)
        if number == 0:
            fill_past_fair(rows, rng, fair, booths, programme)
