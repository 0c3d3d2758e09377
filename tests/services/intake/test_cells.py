"""Cells as they really come: phones, dates, names, pay, levels, lists."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.services.intake import cells, dates, languages, names, phones
from jobmatch.services.intake.pay import parse_pay
from models import DatePrecision, PayPeriod

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "written",
    ["0750 123 4567", "+9647501234567", "00964 750 1234567", "7.501234567E9", "7501234567", "7501234567.0",
     "٠٧٥٠١٢٣٤٥٦٧", "\u202a+964 750 123 4567\u202c", "964-750-123-4567", "9640 750 1234567", "Tel: 0750-1234567",
     "'+9647501234567"],
)  # fmt: skip
def test_a_phone_is_the_same_however_it_was_mangled(written):
    assert phones.parse_phone(written, "IQ") == "+9647501234567"


def test_a_number_that_nobody_can_call_is_refused():
    with pytest.raises(cells.Unreadable):
        phones.parse_phone("12345", "IQ")


def test_two_numbers_in_a_cell_are_two_numbers():
    assert phones.parse_phones("0750 123 4567 / 0770 123 4567", "IQ") == ["+9647501234567", "+9647701234567"]


@pytest.mark.parametrize(
    ("written", "day"),
    [("14/09/2002", date(2002, 9, 14)), ("14.9.02", date(2002, 9, 14)), ("2002-09-14", date(2002, 9, 14)),
     ("37513", date(2002, 9, 14)), ("37513.0", date(2002, 9, 14)), ("14 September 2002", date(2002, 9, 14)),
     ("14 septembre 2002", date(2002, 9, 14)), ("١٤/٩/٢٠٠٢", date(2002, 9, 14)), ("١٤ أيلول ٢٠٠٢", date(2002, 9, 14)),
     ("14ی ئەیلوول 2002", date(2002, 9, 14)), ("14 îlon 2002", date(2002, 9, 14)), ("09/14/2002", date(2002, 9, 14)),
     ("2002-09-14 00:00:00", date(2002, 9, 14)), ("20020914", date(2002, 9, 14))],
)  # fmt: skip
def test_a_date_is_read_as_it_was_meant(written, day):
    assert dates.parse_date(written, TODAY) == (day, DatePrecision.DAY)


@pytest.mark.parametrize(
    ("written", "precision"),
    [("01/07/1988", "year"), ("1/1/1988", "year"), ("1988", "year"), ("07/1988", "month"), ("2/7/1988", "day")],
)
def test_a_birth_date_says_how_much_of_it_is_known(written, precision):
    assert dates.parse_birth(written, TODAY)[1] == precision


@pytest.mark.parametrize("written", ["31/02/1990", "yesterday", "14/14/2002", "99999999", "", "12"])
def test_what_is_no_date_is_refused(written):
    with pytest.raises(cells.Unreadable):
        dates.parse_date(written, TODAY)


@given(st.dates(date(1930, 1, 1), TODAY))
def test_every_day_is_read_back_from_the_usual_forms(day):
    serial = (day - dates.EXCEL_EPOCH).days
    for written in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", str(serial)):
        assert dates.parse_date(written, TODAY)[0] == day


@given(st.text())
def test_no_text_breaks_the_readers(text):
    for read in (
        lambda: dates.parse_date(text, TODAY),
        lambda: phones.parse_phones(text, "IQ"),
        lambda: parse_pay(text, "IQ"),
        lambda: cells.number(text),
        lambda: languages.parse_level(text),
    ):
        try:
            read()
        except cells.Unreadable as error:
            assert error.code
    languages.parse_languages(text)
    languages.parse_named(text, levels=True)
    names.tidy(text)


@pytest.mark.parametrize(
    ("written", "name"),
    [("KARIM, Azad", "Azad Karim"), ("KARIM Azad", "Azad Karim"), ("AZAD KARIM", "Azad Karim"),
     ("azad karim", "Azad Karim"), ("Mr. Azad Karim", "Azad Karim"), ("Azad Karim", "Azad Karim"),
     ("  Azad   Karim ", "Azad Karim"), ("ئازاد کەریم", "ئازاد کەریم")],
)  # fmt: skip
def test_names_are_put_in_order_and_in_usual_capitals(written, name):
    assert names.tidy(written) == name


def test_a_name_in_two_scripts_is_taken_apart():
    assert names.by_script("Azad Karim (ئازاد کەریم)") == ("Azad Karim", "ئازاد کەریم")


@pytest.mark.parametrize(
    ("written", "amount", "currency", "period"),
    [("500 USD", "500", "USD", "month"), ("$500/month", "500", "USD", "month"),
     ("25,000 IQD per day", "25000", "IQD", "day"),
     ("٧٥٠ ألف دينار شهريا", "750000", "IQD", "month"), ("750 000 دینار مانگانە", "750000", "IQD", "month"),
     ("1.5 million IQD", "1500000", "IQD", "month"), ("200€ par semaine", "200", "EUR", "week"),
     ("750,000", "750000", "IQD", "month"), ("25000 dînar rojane", "25000", "IQD", "day")],
)  # fmt: skip
def test_pay_is_read_with_its_currency_and_period(written, amount, currency, period):
    pay = parse_pay(written, "IQ")
    assert (pay.low, pay.currency, pay.period) == (Decimal(amount).quantize(Decimal("0.01")), currency, period)


def test_a_range_of_pay_keeps_both_ends_and_a_guess_is_said():
    pay = parse_pay("600-800 USD", "IQ")
    assert (pay.low, pay.high, pay.assumed) == (600, 800, ())
    guessed = parse_pay("20000", "IQ")
    assert (guessed.currency, guessed.period) == ("IQD", PayPeriod.DAY)
    assert set(guessed.assumed) == {"pay_currency_assumed", "pay_period_assumed"}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,500", 1500),
        ("1.500", 1500),
        ("1,500.50", 1500.5),
        ("1.500,50", 1500.5),
        ("2,5", 2.5),
        ("٢٫٥", 2.5),
        ("1 500", 1500),
    ],
)
def test_numbers_are_read_with_either_separator(written, number):
    assert cells.number(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "welding, cooking",
        "welding;cooking",
        "welding\ncooking",
        "1. welding\n2. cooking",
        "welding، cooking",
        "welding / cooking",
        "• welding • cooking",
    ],
)
def test_several_things_in_a_cell_are_taken_apart(written):
    assert cells.split(written) == ["welding", "cooking"]


def test_levels_and_years_beside_a_skill_are_read():
    found = [
        named.as_list()
        for named in languages.parse_named("welding (expert), driving 5 years, sewing: good", levels=True)
    ]
    assert [skill[0] for skill in found] == ["welding", "driving", "sewing"]
    assert (found[0][1], found[1][2], found[2][1]) == (5, 5.0, 4)


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("good", 4),
        ("B2", 4),
        ("زۆر باش", 5),
        ("جيد", 4),
        ("aucun", 0),
        ("no", 0),
        ("yes", None),
        ("native", 6),
        ("baş", 4),
    ],
)
def test_levels_are_read_in_every_language(written, level):
    assert languages.parse_level(written)[0] == level


def test_a_cell_of_languages_says_what_it_did_not_understand():
    held, strange = languages.parse_languages("Kurdish native; Arabic: good, Klingon")
    assert {row.code for row in held} == {"kur", "ara"}
    assert strange == ["Klingon"]


def test_marks_that_nobody_sees_are_gone():
    assert cells.clean("\u202aAzad\u202c\u200f  Karim\u00a0\ufeff") == "Azad Karim"
