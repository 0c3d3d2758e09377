"""One name is found by every way of writing it."""

import pytest
from sqlalchemy import select

from jobmatch.services.names import best_named, likeness, may_be_called, name_key, words_of
from models import JobSeeker

ONE_NAME = [
    ["Şêrzad", "Sherzad", "Serzad", "SHERZAD", "شێرزاد", "شيرزاد"],
    ["Muhammad", "Mohammed", "محمد", "محەمەد"],
    ["Hussein", "Huseyin", "حسين", "حوسێن"],
    ["Zaynab", "Zeynep", "زينب", "زەینەب"],
    ["Jîn", "Zhin", "ژین"],
    ["Khalid", "Xalid", "خالد"],
    ["Omar", "Omer", "عمر", "عومەر"],
    ["Ali", "Elî", "علي", "عەلی"],
    ["Othman", "Osman", "عثمان"],
    ["Vian", "ڤیان", "فيان"],
    ["Abdullah", "عبدالله", "عبد الله", "عەبدوڵڵا"],
    ["Abdul Rahman Al-Jaf", "Abdulrahman Jaf", "عبد الرحمن الجاف", "عەبدولڕەحمان جاف"],
]
PAIRS = [(one, other) for names in ONE_NAME for one in names for other in names]


@pytest.fixture
def called(make):
    """``called(name)`` is a person of that name, with the key that every save writes."""
    return lambda name: make.job_seeker(name_latin=name, name_key=name_key(name), consents=False)


def find(session, name):
    rows = session.execute(select(JobSeeker.id, JobSeeker.name_key).where(may_be_called(JobSeeker.name_key, name)))
    return best_named(name, [(row_id, key) for row_id, key in rows])


@pytest.mark.parametrize("names", ONE_NAME, ids=lambda names: names[0])
def test_a_name_is_found_by_each_of_its_spellings(session, called, names):
    others = [called(other[0]).id for other in ONE_NAME if other is not names]
    people = [called(name).id for name in names]
    for name in names:
        found = find(session, name)
        assert set(people) <= set(found), name
        assert not set(others) & set(found[: len(people)]), name


@pytest.mark.parametrize(("one", "other"), [("Goran", "Karim"), ("Shno", "Hussein"), ("Rêzan", "Barzani")])
def test_another_name_is_not_found(session, called, one, other):
    called(one)
    assert find(session, other) == []


def test_the_exact_name_comes_before_a_similar_one(session, called):
    muhammad, ahmed = called("Muhammad Karim"), called("Ahmed Karim")
    assert find(session, "احمد کریم") == [ahmed.id, muhammad.id]


def test_the_beginning_of_a_name_finds_it(session, called):
    person = called("Sherzad Karim")
    assert find(session, "sherz") == [person.id]


def test_the_family_name_first_is_the_same_person(session, called):
    person = called("Karim Sherzad")
    assert find(session, "شێرزاد کەریم") == [person.id]


def test_a_record_with_fewer_names_than_were_typed_is_found(session, called):
    person = called("Sherzad")
    called("Sherzad Hassan")
    assert find(session, "Sherzad Karim") == [person.id]


def test_a_name_without_any_letter_finds_nobody(session, called):
    called("Sherzad")
    assert find(session, "123 !") == []
    assert name_key("123", None) == ""


def test_a_key_fits_its_column():
    assert len(name_key("Sherzad " + "Abdulrahmanovich " * 40, "شێرزاد")) <= 400


def test_both_scripts_stand_in_one_key():
    key = name_key("Sherzad Karim", "شێرزاد کەریم")
    assert likeness(words_of("Sherzad"), key) == 100
