"""The ranking in a real browser: sliders move the order without a reload, and a form does it without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from models import JobSeekerLanguage, JobSeekerSkill, VacancyLanguage, VacancySkill

pytestmark = pytest.mark.browser


@pytest.fixture
def vacancy(live):
    vacancy = live.vacancy(occupation="occupation:welder", isco="7212")
    vacancy.skills.append(VacancySkill(concept="skill:arc-welding"))
    vacancy.languages.append(VacancyLanguage(code="eng", level=5))
    skilled = live.job_seeker(name_latin="Skilled Sherzad")
    skilled.skills.append(JobSeekerSkill(concept="skill:arc-welding"))
    skilled.languages.append(JobSeekerLanguage(code="eng", level=4))
    fluent = live.job_seeker(name_latin="Fluent Narin")
    fluent.skills.append(JobSeekerSkill(concept="skill:teamwork"))
    fluent.languages.append(JobSeekerLanguage(code="eng", level=6))
    live.session.commit()
    return vacancy


def test_moving_a_slider_reorders_people_without_a_reload(live, vacancy, signed_in):
    page = signed_in(live.officer())
    page.goto(f"/officer/vacancies/{vacancy.id}/ranking")
    names = page.locator(".suggestion a.h3")
    expect(names.first).to_have_text("Skilled Sherzad")
    page.evaluate("window.notReloaded = true")
    for criterion, weight in (("skills", 0), ("language", 100)):
        page.locator(f"#w_{criterion}").fill(str(weight))
        page.locator(f"#w_{criterion}").dispatch_event("change")
    expect(names.first).to_have_text("Fluent Narin")
    assert page.evaluate("window.notReloaded")
    expect(page).to_have_url(re.compile("w_language=100"))


def test_the_same_works_without_javascript(live, vacancy, signed_in):
    page = signed_in(live.officer(), java_script_enabled=False)
    page.goto(f"/officer/vacancies/{vacancy.id}/ranking?w_language=100")
    expect(page.locator(".suggestion a.h3").first).to_have_text("Fluent Narin")
    page.get_by_role("button", name="Rank again").click()
    expect(page.locator(".suggestion")).to_have_count(2)


def test_the_page_fits_a_phone(live, vacancy, signed_in):
    page = signed_in(live.officer(), width=360)
    page.goto(f"/officer/vacancies/{vacancy.id}/ranking")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
