"""An employer's whole way in a real browser: registered, verified, posting, meeting, hiring and rating somebody."""

import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from jobmatch.clock import today
from jobmatch.services import referrals, taxonomy
from models import Employer, FollowUp, JobSeekerSkill, Referral, ReferralState, Role, Vacancy, VacancyState
from tests.browser.words import SCREENS, device, speaking

pytestmark = pytest.mark.browser
PASSWORD = "a long enough password"


def register(page, say):
    page.goto("/employer/register")
    for field, value in {
        "name": "Zagros Steel", "place_text": "Erbil", "address": "60 m street 12", "phone": "07501234567",
        "contact_name": "Dilan Aziz", "email": "dilan@example.org", "password": PASSWORD,
    }.items():  # fmt: skip
        page.fill(f"#{field}", value)
    page.check("input[name=takes_no_fee]")
    page.get_by_role("button", name=say("Register")).click()
    page.get_by_role("main").get_by_role("link", name=say("Sign in")).click()
    page.fill("#email", "dilan@example.org")
    page.fill("#password", PASSWORD)
    page.click("button[name=submit]")
    expect(page.get_by_text(say("Your business is being verified."))).to_be_visible()


def verify(page):
    page.goto("/officer/employers?state=pending")
    page.get_by_role("link", name="Zagros Steel").click()
    for item in ("exists_at_address", "contact_answers", "takes_no_fee", "offers_are_real"):
        page.check(f"input[name={item}]")
    page.get_by_role("button", name="Verified").click()
    expect(page.locator("h1")).to_contain_text("Verified")


def post_vacancy(page, say):
    page.goto("/employer/vacancies/new")
    page.fill("#title", "Welder")
    page.locator("#title").press("Tab")
    page.locator("label[for=essential-1]").click()
    page.fill("#place_text", "Hewlêr")
    page.get_by_label(say("No, nothing")).check()
    page.get_by_role("button", name=say("Estimate")).click()
    expect(page.locator("#estimate")).to_contain_text(say("Fewer than 5 people fit."), timeout=90_000)
    page.get_by_role("button", name=say("Save and hand in")).click()
    expect(page.locator("h1")).to_contain_text(say("Submitted"))


def approve(page):
    page.goto("/officer/vacancies?state=to_approve")
    page.get_by_role("link", name="Welder").click()
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.locator("h1")).to_contain_text("Open")


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_an_employer_registers_posts_meets_hires_and_rates(live, open_page, signed_in, screen):
    session, account, say = live.session, live.officer(), speaking(screen[0])
    language, width = screen
    employer, officer = open_page(width=width, **device(language)), signed_in(account)
    register(employer, say)
    verify(officer)
    post_vacancy(employer, say)
    approve(officer)

    vacancy = session.scalars(select(Vacancy)).one()
    assert vacancy.state is VacancyState.OPEN
    assert vacancy.skills[0].essential
    person = live.job_seeker(name_latin="Azad Karim", phone="+9647501112233")
    person.skills.append(JobSeekerSkill(concept="skill:arc-welding"))
    row = referrals.propose_referral(session, vacancy, person, by=account, today=today())
    session.commit()

    officer.goto(f"/officer/referrals/{row.id}")
    officer.get_by_role("button", name="Show to the employer without a name").click()
    welding = taxonomy.label("skill:arc-welding", language)
    employer.goto("/employer/people")
    employer.get_by_role("link", name=say("Person %(code)s", code=f"R-{row.id:05}")).click()
    expect(employer.get_by_text(welding)).to_be_visible()
    assert "Azad" not in employer.content() and "+964" not in employer.content()
    employer.get_by_label(say("Your question")).fill("Can they start in May?")
    employer.get_by_role("button", name=say("Send")).click()

    officer.get_by_role("button", name="The person said yes").click()
    officer.get_by_role("button", name="Send to the employer").click()
    expect(officer.get_by_text("Can they start in May?")).to_be_visible()
    employer.goto(f"/employer/people/{row.id}")
    expect(employer.locator("h1")).to_have_text("Azad Karim")
    expect(employer.get_by_text("+964 750 111 2233")).to_be_visible()

    employer.fill("#time_1", f"{today() + timedelta(days=3):%Y-%m-%d}T10:00")
    employer.get_by_role("button", name=say("Propose these times")).click()
    officer.goto(f"/officer/referrals/{row.id}")
    officer.get_by_role("button", name="The person chose this").click()
    employer.goto(f"/employer/people/{row.id}")
    expect(employer.get_by_role("link", name=say("Save to a calendar"))).to_be_visible()
    employer.get_by_role("button", name=say("Offer the job")).click()
    employer.fill("#started_on", f"{today() - timedelta(days=40):%Y-%m-%d}")
    employer.get_by_role("button", name=say("Hired"), exact=True).click()
    expect(employer.get_by_text(say("This person works for you."))).to_be_visible()

    employer.goto("/employer/placements")
    employer.get_by_label(say("0 to 10")).first.fill("9")
    employer.get_by_label(say("In your words")).first.fill("A careful hand")
    employer.get_by_role("button", name=say("Save")).first.click()
    expect(employer.get_by_text("9/10")).to_be_visible()
    session.expire_all()
    assert session.scalars(select(Referral)).one().state is ReferralState.PLACED
    assert session.scalars(select(FollowUp).order_by(FollowUp.months)).first().employer_rating == 9
    assert session.scalars(select(Employer)).one().checks[0].verified


def test_structured_data_passes_the_content_security_policy(live, open_page):
    vacancy = live.vacancy(title='Welder </script> & "co"', description="Weld gates")
    live.session.commit()
    page = open_page(width=360)
    page.goto(f"/vacancies/{vacancy.reference}")
    data = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert data["title"] == vacancy.title
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="I am interested").first.click()
    page.wait_for_url("**/my/register")


@pytest.mark.parametrize("path", ["vacancies/new", "people", "business", "vacancies"])
def test_pages_fit_a_phone(live, signed_in, path):
    page = signed_in(live.account(Role.EMPLOYER, employer=live.employer()), width=360)
    page.goto(f"/employer/{path}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_summary_of_errors_names_the_field(live, signed_in):
    page = signed_in(live.account(Role.EMPLOYER, employer=live.employer()))
    page.goto("/employer/vacancies/new")
    form = page.locator("form:has(#title)")
    form.evaluate("(form) => { form.noValidate = true; }")
    form.get_by_role("button", name="Save and hand in").click()
    expect(page.get_by_role("link", name="Title: This is needed.")).to_be_visible()
