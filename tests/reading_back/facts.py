"""People and vacancies with facts of every kind, and what loading says of them."""

import csv
import io
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from jobmatch.i18n import LANGUAGES
from jobmatch.services.exports.kinds import KINDS
from jobmatch.services.names import name_key
from models import (
    DatePrecision,
    ExportFormat,
    ExportKind,
    Gender,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    PayPeriod,
    VacancyState,
)

CODES = {kind: [column.code for column in KINDS[kind].columns] for kind in (ExportKind.PEOPLE, ExportKind.VACANCIES)}
WORDS = st.text(alphabet="'=+-@;,:|/()[] \t\n\"abcDE129.éêşئازادكريمن٣’", max_size=24)
HOSTILE = st.sampled_from(["'s Hertogenbosch", "=1+1", "'=1", "-", "n/a", "C++ / C#", "a; b", "Total", "yes", "+964"])
TEXT = WORDS | HOSTILE
SKILLS = ("skill:arc-welding", "skill:assembly-work", "skill:active-listening", "skill:adaptability")
EDUCATION = st.none() | st.integers(0, 8)


def maybe(strategy):
    return st.none() | strategy


PERSON = st.fixed_dictionaries(
    {
        "name_latin": maybe(TEXT | st.just("KARIM, Azad")),
        "name_native": maybe(TEXT | st.just("ئازاد کەریم")),
        "phone": maybe(st.sampled_from(["+9647501234567", "+33612345678", "0750 12"])),
        "other_phone": maybe(st.sampled_from(["+9647507654321", "+31612345678"])),
        "email": maybe(st.sampled_from(["a@example.org", "Not.A.Mail"])),
        "address": maybe(TEXT),
        "birth_on": maybe(st.sampled_from([date(1990, 1, 1), date(1990, 7, 1), date(1988, 9, 14), date(2004, 2, 29)])),
        "gender": maybe(st.sampled_from(Gender)),
        "host_country": maybe(st.sampled_from(["BE", "FR", "NL", "DE", "FI", "GB"])),
        "returned_on": maybe(st.dates(date(2012, 1, 1), date(2026, 1, 1))),
        "household_size": maybe(st.integers(1, 12)),
        "language": maybe(st.sampled_from(sorted(LANGUAGES))),
        "place_text": maybe(TEXT | st.sampled_from(["Erbil", "سلێمانی"])),
        "governorate": maybe(st.sampled_from(["IQ-AR", "IQ-DA", "IQ-SU", "IQ-NI"])),
        "radius_km": maybe(st.sampled_from([0.125, 5.0, 12.5, 1.234])),
        "governorates": maybe(st.lists(st.sampled_from(["IQ-AR", "IQ-DA", "IQ-SU"]), unique=True)),
        "abroad": maybe(st.booleans()),
        "remote": maybe(st.booleans()),
        "experience_years": maybe(st.sampled_from([0.0, 0.5, 2.333, 12.0, 1 / 3])),
        "education": EDUCATION,
        "education_text": maybe(TEXT),
        "available_on": maybe(st.dates(date(2026, 1, 1), date(2027, 1, 1))),
        "contracts": maybe(st.lists(st.sampled_from(["permanent", "part_time", "daily"]), unique=True)),
        "licences": maybe(st.lists(st.sampled_from(["licence:accountant", "licence:blasting"]), unique=True)),
        "summary": maybe(TEXT),
    }
)
PAY = maybe(
    st.tuples(st.decimals(0, 5_000_000, places=2), st.sampled_from(["IQD", "USD", "EUR"]), st.sampled_from(PayPeriod))
)
ITEMS = st.lists(
    st.tuples(st.sampled_from(SKILLS) | st.none(), TEXT, maybe(st.integers(1, 5)), maybe(st.sampled_from([0.5, 3.0]))),
    max_size=3,
    unique_by=lambda item: item[0] or item[1],
)
TONGUES = st.lists(
    st.tuples(st.sampled_from(["ckb", "kmr", "ara", "eng", "nld"]), maybe(st.integers(0, 6)), st.booleans()),
    max_size=3,
    unique_by=lambda tongue: tongue[0],
)
PARTS = (PAY, ITEMS, TONGUES, st.sampled_from(DatePrecision))
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def said(rows):
    return [(row.outcome.value, row.evidence[-1:], row.parsed if row.outcome != "unchanged" else None) for row in rows]


def a_person(make, facts, *parts):
    """Somebody with these facts, as the service would keep them; `parts` as in `PARTS`."""
    pay, items, tongues, precision = parts
    facts = {name: value.replace("\x00", "") if isinstance(value, str) else value for name, value in facts.items()}
    if pay:
        facts |= {"pay_floor": pay[0], "pay_currency": pay[1], "pay_period": pay[2]}
    facts["birth_precision"] = precision if facts["birth_on"] else None
    facts["name_key"] = name_key(facts["name_latin"], facts["name_native"])
    person = make.job_seeker(**facts)
    for concept, text, level, years in items:
        person.skills.append(JobSeekerSkill(concept=concept, text=text or "x", level=level, years=years))
        person.occupations.append(JobSeekerOccupation(text=f"{text} x", years=years, held=True, wanted=level == 1))
    person.languages += [JobSeekerLanguage(code=code, level=level, mother_tongue=own) for code, level, own in tongues]
    make.session.flush()
    return person


FULL = {
    "name_latin": "KARIM, Azad",
    "name_native": "ئازاد کەریم",
    "phone": "+9647501234567",
    "address": "=cmd",
    "birth_on": date(1990, 1, 1),
    "gender": Gender.MALE,
    "host_country": "BE",
    "language": "ckb",
    "place_text": "'s Hertogenbosch",
    "governorate": "IQ-DA",
    "governorates": ["IQ-AR", "IQ-SU"],
    "abroad": False,
    "experience_years": 2.333,
    "education": 3,
    "education_text": "Lycée; two years",
    "contracts": ["permanent", "part_time"],
    "licences": ["licence:accountant"],
    "summary": "I weld, cook; and listen.\nAlways.",
}
FULL_ITEMS = [("skill:arc-welding", "لحام", 4, 3.0), (None, "Handmade tiles; of my village", None, None)]
FULL_TONGUES = [("ckb", None, True), ("eng", 0, False), ("ara", 4, False)]
VACANCY = st.fixed_dictionaries(
    {
        "title": TEXT.filter(lambda text: text.strip()),
        "description": maybe(TEXT),
        "openings": st.integers(1, 40),
        "governorate": maybe(st.sampled_from(["IQ-AR", "IQ-DA"])),
        "place_text": maybe(TEXT),
        "remote": st.booleans(),
        "hazardous": st.booleans(),
        "experience_years": maybe(st.sampled_from([0.5, 1.125, 4.0])),
        "education": EDUCATION,
        "licences": st.lists(st.sampled_from(["licence:accountant", "licence:blasting"]), unique=True),
        "hours_per_week": maybe(st.sampled_from([20.0, 37.5, 40.0])),
        "expires_on": maybe(st.dates(date(2026, 12, 1), date(2027, 12, 1))),
        "state": st.sampled_from([VacancyState.DRAFT, VacancyState.OPEN]),
    }
)
WANTED = st.lists(st.tuples(st.sampled_from(SKILLS), st.booleans()), max_size=3, unique_by=lambda pair: pair[0])
WAYS = st.tuples(st.sampled_from(sorted(LANGUAGES)), st.sampled_from([ExportFormat.CSV, ExportFormat.XLSX]))


def edited(code, text, at=1):
    """Change one cell of a CSV file."""

    def edit(content):
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        rows[at][CODES[ExportKind.PEOPLE].index(code)] = text
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        return out.getvalue().encode("utf-8-sig")

    return edit
