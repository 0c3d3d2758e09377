"""From a sheet of vacancies to drafts, each with its employer."""

from decimal import Decimal

from sqlalchemy import func, select

from jobmatch.services import vacancies
from jobmatch.services.intake import undoing
from models import Employer, EmployerState, ImportKind, Vacancy, VacancyState
from tests.services.intake.loading import load, outcomes, rows_of

HEAD = [
    "Reference",
    "Job title",
    "Company",
    "Openings",
    "Salary",
    "Required skills",
    "Town",
    "English",
    "Phone",
    "Shift",
]
ROW = ["", "Welder", "Zagros LLC", "2", "600-800 USD", "welding; MIG", "Hewlêr", "B1", "0750 111 2233", "night"]


def load_vacancies(make, rows, **more):
    return load(make, rows, kind=ImportKind.VACANCIES, **more)


def everything(make):
    make.session.expire_all()
    return make.session.scalars(select(Vacancy).order_by(Vacancy.id)).all()


def test_a_row_becomes_a_draft_with_a_new_employer_to_be_verified(make):
    run = load_vacancies(make, [HEAD, ROW])
    assert outcomes(make, run) == ["created"]
    (found,) = everything(make)
    assert (found.title, found.occupation, found.openings) == ("Welder", "occupation:welder", 2)
    assert (found.pay_min, found.pay_max, found.pay_currency, found.pay_period) == (
        Decimal(600),
        Decimal(800),
        "USD",
        "month",
    )
    assert (found.state, found.place_key, found.governorate) == (VacancyState.DRAFT, "geonames:95446", "IQ-AR")
    assert len(found.skills) == 2
    assert [(row.code, row.level) for row in found.languages] == [("eng", 3)]
    assert found.raw_intake == {"Shift": "night", "employer phone": "+9647501112233"}
    assert (found.employer.state, found.employer.phone) == (EmployerState.PENDING, "+9647501112233")


def test_a_known_employer_is_found_by_name(make):
    known = make.employer(name="Zagros LLC", name_key="zagros llc")
    load_vacancies(make, [HEAD, ROW, [*ROW[:1], "طباخ", "ZAGROS  llc", *ROW[3:]]])
    assert {row.employer_id for row in everything(make)} == {known.id}


def test_the_same_file_twice_changes_nothing(make):
    load_vacancies(make, [HEAD, ROW])
    assert outcomes(make, load_vacancies(make, [HEAD, ROW])) == ["unchanged"]
    assert len(everything(make)) == 1


def test_rows_without_a_title_or_an_employer_are_rejected(make):
    run = load_vacancies(make, [HEAD, ["", "", "Zagros LLC", "1"], ["", "Cook", "", "1"]])
    assert [row.problems[0]["code"] for row in rows_of(make, run)] == ["no_title", "no_employer"]


def test_a_draft_is_corrected_by_its_reference_and_a_published_vacancy_is_not(make):
    load_vacancies(make, [HEAD, ["Z-1", *ROW[1:]]])
    corrected = ["Z-1", "Welder", "Zagros LLC", "5", *ROW[4:]]
    assert outcomes(make, load_vacancies(make, [HEAD, corrected])) == ["updated"]
    (found,) = everything(make)
    assert found.openings == 5
    found.employer.state, found.employer.verified_at = EmployerState.VERIFIED, found.created_at
    vacancies.publish_vacancy(make.session, found, by=make.officer())
    run = load_vacancies(make, [HEAD, ["Z-1", "Welder", "Zagros LLC", "9", *ROW[4:]]])
    assert [row.problems[-1]["code"] for row in rows_of(make, run)] == ["vacancy_published"]
    assert everything(make)[0].openings == 5


def test_undo_removes_the_drafts_and_the_employers_nobody_uses(make):
    before = make.session.scalar(select(func.count()).select_from(Employer))
    run = load_vacancies(make, [HEAD, ROW])
    undoing.undo_run(make.session, run, by=make.officer())
    assert everything(make) == []
    assert make.session.scalar(select(func.count()).select_from(Employer)) == before
