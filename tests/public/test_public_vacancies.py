"""What everybody may read of vacancies, checked with readers that the project did not write."""

import json
from datetime import timedelta
from decimal import Decimal
from urllib.robotparser import RobotFileParser

import extruct
import feedparser
import pytest
from lxml import etree

from jobmatch.access.audiences import declared_audience
from jobmatch.clock import today
from models import EmployerState, PayPeriod, Role, VacancyKind, VacancyState

TRICKY = 'Welder </script><script>alert(1)</script> & "co"'


@pytest.fixture
def vacancy(make):
    return make.vacancy(
        title=TRICKY,
        description="Weld <gates>.",
        employer=make.employer(website="https://zagros.example", phone="07501112233", email="boss@zagros.example"),
        governorate="IQ-AR",
        pay_min=Decimal(700_000),
        pay_max=Decimal(900_000),
        pay_currency="IQD",
        pay_period=PayPeriod.MONTH,
        expires_on=today() + timedelta(days=10),
        openings=3,
        isco="7212",
    )


def posting_of(client, vacancy):
    page = client.get(f"/vacancies/{vacancy.reference}")
    assert page.status_code == 200
    found = extruct.extract(page.text, syntaxes=["json-ld"])["json-ld"]
    assert len(found) == 1
    return found[0]


def test_a_vacancy_is_a_job_posting(client, vacancy, session):
    vacancy.place_text = "Erbil"
    session.commit()
    data = posting_of(client, vacancy)
    assert (data["@context"], data["@type"]) == ("https://schema.org/", "JobPosting")
    assert (data["title"], data["description"]) == (TRICKY, "Weld <gates>.")
    assert data["datePosted"] == "2026-06-01"
    assert data["validThrough"].startswith(str(vacancy.expires_on))
    assert data["employmentType"] == "FULL_TIME"
    assert data["hiringOrganization"] == {
        "@type": "Organization",
        "name": vacancy.employer.name,
        "sameAs": "https://zagros.example",
    }
    assert data["jobLocation"]["address"]["addressCountry"] == "IQ"
    assert data["baseSalary"]["currency"] == "IQD"
    assert (data["baseSalary"]["value"]["minValue"], data["baseSalary"]["value"]["maxValue"]) == (700_000, 900_000)
    assert data["baseSalary"]["value"]["unitText"] == "MONTH"
    assert data["identifier"]["value"] == vacancy.reference
    assert data["directApply"] is True
    assert "boss@zagros.example" not in json.dumps(data)


def test_remote_work_says_from_where(client, vacancy, session):
    vacancy.remote = True
    session.commit()
    data = posting_of(client, vacancy)
    assert data["jobLocationType"] == "TELECOMMUTE"
    assert data["applicantLocationRequirements"] == {"@type": "Country", "name": "IQ"}
    assert "jobLocation" not in data


def test_nothing_typed_can_end_the_data_block(client, vacancy, session):
    session.commit()
    page = client.get(f"/vacancies/{vacancy.reference}").text
    assert "<script>alert" not in page
    assert "boss@zagros.example" not in page and "07501112233" not in page


def test_the_feed_is_atom(client, vacancy, session):
    session.commit()
    answer = client.get("/vacancies.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = feedparser.parse(answer.data)
    assert (feed.version, bool(feed.bozo)) == ("atom10", False)
    assert [entry.title for entry in feed.entries] == [TRICKY]
    assert feed.entries[0].link.endswith(f"/vacancies/{vacancy.reference}")
    assert feed.entries[0].author == vacancy.employer.name


def sitemap_of(client):
    tree = etree.fromstring(client.get("/sitemap.xml").data)
    assert tree.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    return [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_site_map_lists_public_pages_only(client, vacancy, make, session):
    draft = make.vacancy(state=VacancyState.DRAFT)
    session.commit()
    pages = sitemap_of(client)
    assert any(page.endswith(f"/vacancies/{vacancy.reference}") for page in pages)
    assert not any(page.endswith(f"/vacancies/{draft.reference}") for page in pages)


def test_robots_may_read_what_is_public_and_nothing_else(app, client):
    text = client.get("/robots.txt").text
    rules = RobotFileParser()
    rules.parse(sorted(text.splitlines(), key=lambda line: line.startswith("Disallow")))  # it takes the first that fits
    assert "Sitemap: " in text
    assert all(rules.can_fetch("*", page) for page in ("/vacancies", "/vacancies/V-00001", "/fairs", "/sitemap.xml"))
    closed = {rule.rule for rule in app.url_map.iter_rules() if declared_audience(app, rule.endpoint)}
    assert len(closed) > 150
    assert not any(rules.can_fetch("*", page) for page in closed)


def expire(vacancy):
    vacancy.expires_on = today() - timedelta(days=1)


def close(vacancy):
    vacancy.state, vacancy.closed_at = VacancyState.CLOSED, vacancy.published_at
    vacancy.close_reason = "filled"


def fill(vacancy):
    vacancy.filled = vacancy.openings


@pytest.mark.parametrize("end", [expire, close, fill])
def test_a_vacancy_that_is_over_is_gone_everywhere(client, vacancy, session, end):
    session.commit()
    assert client.get(f"/vacancies/{vacancy.reference}").status_code == 200
    end(vacancy)
    session.commit()
    assert client.get(f"/vacancies/{vacancy.reference}").status_code == 410
    assert vacancy.reference not in client.get("/vacancies.atom").text
    assert vacancy.reference not in client.get("/sitemap.xml").text
    assert vacancy.reference not in client.get("/vacancies").text


@pytest.mark.parametrize("state", [VacancyState.DRAFT, VacancyState.SUBMITTED, VacancyState.ON_HOLD])
def test_what_is_not_public_does_not_exist(client, make, session, state):
    row = make.vacancy(state=state)
    session.commit()
    assert client.get(f"/vacancies/{row.reference}").status_code == 404
    assert client.get("/vacancies/V-99999").status_code == 404


@pytest.mark.parametrize("state", [EmployerState.PENDING, EmployerState.SUSPENDED, EmployerState.REJECTED])
def test_nothing_of_an_employer_that_is_not_verified_is_public(client, vacancy, session, state):
    vacancy.employer.state = state
    session.commit()
    assert client.get(f"/vacancies/{vacancy.reference}").status_code == 404
    assert vacancy.employer.name not in client.get("/vacancies").text + client.get("/vacancies.atom").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=weld", True), ("q=cook", False), ("kind=job", True), ("kind=internship", False), ("remote=1", False),
        ("place=Hewl%C3%AAr", True), ("place=Duhok", False), ("q=%25", False), ("sort=-title&page=9&kind=none", True),
    ],
)  # fmt: skip
def test_the_list_is_filtered(client, make, session, query, found):
    row = make.vacancy(title="Welding foreman", kind=VacancyKind.JOB, place_key=place("Erbil"), governorate="IQ-AR")
    session.commit()
    assert (row.reference in client.get(f"/vacancies?{query}").text) is found


def place(words):
    from jobmatch.services import taxonomy

    return taxonomy.find_place(words).key


def test_pages_name_their_address_and_their_languages(client, vacancy, session):
    session.commit()
    address = f"http://localhost/vacancies/{vacancy.reference}"
    for query, own in (("utm=x", ""), ("lang=ckb&utm=x", "?lang=ckb"), ("lang=xx", "")):
        tree = etree.HTML(client.get(f"/vacancies/{vacancy.reference}?{query}").text)
        assert tree.xpath('//link[@rel="canonical"]/@href') == [address + own]
        others = tree.xpath('//link[@rel="alternate" and @hreflang]')
        assert {"en", "x-default"} <= {link.get("hreflang") for link in others}
        assert address + own in {link.get("href") for link in others}  # each names itself, or none is believed


def test_whoever_is_interested_registers(client, vacancy, session, sign_in, make):
    session.commit()
    assert "/my/register" in client.get(f"/vacancies/{vacancy.reference}/interest").headers["Location"]
    person = sign_in(make.account(Role.RETURNEE))
    session.commit()
    answer = person.get(f"/vacancies/{vacancy.reference}/interest")
    assert answer.headers["Location"].endswith(f"/my/offers/{vacancy.id}")


def test_public_pages_may_be_kept_but_not_those_of_somebody_signed_in(client, vacancy, session, sign_in, make):
    session.commit()
    first = client.get("/vacancies.atom")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = client.get("/vacancies.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    officer = sign_in(make.officer())
    session.commit()
    assert officer.get("/vacancies").headers["Cache-Control"] == "no-store"
