"""What each role may export, and which pages lead there."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from jobmatch.access.identity import Level, employer_level
from jobmatch.services.exports.kinds import KINDS
from models import ExportKind, JobSeekerState, ReferralState, Role, SavedList
from tests.exports.answers import CHOICE, csv_rows, latest


def test_a_role_exports_what_is_its_business(make, sign_in):
    fair = make.fair()
    table = {
        Role.ORGANISER: {"people", "vacancies", "fair-guests", "fair-interviews", "fair-booths"},
        Role.MANAGER: {"figures"},
        Role.EMPLOYER: {"vacancies", "referrals"},
    }
    for role, allowed in table.items():
        client = sign_in(make.account(role))
        for kind in ExportKind:
            slug = kind.value.replace("_", "-")
            query = f"?fair={fair.id}" if slug.startswith("fair") else ""
            assert client.get(f"/exports/new/{slug}{query}").status_code == (200 if slug in allowed else 403), slug


def test_an_organiser_cannot_narrow_people_by_the_facts_of_a_case(client, make, session, sign_in):
    make.job_seeker(name_latin="Azad", state=JobSeekerState.ACTIVE)
    organiser = sign_in(make.account(Role.ORGANISER))
    assert organiser.get("/exports/new/people").status_code == 200
    choice = CHOICE | {"purpose": "fair"}
    for query in ("state=active", "sort=-confirmed"):
        url = f"/exports/new/people?{query}"
        assert organiser.get(url).status_code == 422
        assert "This filter cannot be used" in organiser.post(url, data=choice).text
    client.post("/exports/new/people?state=active", data=choice | {"go": "keep", "name": "Ours", "shared": "true"})
    shared = session.scalars(select(SavedList)).one()
    assert organiser.post(f"/exports/lists/{shared.id}/run").status_code == 422
    assert latest(session) is None
    assert organiser.post("/exports/new/people", data=choice).status_code == 303


PAGES = [
    ("/officer/vacancies?state=open", "/exports/new/vacancies?state=open"),
    ("/officer/referrals?state=all", "/exports/new/referrals?state=all"),
    ("/officer/placements?sort=state", "/exports/new/placements?sort=state"),
]


@pytest.mark.parametrize(("page", "export"), PAGES)
def test_every_list_leads_to_its_export(client, page, export):
    assert f'href="{export}"' in client.get(page).text
    assert client.get(export).status_code == 200


def test_the_lists_of_a_fair_lead_to_their_exports(make, sign_in):
    fair = make.fair()
    client = sign_in(make.account(Role.ORGANISER, office=fair.office))
    for page, slug in (("guests", "fair-guests"), ("schedule", "fair-interviews"), ("booths", "fair-booths")):
        text = client.get(f"/organiser/fairs/{fair.id}/{page}").text
        assert f'href="/exports/new/{slug}?fair={fair.id}"' in text
        made = client.post(
            f"/exports/new/{slug}?fair={fair.id}", data={"columns": ["fair"], "format": "csv", "purpose": "fair"}
        )
        assert client.get(f"{made.location}/file").status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MANAGER])
def test_the_figures_lead_to_their_export(make, sign_in, role):
    programme = make.programme()
    client = sign_in(make.account(role))
    home = "/officer/report" if role is Role.OFFICER else "/manager/report"
    url = f"/exports/new/figures?programme={programme.code}"
    assert url in client.get(f"{home}?programme={programme.code}").text
    made = client.post(url, data={"columns": ["breakdown", "registered"], "format": "csv", "purpose": "report"})
    assert made.status_code == 303
    assert csv_rows(client.get(f"{made.location}/file"))[1][0] == "In all"


def test_a_column_that_no_purpose_shows_is_not_offered(make, sign_in):
    fair = make.fair()
    client = sign_in(make.account(Role.ORGANISER, office=fair.office))
    page = client.get(f"/exports/new/fair-guests?fair={fair.id}").text
    assert 'value="name_latin"' in page
    assert 'value="case_reference"' not in page


def test_a_manager_has_no_office_to_share_a_list_with(make, sign_in):
    page = sign_in(make.account(Role.MANAGER)).get("/exports/new/figures").text
    assert 'name="name"' in page and 'name="shared"' not in page


@pytest.mark.parametrize("state", list(ReferralState))
def test_a_file_for_an_employer_holds_what_the_employer_may_read(client, make, state):
    person = make.job_seeker(
        name_latin="Shilan Barzani", phone="+9647509876543", case_reference="ERB-SECRET-1", host_country="LU",
        summary="I left because of my asylum case",
    )  # fmt: skip
    referral = make.referral(state=state, job_seeker=person)
    columns = [column.code for column in KINDS[ExportKind.REFERRALS].columns]
    url = f"/exports/new/referrals?state=all&employer={referral.vacancy.employer_id}"
    made = client.post(url, data={"columns": columns, "format": "csv", "purpose": "employer"})
    text = client.get(f"{made.location}/file").data.decode("utf-8-sig")
    for secret in ("ERB-SECRET-1", "LU", "asylum"):
        assert secret not in text.partition("\r\n")[2]
    level = employer_level(SimpleNamespace(role=Role.EMPLOYER, employer_id=referral.vacancy.employer_id), referral)
    assert ("Shilan" in text) == ("+9647509876543" in text) == (level is Level.SHARED)
