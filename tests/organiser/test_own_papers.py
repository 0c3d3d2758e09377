"""The papers of one person and of one booth, as for somebody who walked in or lost theirs; and what needs become."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from jobmatch.services.fairs.slots import slot_starts
from models import AuditAction, AuditEntry, BoothState, FairInterview, FairState, GuestState, InterviewState, Role


@pytest.fixture
def fair(make):
    return make.fair(state=FairState.RUNNING)


@pytest.fixture
def web(make, sign_in, fair):
    return sign_in(make.account(Role.ORGANISER, office=fair.office))


@pytest.fixture
def interview(make, fair):
    """An interview of Shilan, beside another one of Azad at another booth."""
    rows = []
    for name, employer in (("Shilan Omer", "Hawler Steel"), ("Azad Karim", "Duhok Bakery")):
        guest = make.guest(fair=fair, job_seeker=make.job_seeker(name_latin=name), walk_in=True)
        booth = make.booth(fair=fair, employer=make.employer(name=employer))
        starts_at = slot_starts(fair)[0]
        row = FairInterview(guest=guest, booth=booth, starts_at=starts_at, state=InterviewState.CONFIRMED)
        rows.append(make.add(row))
    return rows[0]


def text_of(answer):
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)


def test_the_papers_of_one_person_hold_nobody_else(web, interview):
    page = web.get(f"/organiser/guests/{interview.guest_id}").text
    for paper, wanted in (("badge", "Shilan Omer"), ("plan", "Hawler Steel")):
        url = f"/organiser/guests/{interview.guest_id}/{paper}.pdf"
        assert f'href="{url}"' in page
        text = text_of(web.get(url))
        assert wanted in text and "Azad" not in text and "Duhok" not in text


def test_a_booths_pack_has_its_own_code_and_people(make, web, interview):
    url = f"/organiser/booths/{interview.booth_id}/pack.pdf"
    assert f'href="{url}"' in web.get(f"/organiser/booths/{interview.booth_id}").text
    text = text_of(web.get(url))
    assert "Shilan Omer" in text and f"{interview.booth_id}-" in text and "Azad" not in text
    entry = make.session.query(AuditEntry).filter_by(action=AuditAction.LIST, kind="fair_interview").one()
    assert entry.row_ids == [interview.id]


def test_who_does_not_come_has_no_papers(make, web, fair, interview):
    interview.guest.state, interview.booth.state = GuestState.WAITING, BoothState.DECLINED
    make.session.flush()
    for path in (f"guests/{interview.guest_id}/badge.pdf", f"guests/{interview.guest_id}/plan.pdf"):
        assert web.get(f"/organiser/{path}").status_code == 404
    assert web.get(f"/organiser/booths/{interview.booth_id}/pack.pdf").status_code == 404
    assert ".pdf" not in web.get(f"/organiser/guests/{interview.guest_id}").text


def test_another_office_prints_nothing(make, sign_in, interview):
    stranger = sign_in(make.account(Role.ORGANISER, office=make.office()))
    for path in ("guests/{0.guest_id}/badge", "guests/{0.guest_id}/plan", "booths/{0.booth_id}/pack"):
        assert stranger.get(f"/organiser/{path.format(interview)}.pdf").status_code == 404


def test_a_need_that_the_person_said_outlives_an_answer_at_the_desk(make, web, interview):
    guest = interview.guest
    guest.needs_childcare = True
    make.session.flush()
    url = f"/organiser/guests/{guest.id}/answer"
    web.post(url, data={"comes": "true", "needs_access": "true"})
    make.session.refresh(guest)
    assert (guest.needs_childcare, guest.needs_access) == (True, True)
    web.post(url, data={})
    make.session.refresh(guest)
    assert (guest.needs_childcare, guest.needs_access, guest.state) == (False, False, GuestState.NO)


def test_the_languages_of_a_fair_stand_in_its_plan(make, web, fair):
    fair.languages = ["ckb", "ar"]
    make.session.flush()
    assert "کوردیی ناوەندی" in web.get(f"/organiser/fairs/{fair.id}").text.partition("<main")[2]
