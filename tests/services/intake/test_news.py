"""An import adds and corrects, and never erases: what a sheet does not say is not touched."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models import DatePrecision, ImportKind, JobSeeker, PayPeriod, Vacancy
from tests.services.intake.loading import load, outcomes, rows_of, stage

FULL = {
    "Case reference": "ERB-77",
    "Name": "Azad Karim Ali",
    "Phone": "0750 123 4567",
    "Birth date": "14/09/1988",
    "Gender": "male",
    "Town": "Erbil",
    "Governorate": "Duhok",
    "Willing to move to": "Duhok; Sulaymaniyah",
    "Education": "secondary school",
    "Expected salary": "700",
    "Currency": "EUR",
    "Pay period": "week",
    "Contract type": "full time; part time",
    "Licences": "B",
    "Skills": "welding (4/5); cooking",
    "Occupation": "driver 5 years",
    "English": "B2",
    "About": "Works  well\nwith others.",
    "Consent date": "12/03/2026",
    "Shoe size": "42",
}
COLUMNS = [column.key for column in JobSeeker.__table__.columns if column.key not in ("updated_at",)]


def sheet(row):
    return [list(row), list(row.values())]


def the_person(make):
    make.session.expire_all()
    return make.session.scalars(select(JobSeeker).where(JobSeeker.case_reference == "ERB-77")).one()


def recorded(make):
    """Everything that is recorded of the one person."""
    person = the_person(make)
    parts = [
        sorted((row.concept or row.text, row.level, row.years) for row in person.skills),
        sorted((row.concept or row.text, row.held, row.wanted, row.years) for row in person.occupations),
        sorted((row.code, row.level, row.mother_tongue) for row in person.languages),
        sorted((row.purpose, row.given_on) for row in person.consents),
    ]
    return {name: getattr(person, name) for name in COLUMNS}, parts


@given(st.sets(st.sampled_from(sorted(set(FULL) - {"Case reference"}))), st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_absent_and_empty_columns_erase_nothing_and_are_no_news(make, absent, data):
    if not make.session.scalars(select(JobSeeker)).all():
        load(make, sheet(FULL))
    before = recorded(make)
    kept = {name: text for name, text in FULL.items() if name not in absent}
    blank = data.draw(st.sets(st.sampled_from(sorted(set(kept) - {"Case reference"})))) if len(kept) > 1 else set()
    row = {name: "" if name in blank else text for name, text in kept.items()}
    if not row.get("Expected salary"):  # a currency or a period without an amount is kept raw
        row = {name: text for name, text in row.items() if name not in ("Currency", "Pay period")}
    row = dict(data.draw(st.permutations(list(row.items()))))
    if len(row) < 2:
        row["Name"] = ""
    run = stage(make, sheet(row))
    assert outcomes(make, run) == ["unchanged"]
    assert run.counts["outcomes"] == {"unchanged": 1}
    run = load(make, sheet({**row, "Shoe size": "42"}))
    assert recorded(make) == before


CORRECTIONS = [
    ("Phone", "0750 765 4321", {"phone"}),
    ("Birth date", "15/09/1988", {"birth_on"}),
    ("Gender", "female", {"gender"}),
    ("Town", "Zakho", {"place_text", "place_key"}),
    ("Expected salary", "800", {"pay_floor"}),
    ("Skills", "welding (4/5); cooking; painting", {"added"}),
    ("English", "C1", {"added"}),
]


@pytest.mark.parametrize(("column", "text", "changed"), CORRECTIONS)
def test_one_corrected_cell_is_one_change(make, column, text, changed):
    load(make, sheet(FULL))
    run = load(make, sheet({**FULL, column: text}))
    (row,) = rows_of(make, run)
    assert row.outcome.value == "updated"
    assert set(row.before) == changed


def test_the_preview_says_why_nothing_changes(make):
    load(make, sheet(FULL))
    (row,) = rows_of(make, stage(make, sheet({**FULL, "Name": "KARIM ALI, Azad", "Shoe size": ""})))
    assert row.evidence == ["same_reference", "nothing_new"]


def test_a_pay_without_its_currency_keeps_the_currency_that_is_recorded(make):
    load(make, sheet(FULL))
    load(make, sheet({"Case reference": "ERB-77", "Expected salary": "750"}))
    person = the_person(make)
    assert (person.pay_floor, person.pay_currency, person.pay_period) == (Decimal("750.00"), "EUR", PayPeriod.WEEK)


def test_a_town_brings_its_governorate_only_when_the_person_moves(make):
    load(make, sheet(FULL))
    load(make, sheet({"Case reference": "ERB-77", "Town": "Hewlêr"}))
    assert the_person(make).governorate == "IQ-DA"
    assert the_person(make).place_text == "Erbil"
    load(make, sheet({"Case reference": "ERB-77", "Town": "سلێمانی"}))
    assert the_person(make).governorate == "IQ-SU"


@pytest.mark.parametrize(
    ("born", "precision", "text"),
    [
        (date(1990, 7, 1), DatePrecision.YEAR, "1990"),
        (date(1990, 1, 1), DatePrecision.DAY, "1990-01-01"),
        (date(1990, 5, 1), DatePrecision.MONTH, "05/1990"),
        (date(1990, 5, 14), DatePrecision.DAY, "14 May 1990"),
    ],
)
def test_a_birth_date_that_says_no_more_is_no_news(make, born, precision, text):
    load(make, sheet(FULL))
    person = the_person(make)
    person.birth_on, person.birth_precision = born, precision
    make.session.flush()
    assert outcomes(make, stage(make, sheet({"Case reference": "ERB-77", "Birth date": text}))) == ["unchanged"]


def test_an_exact_birth_date_is_news_where_only_the_year_was_known(make):
    load(make, sheet({**FULL, "Birth date": "1988"}))
    load(make, sheet({"Case reference": "ERB-77", "Birth date": "14/09/1988"}))
    assert (the_person(make).birth_on, the_person(make).birth_precision) == (date(1988, 9, 14), DatePrecision.DAY)


def test_a_later_row_of_the_same_person_is_compared_when_the_first_is_written(make):
    load(make, sheet(FULL))
    rows = [["Case reference", "Gender"], ["ERB-77", "female"], ["ERB-77", "male"]]
    run = load(make, rows)
    assert outcomes(make, run) == ["updated", "updated"]
    assert the_person(make).gender.value == "male"


def test_a_vacancy_is_known_by_its_reference_without_a_title_or_an_employer(make):
    head = ["Vacancy number", "Job title", "Employer", "Openings", "Town"]
    load(make, [head, ["Z-1", "Welder", "Zagros", "3", "Erbil"]], kind=ImportKind.VACANCIES)
    run = load(make, [["Vacancy number", "Openings"], ["Z-1", "3"], ["Z-2", "1"]], kind=ImportKind.VACANCIES)
    assert outcomes(make, run) == ["unchanged", "rejected"]
    run = load(make, [["Vacancy number", "Openings"], ["Z-1", "4"]], kind=ImportKind.VACANCIES)
    assert outcomes(make, run) == ["updated"]
    assert make.session.scalars(select(Vacancy)).one().openings == 4
