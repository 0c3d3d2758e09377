"""The pages of people in a real browser: a case is opened, found and filled in without JavaScript and on a phone."""

import pytest
from playwright.sync_api import expect

from models import JobSeekerLanguage, JobSeekerOccupation, JobSeekerSkill, Note, Task

pytestmark = pytest.mark.browser

PARTS = ("identity", "place", "work", "languages", "conditions")


@pytest.fixture
def officer(live):
    return live.officer(office=live.office(code="ERB"))


@pytest.fixture
def person(live, officer):
    person = live.job_seeker(
        office=officer.office, name_latin="Abdulrahman Mohammed Khoshnaw", name_native="عەبدولڕەحمان محەمەد خۆشناو",
        phone="+9647501234567", email="a.rather.long.address.of.somebody@example.org", governorates=["IQ-DA"],
    )  # fmt: skip
    person.skills.append(JobSeekerSkill(concept="skill:arc-welding", text="لحام القوس الكهربائي", level=4, years=9))
    person.occupations.append(JobSeekerOccupation(text="zorgmachinist in de zware industrie", wanted=True))
    person.languages.append(JobSeekerLanguage(code="nld", speaking=4))
    live.add(Note(job_seeker=person, by_id=officer.id, text="Call after four."))
    live.add(Task(job_seeker=person, title="Ask for the papers", office_id=person.office_id, officer_id=officer.id))
    live.session.commit()
    return person


def test_a_case_is_opened_found_and_filled_in_without_javascript(live, officer, signed_in):
    live.programme(name="MAGNET III")
    live.session.commit()
    page = signed_in(officer, java_script_enabled=False)
    page.goto("/officer/job-seekers/new")
    page.get_by_label("Name in Latin letters").fill("Şêrzad Kerîm")
    page.get_by_label("Phone").fill("0750 123 45 67")
    page.get_by_label("Be suggested for vacancies").check()
    page.get_by_label("How").select_option("orally")
    page.get_by_role("button", name="Register").click()
    expect(page.locator("h1")).to_contain_text("Şêrzad Kerîm")

    page.goto("/officer/")
    page.get_by_label("Find somebody").fill("شێرزاد")
    page.get_by_role("button", name="Find").click()
    assert "شێرزاد" not in page.url and "%D8" not in page.url
    page.get_by_role("link", name="Şêrzad Kerîm").click()

    page.get_by_role("link", name="Edit: Work and skills").click()
    page.locator("#skills_0_text").fill("arc welding")
    page.locator("#skills_0_level").select_option("4")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#work")).to_contain_text("arc welding")
    expect(page.locator("#work")).to_contain_text("very good")
    page.get_by_role("button", name="Still right").click()
    expect(page.locator("#identity")).to_contain_text("today")


def test_every_page_of_a_person_fits_a_phone_and_obeys_the_content_policy(officer, person, signed_in):
    page = signed_in(officer, width=360)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    base = f"/officer/job-seekers/{person.id}"
    paths = ["/officer/", "/officer/job-seekers", "/officer/job-seekers/new", "/officer/tasks", base]
    for path in [*paths, f"{base}/withdrawal", *(f"{base}/edit/{part}" for part in PARTS)]:
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    assert complaints == []
