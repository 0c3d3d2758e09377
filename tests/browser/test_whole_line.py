"""The main job in a real browser: from a messy intake sheet to a placement, a withdrawal, and figures that moved."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models import CodedText, CodingKind, CodingState, JobSeeker, Placement, VacancyLanguage, VacancySkill

pytestmark = pytest.mark.browser

SHEET = """\
Nom et prénom;Téléphone;Date de naissance;Ville;Métier;Compétences;Anglais;Favourite colour
KARIM Azad;7,501234567E9;01/07/1990;Hewlêr;lasser;"soudure à l'arc; lecture de plans techniques";bien;blue
شيلان حسن;0750 222 33 44;1988;اربيل;welder;arc welding؛ metal cutting;B2;
Rebin Ali;+964 751 555 66 77;31/02/1991;Erbil;zzqx vroomtist;arc welding;excellent;red
;;;;;;;
Total;3;;;;;;
"""


@pytest.fixture
def vacancy(live):
    programme = live.once("programme", lambda: live.programme(code="LINE", name="The line"))
    vacancy = live.vacancy(
        title="Welder", occupation="occupation:welder", isco="7212", openings=1, place_key="geonames:95446",
        governorate="IQ-AR", programme=programme,
    )  # fmt: skip
    vacancy.skills.append(VacancySkill(concept="skill:arc-welding"))
    vacancy.languages.append(VacancyLanguage(code="eng", level=3))
    live.session.commit()
    return vacancy


def figure(page, name):
    """One figure of the programme's report as the page shows it."""
    page.goto("/officer/report?programme=LINE")
    return page.locator(f"[data-figure={name}]").first.inner_text().strip()


def step(page, button):
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def load_sheet(page, tmp_path):
    file = tmp_path / "intake.csv"
    file.write_bytes(SHEET.encode("utf-8-sig"))
    page.goto("/officer/imports")
    page.set_input_files("#file", file)
    step(page, "Load and preview")
    while page.get_by_role("button", name="Go on").count():
        page.wait_for_timeout(200)
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    step(page, "Save")


def test_from_a_messy_sheet_to_a_placement(live, vacancy, signed_in, tmp_path):
    officer, colleague = live.officer(), live.officer()
    page = signed_in(officer)

    load_sheet(page, tmp_path)
    # The test's own session must be done before the server is asked: SQLite has one write lock.
    people = {row.name_latin or row.name_native: row for row in live.session.scalars(select(JobSeeker))}
    assert len(people) == 3
    azad, shilan, _rebin = (people[name] for name in sorted(people, key=lambda name: people[name].id))
    assert azad.phone == "+9647501234567"
    assert {person.governorate for person in people.values()} == {"IQ-AR"}
    assert "blue" in str(azad.raw_intake)

    unsure = live.session.scalar(
        select(CodedText).where(CodedText.kind == CodingKind.OCCUPATION, CodedText.state == CodingState.UNSURE)
    )
    assert unsure is not None
    live.session.commit()
    page.goto(f"/officer/codings/{unsure.id}?q=welder")
    page.locator("li button[name=concept]").first.click()
    page.wait_for_load_state()

    page.goto("/officer/consents/new")
    for person in people.values():
        page.check(f"#person-{person.id}")
    page.select_option("#given", "in_writing")
    step(page, "Record for everybody ticked")

    page.goto(f"/officer/vacancies/{vacancy.id}/ranking")
    expect(page.locator(".suggestion")).to_have_count(3)
    expect(page.locator(".suggestion").first).to_contain_text("English")
    before = {name: figure(page, name) for name in ("employed", "referrals", "withdrawn")}

    page.goto(f"/officer/vacancies/{vacancy.id}/ranking")
    for person in (azad, shilan):
        page.check(f"input[name=ids][value='{person.id}']")
    step(page, "Refer those chosen")
    step(page, "Refer 2 people")
    links = [link.get_attribute("href") for link in page.get_by_role("link", name="To the referral").all()]
    first, second = (link for link in links if link and "/referrals/" in link)

    for link in (first, second):
        page.goto(link)
        step(page, "The person said yes")
        step(page, "Send to the employer")
        page.fill("#on", "2026-12-01T10:00")
        step(page, "Interview agreed")

    other = signed_in(colleague)
    other.goto(first)
    page.goto(first)
    step(page, "The employer offers the job")
    other.get_by_role("button", name="The employer offers the job", exact=True).click()
    expect(other.get_by_role("heading", name="Somebody else was faster")).to_be_visible()

    page.fill("#started_on", date.today().isoformat())  # noqa: DTZ011
    step(page, "Work began")
    expect(page.get_by_text("Placed. Follow-ups are planned")).to_be_visible()

    placed = live.session.scalar(select(Placement.job_seeker_id))
    live.session.commit()
    loser = azad if placed == shilan.id else shilan
    page.goto(f"/officer/job-seekers/{loser.id}/withdrawal")
    page.select_option("#reason", "moved_away")
    step(page, "Withdraw the profile")
    page.goto(f"/officer/job-seekers/{loser.id}")
    expect(page.get_by_text(re.compile("Withdrawn")).first).to_be_visible()

    after = {name: figure(page, name) for name in ("employed", "referrals", "withdrawn")}
    assert before == {"employed": "0", "referrals": "0", "withdrawn": "0"}
    assert after == {"employed": "1", "referrals": "2", "withdrawn": "1"}
