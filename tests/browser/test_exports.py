"""Exports in a real browser: columns chosen by keyboard and pointer, with scripts and without; progress; the file."""

import io
from pathlib import Path
from threading import Thread

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from jobmatch import create_app, exporting
from jobmatch.services.exports import records
from jobmatch.settings import Settings
from models import JobSeeker

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MAKE = "button.btn-primary:text-is('Make the file')"


@pytest.fixture
def office(live):
    """An officer with three people, one of whom agreed to nothing."""
    officer = live.officer(email="shilan@example.org", name="Shilan Karim")
    people = {"Zana Omer": {"phone": "+9647501234567"}, "Azad Karim": {"name_native": "ئازاد کەریم"}, "Dilan Ali": {}}
    for name, facts in people.items():
        live.job_seeker(name_latin=name, consents=name != "Dilan Ali", **facts)
    live.session.commit()
    return officer


def chosen(page: Page) -> list[str]:
    """The columns of the form, in order."""
    return page.locator("#chosen-columns input").evaluate_all("(all) => all.map((one) => one.value)")


def downloaded(page: Page) -> list[tuple]:
    """The rows of the workbook that the page hands over."""
    with page.expect_download() as waiting:
        page.click("a:text-is('Download')")
    content = io.BytesIO(waiting.value.path().read_bytes())
    return list(openpyxl.load_workbook(content).worksheets[0].iter_rows(values_only=True))


def work(database_url: str, instance: Path) -> None:
    """What the worker beside the web does; in a thread of its own, because the browser's has an event loop."""
    settings = Settings(database_url=database_url, secret_key="x" * 40, instance_dir=instance, secure_cookies=False)
    with create_app(settings).app_context():
        exporting.write_exports()


def test_the_exported_workbook_equals_the_database(live, signed_in, office):
    page = signed_in(office)
    page.goto("/officer/job-seekers?sort=name")
    page.click("a:text-is('Export')")
    page.wait_for_load_state()  # before its script runs, the button below asks the server
    page.click("#no-columns")
    page.click("#others > summary")
    for code in ("phone", "name_native", "name_latin", "registered_on"):
        page.click(f"#add-{code}")
    page.focus("#up-name_latin")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(page.locator("#up-name_latin")).to_be_focused()
    expect(page.locator("#column-news")).to_have_text("Name (Latin) is now at place 1.")
    page.click("#remove-phone")
    assert chosen(page) == ["name_latin", "name_native", "registered_on"]
    expect(page.locator("main")).to_contain_text("1 row is left out")
    page.click(MAKE)
    expect(page.locator("#export-state")).to_contain_text("1 row is left out")
    head, *rows = downloaded(page)
    assert head == ("Name (Latin)", "Native name", "Registration date")
    agreed = select(JobSeeker).where(JobSeeker.name_latin != "Dilan Ali").order_by(JobSeeker.name_latin)
    people = live.session.scalars(agreed).all()
    assert [(name, native, day.date()) for name, native, day in rows] == [
        (person.name_latin, person.name_native, person.registered_on) for person in people
    ]


def test_columns_are_chosen_without_javascript(signed_in, office):
    page = signed_in(office, java_script_enabled=False)
    page.goto("/exports/new/people?sort=name")
    page.check("#purpose-backup")
    page.click("#no-columns")
    for code in ("phone", "name_latin"):
        page.click(f"#add-{code}")
    page.click("#up-name_latin")
    assert page.is_checked("#purpose-backup")
    page.click(MAKE)
    assert downloaded(page) == [("Name (Latin)", "Phone"), ("Azad Karim", None), ("Zana Omer", "+9647501234567")]


def test_progress_is_followed_without_a_jump(signed_in, office, live_engine, tmp_path, monkeypatch):
    monkeypatch.setattr(records, "AT_ONCE", 0)
    page = signed_in(office, width=360, height=300)
    page.goto("/exports/new/people")
    page.click(MAKE)
    expect(page.locator("#export-state")).to_contain_text("Waiting")
    page.evaluate("window.scrollTo(0, 200)")
    before = page.evaluate("window.scrollY")
    worker = Thread(target=work, args=(str(live_engine.url), tmp_path / "instance"))
    worker.start()
    worker.join()
    expect(page.locator("#export-state")).to_contain_text("SHA-256")
    assert page.evaluate("window.scrollY") == before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_list_is_kept_and_run_with_one_click(signed_in, office):
    page = signed_in(office)
    page.goto("/exports/new/people?sort=name")
    page.click("summary:has-text('Keep this choice')")
    page.fill("#name", "Everybody's phones")
    page.check("input[name=shared]")
    page.click("button:text-is('Keep the list')")
    page.click("#lists button:has-text('Make the file')")
    expect(page.locator("#export-state")).to_contain_text("Done")
    page.goto("/exports/")
    expect(page.locator("main")).to_contain_text("Shilan Karim")
