"""Invented businesses and what they look for."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from jobmatch.demo.clock import at
from jobmatch.demo.names import FAMILY, full_name
from jobmatch.demo.places import spot
from jobmatch.demo.rows import Row, Rows
from jobmatch.demo.trades import TRADES, Trade
from jobmatch.services import taxonomy
from jobmatch.services.vacancies import ESSENTIAL_WEIGHT, OPTIONAL_WEIGHT
from models import (
    Actor,
    CloseReason,
    ContractType,
    Employer,
    EmployerContact,
    EmployerState,
    PayPeriod,
    StateEvent,
    Vacancy,
    VacancyKind,
    VacancyLanguage,
    VacancySkill,
    VacancyState,
)

WORDS = (
    "Zagros", "Citadel", "Halgurd", "Safeen", "Qandil", "Sirwan", "Khabur", "Bekhal", "Azmar", "Goizha", "Korek",
    "Pires", "Gara", "Peramagrun", "Dukan", "Shaqlawa", "Lalish", "Newroz", "Ronahi", "Hiwa", "Rojhalat", "Narin",
)  # fmt: skip
LINES = {
    "A": "Greenhouses", "C": "Workshops", "D": "Solar", "F": "Construction", "G": "Trading", "H": "Logistics",
    "I": "Restaurants", "J": "Digital", "M": "Consulting", "N": "Facility Services", "P": "Schools", "Q": "Care",
    "S": "Studio",
}  # fmt: skip
KINDS = (
    (VacancyKind.JOB, 84),
    (VacancyKind.INTERNSHIP, 5),
    (VacancyKind.APPRENTICESHIP, 5),
    (VacancyKind.ON_THE_JOB_TRAINING, 4),
    (VacancyKind.SHORT_ASSIGNMENT, 2),
)


def make_employer(
    rows: Rows, rng: Random, *, governorate: str, known_from: date, state: EmployerState = EmployerState.VERIFIED
) -> Row:
    """Add a business with a contact person and its history up to `state`."""
    sector = rng.choice([trade.sector for trade in TRADES])
    place = spot(rng, governorate)
    number = len(rows.of(Employer)) + 1
    word = WORDS[number % len(WORDS)]
    second = FAMILY[number * 7 % len(FAMILY)][0] if number > len(WORDS) else ""
    name = " ".join(part for part in (word, second, LINES[sector]) if part)
    made_at = at(rng, known_from)
    row = rows.add(
        Employer,
        name=name,
        name_key=taxonomy.fold(name),
        sector=sector,
        state=state,
        governorate=governorate,
        place_key=place.key,
        place_text=place.text,
        phone=f"+964660000{number:04}",
        email=f"office{number}@example.com",
        registration_number=f"{governorate[-2:]}-{4000 + number}",
        verified_at=made_at if state in (EmployerState.VERIFIED, EmployerState.SUSPENDED) else None,
        created_at=made_at,
        updated_at=made_at,
    )
    contact_name, _ = full_name(rng, rng.random() < 0.3)
    rows.add(EmployerContact, employer_id=row["id"], name=contact_name, position="Manager", phone=row["phone"])
    steps = {
        EmployerState.PENDING: ("pending",),
        EmployerState.REJECTED: ("pending", "rejected"),
        EmployerState.SUSPENDED: ("pending", "verified", "suspended"),
    }.get(state, ("pending", "verified"))
    add_steps(rows, "employer", row["id"], [(step, made_at) for step in steps])
    return row


def add_steps(rows: Rows, noun: str, row_id: int, steps: list[tuple[str, Any]], **more: Any) -> None:
    """Write a history: each (state, instant) follows from the one before."""
    was = None
    for state, moment in steps:
        rows.add(StateEvent, noun=noun, row_id=row_id, from_state=was, to_state=state, at=moment, **more)
        was = state


def trade_of(rng: Random, employer: Row) -> Trade:
    """A trade that the business is looking for, mostly one of its own line."""
    fitting = [t for t in TRADES if t.sector == employer["sector"]] if rng.random() < 0.8 else list(TRADES)
    return rng.choices(fitting, [t.share for t in fitting])[0]


def make_vacancy(
    rows: Rows,
    rng: Random,
    *,
    employer: Row,
    programme: Row,
    published_on: date,
    by: Row,
    trade: Trade | None = None,
    openings: int = 1,
    state: VacancyState = VacancyState.OPEN,
) -> Row:
    """Add a vacancy of the business's line, with what the occupation needs and pays."""
    trade = trade or trade_of(rng, employer)
    place = spot(rng, employer["governorate"])
    published_at = at(rng, published_on)
    unpublished = state in (VacancyState.DRAFT, VacancyState.SUBMITTED)
    row = rows.add(
        Vacancy,
        reference=f"V-{len(rows.of(Vacancy)) + 1:05}",
        employer_id=employer["id"],
        programme_id=programme["id"],
        state=state,
        kind=rng.choices([kind for kind, _ in KINDS], [share for _, share in KINDS])[0],
        title=taxonomy.label(trade.concept),
        occupation=trade.concept,
        isco=taxonomy.isco(trade.concept),
        description=f"{taxonomy.label(trade.concept)} for our team in {taxonomy.place_name(place.key)}.",
        openings=openings,
        place_key=place.key,
        place_text=place.text,
        governorate=place.governorate,
        country="IQ",
        education=rng.choice((None, None, max(0, trade.education - 1), trade.education)),
        experience_years=rng.choice((None, 1.0, 1.0, 2.0, 2.0, 3.0, 5.0)),
        licences=[f"licence:{trade.licence}"] if trade.licence and rng.random() < 0.7 else [],
        hazardous=trade.hazardous,
        contract=rng.choices(list(ContractType), (40, 30, 10, 8, 6, 6))[0],
        hours_per_week=rng.choice((None, 40.0, 44.0, 48.0)),
        starts_on=published_on + timedelta(days=rng.choice((14, 21, 30, 45))),
        expires_on=published_on + timedelta(days=rng.choice((60, 75, 90, 120))),
        published_at=None if unpublished else published_at,
        created_at=published_at - timedelta(days=2),
        updated_at=published_at,
        **pay(rng, trade),
    )
    add_requirements(rows, rng, row, trade)
    steps = steps_to(state, row["created_at"], published_at)
    add_steps(rows, "vacancy", row["id"], steps, by_id=by["id"], actor=Actor.OFFICER)
    return row


def steps_to(state: VacancyState, created_at: datetime, published_at: datetime) -> list[tuple[str, datetime]]:
    """The states on the way to a state, each with its instant."""
    steps = [("draft", created_at)]
    if state is VacancyState.SUBMITTED:
        steps.append(("submitted", created_at))
    elif state is not VacancyState.DRAFT:
        steps.append(("open", published_at))
    if state is VacancyState.ON_HOLD:
        steps.append(("on_hold", published_at + timedelta(days=9)))
    return steps


def pay(rng: Random, trade: Trade) -> dict[str, Any]:
    """A pay range in dinars or dollars, a month or sometimes a day; not every business says."""
    if rng.random() < 0.12:
        return {}
    low, high = trade.pay[0] * rng.uniform(0.9, 1.1), trade.pay[1] * rng.uniform(0.85, 1.1)
    if rng.random() < 0.3:
        amounts, currency = [round(x / 25) * 25 for x in (low, high)], "USD"
    else:
        amounts, currency = [round(x * 1310 / 25_000) * 25_000 for x in (low, high)], "IQD"
    period = PayPeriod.MONTH
    if currency == "IQD" and rng.random() < 0.12:
        amounts, period = [max(5_000, round(x / 26 / 1_000) * 1_000) for x in amounts], PayPeriod.DAY
    low, high = sorted(amounts)
    return {"pay_min": Decimal(low), "pay_max": Decimal(high), "pay_currency": currency, "pay_period": period}


def add_requirements(rows: Rows, rng: Random, vacancy: Row, trade: Trade) -> None:
    """The occupation's essential skills, a few that help, and languages."""
    needed = taxonomy.vocabulary().skills_of(trade.concept)
    essential = [skill for skill, relation in needed if relation == "essential"][:6]
    optional = [skill for skill, relation in needed if relation != "essential"]
    for skill in essential + rng.sample(optional, min(len(optional), rng.randrange(4))):
        is_essential = skill in essential
        rows.add(
            VacancySkill,
            vacancy_id=vacancy["id"],
            concept=skill,
            text=taxonomy.label(skill),
            essential=is_essential,
            weight=ESSENTIAL_WEIGHT if is_essential else OPTIONAL_WEIGHT,
            level=rng.choice((None, None, 2, 3)),
        )
    asked = dict(trade.languages)
    if rng.random() < 0.35:
        asked.setdefault("ara", 3)
    for code, level in asked.items():
        rows.add(VacancyLanguage, vacancy_id=vacancy["id"], code=code, level=max(1, level - rng.choice((0, 0, 1))))


def close_vacancy(rows: Rows, vacancy: Row, reason: CloseReason, moment: Any) -> None:
    """Close an open vacancy, with its history."""
    was = vacancy["state"]
    vacancy.update(state=VacancyState.CLOSED, close_reason=reason, closed_at=moment)
    rows.add(
        StateEvent,
        noun="vacancy",
        row_id=vacancy["id"],
        from_state=was.value,
        to_state="closed",
        at=moment,
        actor=Actor.SYSTEM,
        reason=reason.value,
    )
