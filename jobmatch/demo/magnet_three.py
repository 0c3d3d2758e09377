"""The running programme, dated so that today is an ordinary working day in the middle of it."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from jobmatch.demo.casework import add_tasks, add_unsure_texts, make_twins
from jobmatch.demo.clock import at, between, working_day
from jobmatch.demo.fairs import hold_fairs
from jobmatch.demo.market import close_vacancy, make_employer, make_vacancy
from jobmatch.demo.people import Case, add_consents, make_person
from jobmatch.demo.rows import Row, Rows
from jobmatch.demo.staff import Staff
from jobmatch.demo.stories import OUTCOMES, World, tell_stories
from jobmatch.services.consents import TEXT_VERSION
from jobmatch.services.placements import months_after
from models import (
    CloseReason,
    Consent,
    ConsentGiven,
    ConsentPurpose,
    EmployerState,
    JobSeekerState,
    Programme,
    Referral,
    ReferralState,
    Vacancy,
    VacancyState,
)

HOSTS = {"BE": 26, "DE": 24, "NL": 16, "GB": 12, "FR": 10, "FI": 7, "AT": 5}
PEOPLE, EMPLOYERS, OPEN_VACANCIES, PAST_VACANCIES = 400, 60, 150, 64
UNVERIFIED = (EmployerState.PENDING,) * 4 + (EmployerState.SUSPENDED, EmployerState.REJECTED)
NOT_OPEN = (VacancyState.ON_HOLD,) * 6 + (VacancyState.DRAFT,) * 5 + (VacancyState.SUBMITTED,) * 4
TWINS = 9


def add_magnet_three(rows: Rows, rng: Random, staff: Staff, today: date) -> tuple[list[Row], list[Row]]:
    """Add the programme; returns the businesses and people who get a sign-in."""
    starts = months_after(today.replace(day=1), -16)
    programme = rows.add(
        Programme,
        code="MAGNET-III",
        name="MAGNET III",
        starts_on=starts,
        ends_on=months_after(starts, 36) - timedelta(days=1),
        host_countries=list(HOSTS),
        countries_of_return=["IQ"],
        target_employed=160,
    )
    staff.run_by_all(rows, programme)
    world = World(rows, rng, staff, today, programme, starts)
    add_market(world)
    cases = add_people(world)
    agree_to_feedback(world, cases)
    tell_stories(world, cases)
    close_past_vacancies(world)
    add_desk_work(world, [case for case in cases if case.row["state"] is JobSeekerState.ACTIVE])
    hold_fairs(world)
    guests = [case.row for case in cases if case.consented and case.row["state"] is JobSeekerState.ACTIVE]
    verified = [row for row in world.employers if row["state"] is EmployerState.VERIFIED]
    vacancies = {row["id"]: row for row in rows.of(Vacancy)}
    trades = {case.id: case.trade.concept for case in cases}

    def fits(referral: Row) -> bool:
        wanted = vacancies[referral["vacancy_id"]]["occupation"]
        return trades.get(referral["job_seeker_id"], wanted) == wanted

    return (
        liveliest(rows, verified, lambda referral: vacancies[referral["vacancy_id"]]["employer_id"], fits),
        liveliest(rows, guests, lambda referral: referral["job_seeker_id"], fits),
    )


def liveliest(
    rows: Rows, chosen_from: list[Row], whose: Callable[[Row], int], fits: Callable[[Row], bool], number: int = 2
) -> list[Row]:
    """Those with a placement and fitting referrals at the most stages, so that their pages have something to show."""
    states: dict[int, set[str]] = {}
    misfits: Counter[int] = Counter()
    for referral in rows.of(Referral):
        if fits(referral):
            states.setdefault(whose(referral), set()).add(str(referral["state"]))
        else:
            misfits[whose(referral)] += 1

    def life(row: Row) -> tuple[bool, int]:
        reached = states.get(row["id"], set())
        return ReferralState.PLACED.value in reached, len(reached) - misfits[row["id"]]

    return sorted(chosen_from, key=life, reverse=True)[:number]


def add_market(world: World) -> None:
    """Businesses and their vacancies: open ones of the last weeks, and older ones."""
    rows, rng, today = world.rows, world.rng, world.today
    for number in range(EMPLOYERS):
        state = UNVERIFIED[EMPLOYERS - 1 - number] if number >= EMPLOYERS - len(UNVERIFIED) else EmployerState.VERIFIED
        governorate = world.staff.offices[number % 3]["governorate"]
        known_from = world.starts if state is not EmployerState.PENDING else today - timedelta(days=6)
        world.employers.append(make_employer(rows, rng, governorate=governorate, known_from=known_from, state=state))
    verified = [row for row in world.employers if row["state"] is EmployerState.VERIFIED]

    def add(published_on: date, state: VacancyState = VacancyState.OPEN) -> None:
        owner = rng.choice(verified)
        world.vacancies.append(
            make_vacancy(
                rows,
                rng,
                employer=owner,
                programme=world.programme,
                published_on=published_on,
                by=world.staff.officer_in(rng, owner["governorate"]),
                openings=rng.choices((1, 2, 3, 4, 6), (55, 22, 12, 7, 4))[0],
                state=state,
            )
        )

    for _ in range(PAST_VACANCIES):
        add(between(rng, world.starts + timedelta(days=10), today - timedelta(days=50)))
        latest = today - timedelta(days=rng.randrange(2, 30))
        world.vacancies[-1]["expires_on"] = min(world.vacancies[-1]["expires_on"], latest)
    for _ in range(OPEN_VACANCIES):
        add(between(rng, today - timedelta(days=50), world.yesterday))
        world.vacancies[-1]["expires_on"] = today + timedelta(days=rng.randrange(3, 80))
    for unfinished in NOT_OPEN:
        add(between(rng, today - timedelta(days=40), today - timedelta(days=10)), unfinished)


def add_people(world: World) -> list[Case]:
    """People registered since the programme began, in the three offices."""
    rng, today = world.rng, world.today
    days = sorted(between(rng, world.starts, today - timedelta(days=2)) for _ in range(PEOPLE))
    cases = []
    for number, day in enumerate(days, start=1):
        office = rng.choices(world.staff.offices, (4, 3, 3))[0]
        host = rng.choices(list(HOSTS), list(HOSTS.values()))[0]
        partner = next((row for row in world.staff.partners if row["country"] == host), None)
        cases.append(
            make_person(
                world.rows,
                rng,
                programme=world.programme,
                office=office,
                officer=world.staff.officer_of(rng, office),
                reference=f"{office['code']}-{day:%y}-{number:05}",
                registered_on=working_day(day) if working_day(day) < today else day,
                host_country=host,
                today=world.yesterday,
                partner_id=partner["id"] if partner and rng.random() < 0.6 else None,
                consented=rng.random() < 0.93,
                state=JobSeekerState.PENDING if number > PEOPLE - OUTCOMES["pending"] else JobSeekerState.ACTIVE,
            )
        )
    return cases


def agree_to_feedback(world: World, cases: Sequence[Case]) -> None:
    """Most of those whom a partner sent agree that it reads how they fare."""
    codes = {row["id"]: row["code"] for row in world.staff.partners}
    for number, case in enumerate(case for case in cases if case.row["partner_id"] and case.consented):
        if number % 4:
            world.rows.add(
                Consent,
                job_seeker_id=case.id,
                purpose=ConsentPurpose.PARTNER_FEEDBACK,
                recipient=f"partner:{codes[case.row['partner_id']]}",
                text_version=TEXT_VERSION,
                language=case.row["language"],
                given=ConsentGiven.IN_WRITING,
                given_on=case.row["registered_on"],
                recorded_by_id=case.officer["id"],
                recorded_at=case.row["created_at"],
            )


def close_past_vacancies(world: World) -> None:
    """Close what is filled, and what has run out."""
    rng, today = world.rng, world.today
    for vacancy in world.vacancies:
        if vacancy["state"] is not VacancyState.OPEN:
            continue
        if vacancy["expires_on"] < today:
            filled = vacancy["filled"] == vacancy["openings"]
            reason = CloseReason.FILLED if filled else rng.choice((CloseReason.EXPIRED, CloseReason.FILLED_ELSEWHERE))
            close_vacancy(world.rows, vacancy, reason, at(rng, min(vacancy["expires_on"], world.yesterday)))
        elif vacancy["filled"] == vacancy["openings"]:
            vacancy["openings"] += 1  # the business looks for one more


def add_desk_work(world: World, active: Sequence[Case]) -> None:
    """Tasks, texts and possible duplicates to settle; guardians' consents."""
    rng = world.rng
    officers = [(office, world.staff.officer_of(rng, office)) for office in world.staff.offices]
    add_tasks(world.rows, rng, active, officers, world.today)
    add_unsure_texts(world.rows, rng, active)
    twins = [case for case in active if not any(pair[0] == case.id for pair in world.pairs)][-2 * TWINS :]
    by_office: dict[int, list[Case]] = {}
    for case in [*twins, *active[: 4 * TWINS]]:
        by_office.setdefault(case.office["id"], []).append(case)
    pairs = [
        (group[at_], group[at_ + 1])
        for group in by_office.values()
        for at_ in range(0, 2 * (TWINS // 3), 2)
        if at_ + 1 < len(group)
    ]
    make_twins(world.rows, rng, pairs)
    for case in active:
        born = case.row["birth_on"]
        if born and born.year > world.today.year - 17:
            add_consents(world.rows, rng, case, case.row["registered_on"], [ConsentPurpose.GUARDIAN])
