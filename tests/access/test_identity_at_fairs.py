"""What the pages, papers and devices of a fair tell of a person: a name where it is needed, and nothing of the case."""

import io

import pytest
from pypdf import PdfReader

from jobmatch.clock import today
from jobmatch.services.fairs import staff
from jobmatch.services.fairs.slots import slot_starts
from models import FairInterview, FairState, InterviewState, Role
from tests.access.test_identity import CONTACT, NAME, NEVER, person

__all__ = ["person"]  # a fixture of the neighbour


@pytest.fixture
def guest(make, person):
    """Somebody with everything that must not be read, at a fair that is held, with an interview."""
    fair = make.fair(state=FairState.RUNNING, on=today(), listed=True)
    guest = make.guest(fair=fair, job_seeker=person, needs_access=True, needs_childcare=True)
    booth = make.booth(fair=fair)
    row = FairInterview(guest=guest, booth=booth, starts_at=slot_starts(fair)[0], state=InterviewState.CONFIRMED)
    make.session.add(row)
    make.session.flush()
    return guest


def read(client, path):
    """A page, paper or file as text with its headers."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    if path.endswith(".pdf"):
        body = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    else:
        body = answer.data.decode()
    return f"{answer.headers}\n{body}"


def kept_back(text, *, but=()):
    """Which of the things that nobody there may read stand in a text."""
    return [name for name, value in NEVER.items() if value in text and name not in but]


def test_organisers_read_a_name_and_nothing_of_the_case(make, sign_in, guest):
    web, fair, booth = sign_in(make.account(Role.ORGANISER)), guest.fair, guest.fair.employers[0]
    of_fair = ("", "/guests", "/schedule", "/door", "/scanner", "/scanner/guests", "/booths", "/edit",
               "/badges.pdf", "/people.pdf", "/booths.pdf", "/door.pdf")  # fmt: skip
    paths = [f"/fairs/{fair.id}{path}" for path in of_fair]
    paths += [f"/guests/{guest.id}", f"/guests/{guest.id}/slots/{booth.id}", f"/guests/{guest.id}/calendar.ics"]
    paths += [f"/guests/{guest.id}/badge.pdf", f"/guests/{guest.id}/plan.pdf", f"/booths/{booth.id}/pack.pdf"]
    paths += [f"/booths/{booth.id}/calendar.ics", f"/booths/{booth.id}", "/name-rules.json"]
    named = []
    for path in paths:
        text = read(web, f"/organiser{path}")
        assert kept_back(text) == [], path
        assert not any(contact in text for contact in CONTACT.values()), path
        named.append(NAME["name_latin"] in text)
    assert any(named)


def test_needs_are_counted_and_not_shown_with_the_person(make, sign_in, guest):
    web = sign_in(make.account(Role.ORGANISER))
    assert "1 person needs childcare" in read(web, f"/organiser/fairs/{guest.fair_id}")
    page = read(web, f"/organiser/guests/{guest.id}")
    for name in ("needs_access", "needs_childcare"):
        assert f'name="{name}" value="true">' in page  # the box is never ticked for anybody to see


def test_a_booths_staff_reads_the_name_of_who_comes(app, make, guest):
    booth = guest.fair.employers[0]
    staff.ensure_staff(make.session, booth)
    client = app.test_client()
    client.post("/booth/sign-in", data={"code": staff.booth_code(booth, app.config["SECRET_KEY"])})
    text = read(client, "/booth/")
    assert NAME["name_latin"] in text
    assert kept_back(text) == []
    assert not any(contact in text for contact in CONTACT.values())


def test_employers_everybody_and_the_link_read_nobodys_name(make, client, sign_in, guest):
    booth = guest.fair.employers[0]
    for path in ("/fairs", f"/fairs/{guest.fair_id}.ics", f"/my/answer/{guest.answer_key}"):
        text = read(client, path)
        assert kept_back(text) == [], path
        assert not any(secret in text for secret in (*NAME.values(), *CONTACT.values())), path
    web = sign_in(make.account(Role.EMPLOYER, employer=booth.employer))
    for path in ("/employer/fairs", f"/employer/fairs/booths/{booth.id}"):
        text = read(web, path)
        assert kept_back(text) == [], path
        assert not any(secret in text for secret in (*NAME.values(), *CONTACT.values())), path
