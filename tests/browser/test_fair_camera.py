"""A badge before the camera: the browser's own camera path, fed from a film in which somebody holds up a badge."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import segno
from playwright.sync_api import Browser, Playwright, expect

from jobmatch.clock import today
from jobmatch.services.fairs import staff
from models import CheckInWay, FairCheckIn, FairInterview, FairState, InterviewState, Role
from tests.browser.conftest import launched
from tests.browser.test_fair_day import count, look
from tests.browser.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOKEN = "kq4Zr1mVdP0sXw8LhT2uYA"  # as long as those that the service makes
WIDTH, HEIGHT, FRAMES = 640, 480, 20


def frame(code: np.ndarray, grey: int, left: int, top: int, scale: int) -> bytes:
    """One picture, grey as a hall is, with the badge's code at a place; planar YUV 4:2:0."""
    picture = np.full((HEIGHT, WIDTH), grey, dtype=np.uint8)
    printed = np.kron(np.where(code, 30, 225).astype(np.uint8), np.ones((scale, scale), dtype=np.uint8))
    picture[top : top + printed.shape[0], left : left + printed.shape[1]] = printed
    noise = np.random.default_rng(left).integers(-12, 12, picture.shape)
    picture = np.clip(picture.astype(np.int16) + noise, 0, 255).astype(np.uint8)
    colour = np.full(WIDTH * HEIGHT // 2, 128, dtype=np.uint8)
    return b"FRAME\n" + picture.tobytes() + colour.tobytes()


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    """A badge that is brought before the camera, in uneven light and with a noisy picture."""
    code = np.array(list(segno.make(TOKEN, error="m", micro=False).matrix_iter(border=3)), dtype=bool)
    path: Path = tmp_path_factory.mktemp("film") / "badge.y4m"
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420mpeg2\n".encode())
        for number in range(FRAMES):
            file.write(frame(code, 100 + number, left=120 + 6 * number, top=60 + 2 * number, scale=8))
    return path


@pytest.fixture(scope="module")
def chromium(film: Path, playwright: Playwright) -> Iterator[Browser]:
    """A browser whose camera shows the film."""
    shown = f"--use-file-for-fake-video-capture={film}"
    with launched(playwright, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", shown) as browser:
        yield browser


def fair_with_a_badge(live):
    fair = live.fair(state=FairState.RUNNING, on=today())
    live.guest(fair=fair, job_seeker=live.job_seeker(name_latin="Azad Karim"), token=TOKEN)
    return fair


def test_a_badge_before_the_camera_is_checked_in_without_a_network(live, signed_in):
    organiser, fair = live.account(Role.ORGANISER), fair_with_a_badge(live)
    live.session.commit()
    fair_id = fair.id
    page = signed_in(organiser)
    page.context.set_default_timeout(60_000)
    page.goto(f"/organiser/fairs/{fair_id}/scanner")
    expect(page.locator("#count")).to_have_text("0 of 1 here")
    wait_until(page, "caches.open('jobmatch-door').then((cache) => cache.keys()).then((keys) => keys.length > 4)")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#count")).to_have_text("0 of 1 here")
    page.click("#camera")
    expect(page.locator("#message")).to_contain_text("Azad Karim", timeout=30_000)
    expect(page.locator("#count")).to_have_text("1 of 1 here")
    expect(page.locator("#unsent")).to_have_text("1 to be sent")
    assert count(live, FairCheckIn) == 0
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#unsent")).to_have_text("Everything is sent.")
    assert look(live, FairCheckIn.__table__.select().with_only_columns(FairCheckIn.way)) == [CheckInWay.QR]


def test_the_booths_phone_reads_a_badge_into_its_queue(live, open_page):
    booth = live.booth(fair=fair_with_a_badge(live))
    staff.ensure_staff(live.session, booth)
    code = staff.booth_code(booth, "only for tests, long enough to be one")
    live.session.commit()
    phone = open_page(width=360, height=740)
    phone.goto(f"/booth/sign-in#{code}")
    expect(phone.locator("#code")).to_have_value(code)
    phone.click("text=Open the booth")
    phone.click("#scan")
    expect(phone.locator("main")).to_contain_text("Azad Karim", timeout=30_000)
    states = look(live, FairInterview.__table__.select().with_only_columns(FairInterview.state))
    assert states == [InterviewState.QUEUED]
