"""The import and the settling of words in a real browser, by mouse, by keys, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models import CodedText, ImportRun, JobSeeker
from tests.services.intake.sheets_of_words import csv_bytes

pytestmark = pytest.mark.browser

ROWS = [["Name", "Phone", "Skills", "Job"], ["KARIM, Azad", "7.501234567E9", "zworbling of pipes", "teacher"],
        ["Shilan Omar", "", "cooking", "teacher"]]  # fmt: skip


LONG = 60_000  # the first file of a process loads the vocabulary


def choose_file(page, rows):
    page.set_default_timeout(LONG)
    page.goto("/officer/imports")
    page.set_input_files("#file", {"name": "intake.csv", "mimeType": "text/csv", "buffer": csv_bytes(rows)})
    page.get_by_role("button", name="Load and preview").click()


def test_a_sheet_is_loaded_a_word_settled_by_a_key_and_consents_recorded(live, signed_in):
    live.once("programme", live.programme)
    page = signed_in(live.officer())
    choose_file(page, ROWS)
    expect(page.get_by_text("Azad Karim").first).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The file was saved.")).to_be_visible(timeout=LONG)

    page.goto("/officer/codings")
    expect(page.locator(".current-coding strong")).to_have_text("zworbling of pipes")
    page.keyboard.press("1")
    expect(page.get_by_text("1 row follows.")).to_be_visible(timeout=LONG)
    assert live.session.scalar(select(CodedText.state).where(CodedText.text == "zworbling of pipes")) == "settled"
    live.session.rollback()  # on SQLite a session that has read holds the lock that the server waits for

    page.goto("/officer/consents/new")
    page.get_by_label("Azad Karim").check()
    page.select_option("#given", "orally")
    page.get_by_role("button", name="Record for everybody ticked").click()
    expect(page.get_by_text("2 consents are recorded.")).to_be_visible()
    expect(page.get_by_label("Azad Karim")).to_have_count(0)


def test_the_slash_leads_to_a_search_and_typing_there_presses_nothing(live, signed_in):
    live.once("programme", live.programme)
    page = signed_in(live.officer())
    choose_file(page, ROWS)
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto("/officer/codings")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.locator("#q").press_sequentially("x1")
    expect(page.locator("#q")).to_have_value("x1")
    expect(page).to_have_url(re.compile(r"/officer/codings/\d+$"))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_long_file_goes_on_by_itself_and_by_a_button_without_javascript(live, signed_in, monkeypatch, javascript):
    monkeypatch.setattr("jobmatch.officer.imports.PATIENCE", 0.0)
    live.once("programme", live.programme)
    page = signed_in(live.officer(), java_script_enabled=javascript)
    choose_file(page, [["Name", "Phone"], *([f"Azad Karim {number}", ""] for number in range(600))])
    save = page.get_by_role("button", name="Save", exact=True)
    for _ in range(6):
        if javascript or save.count():
            break
        page.get_by_role("button", name="Go on").click()
    expect(save).to_be_visible(timeout=LONG)
    save.click()
    expect(page.get_by_text("The file was saved.")).to_be_visible(timeout=LONG)
    run = live.session.scalars(select(ImportRun)).one()
    assert sum(run.counts["outcomes"].values()) == run.row_count == 600
    assert live.session.scalars(select(JobSeeker)).first()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/officer/imports", "/officer/imports/1", "/officer/codings", "/officer/duplicates",
                                  "/officer/consents/new"])  # fmt: skip
def test_no_page_is_wider_than_the_screen(live, signed_in, width, path):
    live.once("programme", live.programme)
    page = signed_in(live.officer(), width=width)
    choose_file(page, ROWS)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
