"""A whole fair in a real browser: planned, filled, scheduled, printed, held with and without a network."""

import re
from datetime import date
from io import BytesIO
from unicodedata import normalize

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import func, select

from models import (
    FairCheckIn,
    FairEmployer,
    FairGuest,
    FairInterview,
    GuestState,
    InterviewState,
    JobFair,
    JobSeeker,
    JobSeekerSkill,
    Notice,
    Referral,
    ReferralState,
    Role,
    VacancySkill,
)
from tests.browser.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SKILL = "http://example.org/welding"


def world(live):
    """An office with an organiser, an employer with a vacancy, and three people, one of them written in Sorani."""
    organiser = live.account(Role.ORGANISER, email="fairs@example.org")
    employer = live.employer(name="Hawler Steel")
    vacancy = live.vacancy(employer=employer, openings=3)
    live.add(VacancySkill(vacancy=vacancy, concept=SKILL))
    names = (("Azad Karim", None), ("Shilan Omer", "شیلان عومەر"), ("Dilan Hassan", None))
    people = [live.job_seeker(name_latin=latin, name_native=native) for latin, native in names]
    people[0].email, people[0].language = "azad@example.org", "en"
    for person in people:
        live.add(JobSeekerSkill(job_seeker=person, concept=SKILL, level=4))
    live.session.commit()
    return organiser, people


def plan(page: Page) -> None:
    page.goto("/organiser/fairs/new")
    page.fill("#name", "Fair of Erbil")
    page.fill("#starts_on", date.today().isoformat())  # noqa: DTZ011 - the browser's calendar day
    page.fill("#ends_on", date.today().isoformat())  # noqa: DTZ011
    page.fill("#halls", "Hall A")
    page.click("text=Save")
    page.click("nav.fair-tabs >> text=Employers")
    page.check("label:has-text('Hawler Steel') input")
    page.click("main button:has-text('Invite')")
    page.click("a:has-text('Hawler Steel')")
    page.click("text=They come")


def invite(page: Page, live, fair_id: int, open_page) -> None:
    """Everybody is invited and told; one answers by the link of the message, the others at the desk."""
    page.goto(f"/organiser/fairs/{fair_id}/invitations")
    page.click("text=Tick all")
    page.click("main button:has-text('Invite')")
    (text,) = look(live, select(Notice.text).where(Notice.kind == "fair_invitation"))
    phone = open_page(width=360, height=740)
    phone.goto(re.search(r"/my/answer/[\w-]+", text)[0])
    expect(phone.locator("body")).not_to_contain_text("Azad")
    phone.click("text=Yes, I come")
    expect(phone.locator("body")).to_contain_text("Thank you")
    states = select(FairGuest.state).join(FairGuest.job_seeker).where(JobSeeker.name_latin == "Azad Karim")
    assert look(live, states) == [GuestState.YES]
    for name in ("Azad Karim", "Shilan Omer", "Dilan Hassan"):
        page.goto(f"/organiser/fairs/{fair_id}/guests")
        page.click(f"a:has-text('{name}')")
        page.click("button:text-is('Comes')")


def schedule(page: Page, fair_id: int) -> None:
    page.goto(f"/organiser/fairs/{fair_id}/schedule")
    page.click("button:text-is('Search')")
    page.wait_for_selector("text=Use this schedule", timeout=90_000)
    expect(page.locator("#run")).to_contain_text("This is the best schedule there is")
    page.click("text=Use this schedule")
    page.click("text=Confirm everything planned")


def pdf_text(page: Page, path: str) -> str:
    answer = page.request.get(path)
    assert answer.ok
    return "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)


def papers(page: Page, fair_id: int) -> str:
    """Every paper opens, in both scripts; returns the text of the booth packs."""
    for paper in ("badges", "people", "booths", "door"):
        text = pdf_text(page, f"/organiser/fairs/{fair_id}/{paper}.pdf")
        assert "Shilan Omer" in text, paper
        arabic = "".join(letter for letter in text if "\u0600" <= letter <= "\ufeff")
        assert letters("شیلان") <= letters(arabic), paper
    return pdf_text(page, f"/organiser/fairs/{fair_id}/booths.pdf")


def letters(text: str) -> set[str]:
    """The letters of a text, whatever shapes they were drawn in."""
    return {letter for letter in normalize("NFKC", text) if letter.isalpha()}


def hours_change(page: Page, live, fair_id: int) -> None:
    """Later opening would take confirmed interviews off: they are listed, and nothing is saved before a yes."""
    (first,) = look(live, select(func.min(FairInterview.starts_at)))
    page.goto(f"/organiser/fairs/{fair_id}/edit")
    page.fill("#opens", "15:00")
    page.click("text=Save")
    expect(page.locator("h1")).to_contain_text("This change leaves something without a place")
    expect(page.locator("main")).to_contain_text("Shilan Omer")
    page.click("text=Leave it as it is")
    confirmed = select(func.min(FairInterview.starts_at)).where(FairInterview.state == InterviewState.CONFIRMED)
    assert look(live, confirmed) == [first]


def test_a_whole_fair(live, signed_in, open_page):
    organiser, _people = world(live)
    page = signed_in(organiser)
    page.context.set_default_timeout(60_000)  # the vocabulary is read at the first page that names a place
    plan(page)
    (fair_id,) = look(live, select(JobFair.id))
    invite(page, live, fair_id, open_page)
    schedule(page, fair_id)
    confirmed = select(FairInterview.starts_at).where(FairInterview.state == InterviewState.CONFIRMED)
    assert len(set(look(live, confirmed))) == 3

    assert look(live, select(func.count()).where(Notice.kind == "fair_schedule")) == [1]
    pack = papers(page, fair_id)
    hours_change(page, live, fair_id)

    page.goto(f"/organiser/fairs/{fair_id}")
    page.click("text=Open the doors")
    door(page, live, fair_id)
    walk_in(page, live, fair_id)
    booth_day(open_page, live, pack)
    exports(page, live, fair_id)


def exports(page: Page, live, fair_id: int) -> None:
    """The fair's lists as workbooks: who came, and how the interviews went."""
    guests = exported(page, f"/organiser/fairs/{fair_id}/guests", ("name_latin", "checked_in_at"))
    came = select(JobSeeker.name_latin).join(FairGuest).join(FairCheckIn)
    assert {name for name, at in guests if at} == set(look(live, came.distinct()))
    assert {name for name, _at in guests} == set(look(live, select(JobSeeker.name_latin).join(FairGuest)))
    held = exported(page, f"/organiser/fairs/{fair_id}/schedule", ("employer", "name_latin", "outcome"))
    assert len(held) == count(live, FairInterview)
    assert ("Hawler Steel", "Shilan Omer", "Offer") in held


def exported(page: Page, path: str, columns: tuple[str, ...]) -> list[tuple]:
    """The rows of a list's export with these columns."""
    page.goto(path)
    page.click("a:text-is('Export')")
    page.wait_for_load_state()  # before its script runs, the button below asks the server
    page.click("#no-columns")
    page.locator("#others").evaluate("(one) => { one.open = true; }")
    for column in columns:
        page.click(f"#add-{column}")
    page.click("button.btn-primary:text-is('Make the file')")
    with page.expect_download() as waiting:
        page.click("a:text-is('Download')")
    book = openpyxl.load_workbook(BytesIO(waiting.value.path().read_bytes()))
    return list(book.worksheets[0].iter_rows(min_row=2, values_only=True))


def door(page: Page, live, fair_id: int) -> None:
    """Check in online, then twice offline, once after opening the page anew; everything arrives once."""
    page.goto(f"/organiser/fairs/{fair_id}/scanner")
    expect(page.locator("#count")).to_have_text("0 of 3 here")
    with page.expect_request_finished(lambda request: request.method == "POST"):
        page.click("li:has-text('Azad') button")
    expect(page.locator("#unsent")).to_have_text("Everything is sent.")
    wait_until(page, "caches.open('jobmatch-door').then((cache) => cache.keys()).then((keys) => keys.length > 3)")

    page.context.set_offline(True)
    page.fill("#find", "شیلان")
    page.click("li:has-text('Shilan') button")
    expect(page.locator("#unsent")).to_have_text("1 to be sent")
    page.reload()
    expect(page.locator("#count")).to_have_text("2 of 3 here")
    page.click("li:has-text('Dilan') button")
    expect(page.locator("#unsent")).to_have_text("2 to be sent")
    assert count(live, FairCheckIn) == 1

    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#unsent")).to_have_text("Everything is sent.")
    page.reload()
    expect(page.locator("#count")).to_have_text("3 of 3 here")
    assert count(live, FairCheckIn) == 3
    kept = page.evaluate(
        "caches.open('jobmatch-door').then((c) => c.keys().then((keys) => Promise.all("
        "keys.map((key) => c.match(key).then((answer) => answer.text())))))"
    )
    assert not any("Shilan" in text for text in kept)


def look(live, query):
    """Read what the server has written, and let go of the database again."""
    found = live.session.scalars(query).all()
    live.session.rollback()
    return found


def count(live, model) -> int:
    return look(live, select(func.count()).select_from(model))[0]


def walk_in(page: Page, live, fair_id: int) -> None:
    """One person is registered on the page, one on the phone without a network."""
    page.goto(f"/organiser/fairs/{fair_id}/scanner")
    expect(page.locator("#count")).to_have_text("3 of 3 here")
    page.context.set_offline(True)
    page.click("#walks-in")
    page.fill("#name", "Hêmin Offline")
    page.check("text=The person said yes")
    page.click("text=Register and check in")
    expect(page.locator("#unsent")).to_have_text("1 to be sent")
    assert count(live, FairGuest) == 3
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#unsent")).to_have_text("Everything is sent.")
    expect(page.locator("#count")).to_have_text("4 of 4 here")
    page.goto(f"/organiser/fairs/{fair_id}/walk-ins/new")
    page.fill("#name", "Rebin Walk")
    page.check("text=The person said yes")
    page.click("text=Register and check in")
    expect(page.locator("main")).to_contain_text("Rebin Walk")
    assert count(live, FairGuest) == 5
    assert count(live, FairCheckIn) == 5


def booth_day(open_page, live, pack: str) -> None:
    """The booth's staff sign in on a phone with the code of their paper, and say how it went."""
    (booth_id,) = look(live, select(FairEmployer.id))
    code = next(word for word in pack.split() if word.startswith(f"{booth_id}-"))
    phone = open_page(width=360, height=740)
    phone.goto(f"/booth/sign-in#{code}")
    expect(phone.locator("#code")).to_have_value(code)
    phone.click("text=Open the booth")
    phone.click("li:has-text('Shilan') button:has-text('Offer')")
    expect(phone.locator("main")).to_contain_text("Talked to")
    offered = select(JobSeeker.name_latin).join(Referral).where(Referral.state == ReferralState.OFFERED)
    assert look(live, offered) == ["Shilan Omer"]


def test_signing_out_leaves_no_name_on_the_device(live, signed_in):
    organiser, people = world(live)
    fair = live.fair(state="running")
    live.guest(fair=fair, job_seeker=people[0])
    live.session.commit()
    fair_id = fair.id
    page = signed_in(organiser)
    page.context.set_default_timeout(60_000)
    page.goto(f"/organiser/fairs/{fair_id}/scanner")
    expect(page.locator("#count")).to_have_text("0 of 1 here")
    page.click("text=Sign out")
    page.wait_for_url("**/sign-in")
    wait_until(page, "indexedDB.databases().then((all) => all.every((one) => one.name !== 'jobmatch-door'))")


def test_a_badge_is_read_by_the_decoder(live, signed_in):
    """The QR code of a badge, drawn into a picture, is read by the very decoder that the page uses."""
    import segno

    organiser, people = world(live)
    fair = live.fair(state="running")
    guest = live.guest(fair=fair, job_seeker=people[0])
    live.session.commit()
    token = guest.token
    fair_id = fair.id
    page = signed_in(organiser)
    page.context.set_default_timeout(60_000)
    page.goto(f"/organiser/fairs/{fair_id}/scanner")
    expect(page.locator("#count")).to_have_text("0 of 1 here")
    picture = segno.make(token, error="m", micro=False).png_data_uri(scale=6, border=3)
    read = page.evaluate(
        """async (address) => {
          const image = new Image(); image.src = address; await image.decode();
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [image.width, image.height];
          const drawing = canvas.getContext("2d"); drawing.drawImage(image, 0, 0);
          const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height);
          const code = jsQR(data, width, height).data; await arrive(code, "qr"); return code;
        }""",
        picture,
    )
    assert read == token
    expect(page.locator("#message")).to_contain_text("Welcome")
    assert count(live, FairCheckIn) == 1
