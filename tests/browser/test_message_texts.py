"""The words of messages in a real browser: previewed without saving, saved, put back; and the mails themselves."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from jobmatch.messages.kinds import KINDS
from jobmatch.messages.rendering import example

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_an_officer_previews_saves_and_puts_back(signed_in, live, width):
    page = signed_in(live.officer(), width=width)
    page.goto("/message-texts/interview_arranged/ar")
    preview = page.frame_locator("iframe[name=preview]")
    page.fill("#subject", "موعدك")
    page.fill("#text", "تم تحديد مقابلتك: {when}.\n\nالعمل: {title}.")
    page.get_by_role("button", name="Preview").click()
    mail = preview.frame_locator("iframe")
    expect(mail.get_by_role("heading", name="موعدك")).to_be_visible()
    expect(mail.locator("html")).to_have_attribute("dir", "rtl")
    expect(mail.get_by_text("Welder")).to_be_visible()
    page.reload()
    expect(page.locator("#subject")).not_to_have_value("موعدك")
    page.fill("#subject", "موعدك")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("own words", exact=True)).to_be_visible()
    expect(preview.get_by_text("موعدك", exact=True)).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Put the default text back").click()
    expect(page.get_by_text("default", exact=True)).to_be_visible()
    expect(page.locator("#subject")).not_to_have_value("موعدك")


def test_what_cannot_be_used_is_said_in_the_preview(signed_in, live):
    page = signed_in(live.officer())
    page.goto("/message-texts/new_offer/en")
    page.fill("#text", "Come to {employer}")
    page.get_by_role("button", name="Preview").click()
    said = page.frame_locator("iframe[name=preview]").get_by_text("There is no such placeholder in this message.")
    expect(said).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_a_mail_is_accessible_and_fits_a_phone(chromium, language, scheme):
    page = chromium.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page.on("request", lambda request: pytest.fail(f"the mail loads {request.url}"))
    page.set_content(example(KINDS["interview_arranged"], language=language, base="https://jobs.example.org").html)
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    button, card = (page.locator(one).bounding_box() for one in (".button", ".card"))
    to_the_start = button["x"] - card["x"] < card["x"] + card["width"] - button["x"] - button["width"]
    assert to_the_start is (language == "en")
    page.close()
