"""The officer's report: own office only, and every figure opens what it counts."""

import re
from datetime import date

import pytest

from models import AuditAction, AuditEntry, PlacementSource, Role


@pytest.fixture
def programme(make):
    return make.programme(code="ONE", name="Programme one", host_countries=["BE", "FR"], target_employed=5)


@pytest.fixture
def office(make):
    return make.once("office", make.office)


@pytest.fixture
def client(make, sign_in, office):
    return sign_in(make.officer(office=office))


def figure(page, key):
    return re.search(rf'data-figure="{key}">([^<]*)<', page).group(1)


def test_an_office_sees_its_own_figures(client, make, programme, office):
    for country in ("BE", "BE", "FR"):
        make.job_seeker(programme=programme, office=office, host_country=country)
    make.job_seeker(programme=programme, office=make.office())
    page = client.get("/officer/report?programme=ONE").text
    assert figure(page, "registered") == "3"
    assert figure(client.get("/officer/report?programme=ONE&host_country=BE").text, "registered") == "2"
    assert "People registered in the period." in page


def test_a_figure_opens_the_people_that_it_counts(client, make, programme, office, session):
    person = make.job_seeker(programme=programme, office=office, name_latin="Counted Person")
    other = make.job_seeker(programme=programme, office=make.office(), name_latin="Another Office")
    page = client.get("/officer/report?programme=ONE").text
    link = re.search(r'href="([^"]*)" data-figure="looking"', page).group(1)
    rows = client.get(link.replace("&amp;", "&"))
    assert person.name in rows.text
    assert other.name not in rows.text
    seen = session.query(AuditEntry).filter_by(action=AuditAction.LIST, kind="job_seeker").one()
    assert seen.row_ids == [person.id]


@pytest.mark.parametrize("key", ["referrals", "positions_referred", "vacancies", "businesses", "openings"])
def test_referrals_vacancies_and_businesses_open_too(client, make, programme, office, key):
    vacancy = make.vacancy(programme=programme, governorate=office.governorate, title="Welder")
    make.referral(vacancy=vacancy, job_seeker=make.job_seeker(programme=programme, office=office), state="sent")
    page = client.get(f"/officer/report/{key}?programme=ONE")
    assert page.status_code == 200
    assert (vacancy.employer.name if key == "businesses" else "Welder") in page.text
    assert "1 row" in page.text


@pytest.mark.parametrize("path", ["nothing", "target_employed"])
def test_what_counts_nothing_opens_nothing(client, programme, path):
    assert client.get(f"/officer/report/{path}?programme=ONE").status_code == 404


def test_a_period_that_cannot_be_used_is_told(client, programme):
    answer = client.get("/officer/report?programme=ONE&from=2026-06-01&to=2026-01-01")
    assert answer.status_code == 422
    assert "before the beginning" in answer.text
    assert client.get("/officer/report?programme=ONE&from=soon").status_code == 422


def test_without_a_programme_there_is_a_page_all_the_same(client):
    assert client.get("/officer/report").status_code == 200


def test_managers_see_counts_under_five_as_fewer_than_five(make, sign_in, programme, office, session):
    for number in range(9):
        make.job_seeker(programme=programme, office=office, host_country="BE" if number else "FR")
    person = make.job_seeker(programme=programme, office=office, host_country="BE", name_latin="Somebody Named")
    from jobmatch.services.placements import record_own_placement

    record_own_placement(
        session, person, source=PlacementSource.OWN_NETWORK, started_on=date(2026, 3, 1), by=make.officer()
    )
    session.flush()
    page = sign_in(make.account(Role.MANAGER)).get("/manager/report?programme=ONE").text
    assert figure(page, "registered") == "10"
    assert figure(page, "employed_own_network") == "fewer than 5"
    assert figure(page, "looking") == "not shown"
    assert "/report/" not in page
    assert "Somebody" not in page


def without_tokens(page):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_a_manager_has_no_period_to_compare(make, sign_in, programme, office):
    make.job_seeker(programme=programme, office=office)
    manager = sign_in(make.account(Role.MANAGER))
    whole = without_tokens(manager.get("/manager/report?programme=ONE").text)
    narrowed = manager.get("/manager/report?programme=ONE&from=2026-02-02&to=2026-02-03&host_country=FR").text
    assert without_tokens(narrowed) == whole
    assert manager.get("/manager/report?programme=NONE").status_code == 404
