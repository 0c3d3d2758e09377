"""A job seeker on a phone: invited, says yes, sees the interview, withdraws and undoes. Also without JavaScript."""

import gzip
from datetime import UTC, date, datetime, timedelta
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from jobmatch.services import sign_in, taxonomy
from jobmatch.services.referrals import invite_to_interview, send_referral
from models import (
    JobSeekerLanguage,
    JobSeekerSkill,
    Referral,
    ReferralState,
    Role,
    VacancyLanguage,
    VacancySkill,
    utc_now,
)
from tests.browser.waiting import wait_until
from tests.browser.words import SCREENS, device, speaking

pytestmark = pytest.mark.browser

SECRET = "only for tests, long enough to be one"
PHONE_WIDTH = 360
FIRST_PAGE_BYTES = 100_000


@pytest.fixture
def invited(live):
    """A person with an offer that fits, and the path of their invitation."""
    skill = taxonomy.vocabulary().of_kind("skill")[0].key
    person = live.job_seeker(birth_on=date(1990, 7, 1), birth_precision="year", registered_on=date(2020, 1, 1))
    vacancy = live.vacancy(title="Hall builder", description="Steel halls near the town.")
    live.session.add_all(
        [
            JobSeekerSkill(job_seeker=person, concept=skill, text="steel"),
            JobSeekerLanguage(job_seeker=person, code="eng", level=3),
            VacancySkill(vacancy=vacancy, concept=skill),
            VacancyLanguage(vacancy=vacancy, code="eng", level=4),
        ]
    )
    token = sign_in.issue_invitation(live.session, person, by=live.officer(), secret=SECRET, at=utc_now())
    live.session.commit()
    return person, vacancy, f"/my/invitation/{token}"


def enter(page: Page, address: str, say=str) -> None:
    page.set_default_timeout(60_000)  # the first ranking of a fresh server compiles its kernel
    page.goto(address)
    page.get_by_label(say("The year you were born, or the last four digits of your phone")).fill("1990")
    page.get_by_role("button", name=say("Sign in")).click()
    expect(page.get_by_role("heading", name=say("Jobs for you"))).to_be_visible(timeout=60_000)


def fits_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_invited_says_yes_sees_the_interview_withdraws_and_undoes(open_page, live, invited, screen, scripts):
    person, _vacancy, address = invited
    language, width = screen
    say = speaking(language)
    page = open_page(width=width, java_script_enabled=scripts, **device(language))
    enter(page, address, say)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ckb" else "ltr")
    page.get_by_role("button", name=say("Yes, still looking")).click()
    expect(page.get_by_role("button", name=say("Yes, still looking"))).to_have_count(0)
    page.get_by_role("link", name="Hall builder").click()
    english = {"en": "English", "ckb": "ئینگلیزی"}[language]
    below = "%(language)s one level below (%(held)s; %(required)s asked)"
    expect(page.get_by_text(say(below, language=english, held="B1", required="B2"))).to_be_visible()
    expect(page.get_by_text(say("What happens if I say yes"))).to_be_visible()
    page.get_by_role("button", name=say("Yes, send my profile")).click()
    expect(page.get_by_text(say("You said yes. Your officer looks at it and sends your profile."))).to_be_visible()

    live.session.expire_all()
    referral = live.session.query(Referral).one()
    assert referral.state is ReferralState.ACCEPTED
    officer = live.officer()
    send_referral(live.session, referral, by=officer, today=date.today())  # noqa: DTZ011
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    invite_to_interview(live.session, referral, by=officer, interview_on=later, place="Gate 2")
    live.session.commit()
    page.get_by_role("link", name=say("Offers")).click()
    expect(page.get_by_role("heading", name=say("Your next interview"))).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=say("Put it in my calendar")).click()
    assert waiting.value.suggested_filename == "appointment.ics"

    page.goto("/my/withdrawal")
    expect(page.get_by_text(say("%(num)s open referral ends", num=1))).to_be_visible()
    page.get_by_label(say("I moved away")).check()
    page.get_by_role("button", name=say("Withdraw my profile")).click()
    expect(page.get_by_role("heading", name=say("You have withdrawn your profile"))).to_be_visible()
    page.get_by_role("button", name=say("Undo: put my profile back")).click()
    back = say("Welcome back. Your profile and your consents are as they were; referrals that ended stay ended.")
    expect(page.get_by_text(back)).to_be_visible()
    live.session.expire_all()
    assert (person.state.value, referral.state.value) == ("active", "withdrawn")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_page_fits_a_narrow_screen_and_axe_finds_nothing(open_page, live, invited, direction):
    person, vacancy, address = invited
    referral = live.referral(job_seeker=person, vacancy=live.vacancy(), state=ReferralState.SENT)
    live.session.commit()
    page = open_page(width=320)
    enter(page, address)
    wide, complaints = [], []
    for path in (
        "", f"offers/{vacancy.id}", f"offers/{vacancy.id}/report", "referrals", f"referrals/{referral.id}", "profile",
        "profile/skills", "profile/languages", "profile/place", "profile/conditions", "profile/experiences",
        "consents", "consents/employers", "withdrawal", "data", "data/erasure", "ways-in", "correction", "offers/copy",
    ):  # fmt: skip
        page.goto(f"/my/{path}")
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
        if not fits_the_screen(page):
            wide.append(path)
        complaints += [(path, found["id"]) for found in Axe().run(page).response["violations"]]
    assert (wide, complaints) == ([], [])


def test_the_offline_copy_is_asked_for_and_gone_after_signing_out(open_page, invited):
    _person, _vacancy, address = invited
    page = open_page(width=PHONE_WIDTH)
    enter(page, address)
    wait_until(page, "navigator.serviceWorker.controller !== null")
    assert page.evaluate("caches.has('offers')") is False
    page.get_by_role("button", name="Keep a copy on this phone").click()
    expect(page.get_by_role("button", name="Remove the copy")).to_be_visible()
    page.context.set_offline(True)
    page.goto("/my/")
    expect(page.get_by_role("heading", name="Offers, kept on this phone")).to_be_visible()
    expect(page.get_by_text("Steel halls near the town.")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/my/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate("caches.has('offers')") is False


LOADED = (
    "[...document.querySelectorAll('link[rel=stylesheet], script[src], img[src]')].map((one) => one.href || one.src)"
)


def test_the_first_page_is_light(open_page, invited):
    _person, _vacancy, address = invited
    page = open_page(width=PHONE_WIDTH)
    enter(page, address)
    page.goto("/my/")
    loaded = {page.url, *page.evaluate(LOADED)}
    sizes = {url: len(gzip.compress(page.request.get(url).body())) for url in loaded}
    assert 4 <= len(sizes) <= 8, sizes
    assert sum(sizes.values()) < FIRST_PAGE_BYTES, sizes


def test_the_pages_can_be_installed(open_page, server, invited):
    with urlopen(f"{server}/my/manifest.webmanifest") as answer:  # noqa: S310 - our own server
        assert answer.headers["Content-Type"] == "application/manifest+json"
    _person, _vacancy, address = invited
    page = open_page(width=PHONE_WIDTH)
    enter(page, address)
    inspector = page.context.new_cdp_session(page)
    errors = {error["errorId"] for error in inspector.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert errors <= {"in-incognito"}  # how the test's window is opened, not how the pages are made


def test_another_role_does_not_come_in(signed_in, live):
    page = signed_in(live.account(Role.EMPLOYER))
    assert page.goto("/my/").status == 403
