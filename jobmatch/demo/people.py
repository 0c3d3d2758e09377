"""Invented job seekers with profiles that hang together: a trade, its skills, languages, a town, a pay floor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from jobmatch.demo.clock import at, between
from jobmatch.demo.names import full_name
from jobmatch.demo.places import spot
from jobmatch.demo.rows import Row, Rows
from jobmatch.demo.trades import TRADES, Trade
from jobmatch.services import taxonomy
from jobmatch.services.consents import TEXT_VERSION
from jobmatch.services.names import name_key
from models import (
    Actor,
    Consent,
    ConsentGiven,
    ConsentPurpose,
    DatePrecision,
    Evidence,
    Gender,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    JobSeekerState,
    PayPeriod,
    StateEvent,
    WorkExperience,
)

HOST_LANGUAGE = {
    "BE": "nld", "NL": "nld", "FR": "fra", "AT": "deu", "DE": "deu", "GB": "eng", "FI": "fin", "SE": "swe",
}  # fmt: skip
MOTHER_TONGUE = {"IQ-DA": "kmr", "IQ-AR": "ckb", "IQ-SU": "ckb"}
TRANSVERSAL = ("teamwork", "punctuality", "communication", "reliability", "problem-solving", "willingness-to-learn")
CONTRACTS = ("permanent", "fixed_term", "part_time", "daily", "seasonal")


@dataclass
class Case:
    """A generated person with what the rest of the generator asks for."""

    row: Row
    trade: Trade
    office: Row
    officer: Row
    consented: bool = True

    @property
    def id(self) -> int:
        """The person's number."""
        return int(self.row["id"])

    @property
    def trade_group(self) -> str:
        """The ISCO-08 major group of the person's trade."""
        return (taxonomy.isco(self.trade.concept) or "?")[0]


def make_person(
    rows: Rows,
    rng: Random,
    *,
    programme: Row,
    office: Row,
    officer: Row,
    reference: str,
    registered_on: date,
    host_country: str,
    today: date,
    partner_id: int | None = None,
    consented: bool = True,
    state: JobSeekerState = JobSeekerState.ACTIVE,
) -> Case:
    """Add one person with profile, consents and the first event of their history."""
    trade = rng.choices(TRADES, [trade.share for trade in TRADES])[0]
    female = rng.random() < trade.women
    latin, native = full_name(rng, female)
    home = spot(rng, office["governorate"])
    row = rows.add(
        JobSeeker,
        case_reference=reference,
        programme_id=programme["id"],
        office_id=office["id"],
        officer_id=officer["id"],
        partner_id=partner_id,
        state=state,
        registered_on=registered_on,
        name_latin=latin,
        name_native=native,
        name_key=name_key(latin, native),
        gender=Gender.FEMALE if female else Gender.MALE,
        host_country=host_country,
        returned_on=registered_on - timedelta(days=rng.randrange(3, 120)),
        place_key=home.key,
        place_text=home.text,
        governorate=home.governorate,
        created_at=at(rng, registered_on),
        updated_at=at(rng, registered_on),
        **contact(rng, len(rows.of(JobSeeker))),
        **birth(rng, registered_on),
        **wishes(rng, trade, registered_on, today, office["governorate"]),
    )
    row["experience_years"] = within_a_life(row)
    add_profile(rows, rng, case := Case(row, trade, office, officer, consented), host_country)
    if consented and state is not JobSeekerState.PENDING:
        add_consents(rows, rng, case, registered_on)
    by = {"by_id": officer["id"], "actor": Actor.OFFICER}
    rows.add(StateEvent, noun="job_seeker", row_id=row["id"], to_state=state.value, at=row["created_at"], **by)
    return case


def contact(rng: Random, number: int) -> dict[str, Any]:
    """A phone that no network gives out, sometimes shared in a family; an e-mail address for some."""
    shared = number > 10 and rng.random() < 0.05
    line = number - rng.randrange(1, 10) if shared else number
    return {
        "phone": f"+964750000{line:04}" if rng.random() < 0.96 else None,
        "email": f"person{number}@example.org" if rng.random() < 0.3 else None,
        "household_size": rng.choice((None, 1, 2, 3, 4, 5, 6, 7, 8)),
    }


def birth(rng: Random, registered_on: date) -> dict[str, Any]:
    """A birth date as papers give it: often 1 July or 1 January, where only the year is known."""
    if rng.random() < 0.05:
        return {}
    age = min(61, max(18, round(rng.gauss(32, 9)))) if rng.random() < 0.985 else rng.choice((16, 17))
    year = registered_on.year - age
    if rng.random() < 0.4:
        return {"birth_on": date(year, rng.choice((1, 7)), 1), "birth_precision": DatePrecision.YEAR}
    return {"birth_on": date(year, rng.randint(1, 12), rng.randint(1, 28)), "birth_precision": DatePrecision.DAY}


def within_a_life(row: Row) -> float | None:
    """The years of work, none of them before the age of 17."""
    years, born = row["experience_years"], row.get("birth_on")
    if years is None or born is None:
        return years
    return float(min(years, max(0, row["registered_on"].year - born.year - 18)))


def wishes(rng: Random, trade: Trade, registered_on: date, today: date, governorate: str) -> dict[str, Any]:
    """What the person can do and wants; each fact is sometimes one that nobody asked for."""

    def known(share: float, value: Any) -> Any:
        return value if rng.random() < share else None

    floor = rng.uniform(0.7, 1.05) * trade.pay[0]
    dinars = rng.random() < 0.7
    others = [code for code in MOTHER_TONGUE if code != governorate]
    wanted: dict[str, Any] = {
        "experience_years": known(0.85, float(rng.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10, 12, 15)))),
        "education": known(0.85, max(0, min(8, trade.education + rng.choice((-1, 0, 0, 0, 1))))),
        "radius_km": known(0.75, float(rng.choice((10, 15, 20, 25, 30, 50)))),
        "governorates": known(0.5, rng.sample(others, rng.randrange(3))),
        "abroad": known(0.5, rng.random() < 0.1),
        "remote": known(0.4, rng.random() < 0.2),
        "available_on": known(0.8, registered_on + timedelta(days=rng.choice((0, 0, 7, 14, 30, 60)))),
        "contracts": known(0.6, rng.sample(CONTRACTS, rng.randint(2, 4))),
        "licences": known(0.75, licences(rng, trade)),
        "summary": known(0.35, f"{taxonomy.label(trade.concept)}. Ready to start, also in the evening or at weekends."),
        "confirmed_on": between(rng, registered_on, today) if rng.random() < 0.65 else registered_on,
        "language": known(0.9, {"IQ-DA": "ku"}.get(governorate, "ckb")),
    }
    if rng.random() < 0.75:
        amount = round(floor * 1310 / 25_000) * 25_000 if dinars else round(floor / 25) * 25
        wanted |= {"pay_floor": Decimal(amount), "pay_currency": "IQD" if dinars else "USD"}
        wanted["pay_period"] = PayPeriod.MONTH
    return wanted


def licences(rng: Random, trade: Trade) -> list[str]:
    """A driving licence for many, and what the trade needs for most."""
    held = {"licence:driving-b"} if rng.random() < 0.45 else set()
    if trade.licence and rng.random() < 0.85:
        held.add(f"licence:{trade.licence}")
    return sorted(held)


def add_profile(rows: Rows, rng: Random, case: Case, host_country: str) -> None:
    """Skills, occupations, languages and a working life that fit the trade."""
    if rng.random() < 0.05:
        return  # nobody has asked yet
    years = case.row["experience_years"]
    add_occupations(rows, rng, case, years)
    add_skills(rows, rng, case, years)
    add_languages(rows, rng, case, host_country)
    add_experiences(rows, rng, case, host_country, years)


def add_experiences(rows: Rows, rng: Random, case: Case, host_country: str, years: float | None) -> None:
    """The jobs of a working life, the last first; together they last as long as the person says to have worked."""
    number = rng.choice((0, 1, 1, 2))
    ended = case.row["returned_on"]
    for _ in range(number):
        pause, country = rng.randrange(30, 300), rng.choice((host_country, host_country, "IQ"))
        length = rng.randrange(90, 400) if years is None else round(years * 365 / number)
        ended -= timedelta(days=pause if country == "IQ" else pause // 10)
        began = ended - timedelta(days=length)
        if length:
            rows.add(
                WorkExperience,
                job_seeker_id=case.id,
                title=taxonomy.label(case.trade.concept),
                concept=case.trade.concept,
                country=country,
                started_on=began,
                ended_on=ended,
            )
        ended = began


def add_occupations(rows: Rows, rng: Random, case: Case, years: float | None) -> None:
    """The trade itself, and for some another one, held before or wanted instead."""
    chosen = [(case.trade, True, rng.random() < 0.85)]
    if rng.random() < 0.4:
        near = [t for t in TRADES if t.sector == case.trade.sector and t is not case.trade]
        other = rng.choice(near or [t for t in TRADES if t is not case.trade])
        held = rng.random() < 0.5
        chosen.append((other, held, not held or rng.random() < 0.5))
    both = sum(held for _trade, held, _wanted in chosen)
    for trade, held, wanted in chosen:
        rows.add(
            JobSeekerOccupation,
            job_seeker_id=case.id,
            concept=trade.concept,
            isco=taxonomy.isco(trade.concept),
            text=taxonomy.label(trade.concept, rng.choice(("en", "en", "ckb", "ar", "kmr"))),
            years=years / both if held and years is not None else None,
            held=held,
            wanted=wanted,
        )


def add_skills(rows: Rows, rng: Random, case: Case, years: float | None) -> None:
    """Most of what the occupation needs, some of what helps in it, and one or two that help everywhere."""
    needed = taxonomy.vocabulary().skills_of(case.trade.concept)
    held = [skill for skill, relation in needed if rng.random() < (0.78 if relation == "essential" else 0.35)]
    held += [f"skill:{name}" for name in rng.sample(TRANSVERSAL, rng.randrange(3))]
    for skill in dict.fromkeys(held):
        rows.add(
            JobSeekerSkill,
            job_seeker_id=case.id,
            concept=skill,
            text=taxonomy.label(skill, rng.choice(("en", "en", "ckb", "ar"))),
            level=rng.choice((None, 2, 3, 3, 4, 4, 5)),
            years=rng.choice((None, years)),
            evidence=rng.choices(list(Evidence), (75, 15, 6, 4))[0],
        )


def add_languages(rows: Rows, rng: Random, case: Case, host_country: str) -> None:
    """The mother tongue, Arabic for most, and what was learned abroad."""
    mother = MOTHER_TONGUE.get(case.office["governorate"], "ckb")
    spoken = {mother: 6}
    if rng.random() < 0.75:
        spoken["ara"] = rng.randint(1, 6)
    if rng.random() < 0.8:
        spoken.setdefault(HOST_LANGUAGE[host_country], rng.randint(1, 5))
    if rng.random() < 0.6:
        spoken.setdefault("eng", rng.randrange(6))
    for code, level in case.trade.languages:
        spoken[code] = max(spoken.get(code, 0), min(6, level + rng.choice((-1, 0, 0, 1))))
    for code, level in spoken.items():
        rows.add(JobSeekerLanguage, job_seeker_id=case.id, code=code, mother_tongue=code == mother, level=level)


def add_consents(rows: Rows, rng: Random, case: Case, given_on: date, purposes: Iterable[ConsentPurpose] = ()) -> None:
    """Consents of the first talk; some people do not want to be at fairs."""
    asked = list(purposes) or [ConsentPurpose.MATCHING, ConsentPurpose.EMPLOYERS]
    if not purposes and rng.random() < 0.75:
        asked.append(ConsentPurpose.FAIRS)
    for purpose in asked:
        rows.add(
            Consent,
            job_seeker_id=case.id,
            purpose=purpose,
            text_version=TEXT_VERSION,
            language=case.row["language"],
            given=rng.choices((ConsentGiven.IN_WRITING, ConsentGiven.ORALLY), (4, 1))[0],
            given_on=given_on,
            recorded_by_id=case.officer["id"],
            recorded_at=at(rng, given_on),
        )
