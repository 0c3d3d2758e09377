"""The organiser's pages over the web: who sees what, and that each step works without JavaScript."""

import re
from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from jobmatch.services.fairs import interviews, staff
from models import (
    BoothState,
    ConsentPurpose,
    FairGuest,
    FairInterview,
    FairState,
    FairWish,
    GuestState,
    InterviewState,
    ReferralState,
    Role,
)
from tests.builders import NOW
from tests.services.fairs.test_scheduling import NINE

AS_JSON = {"Accept": "application/json"}


@pytest.fixture
def organiser(make):
    return make.account(Role.ORGANISER)


@pytest.fixture
def web(sign_in, organiser):
    return sign_in(organiser)


def test_employers_and_people_are_invited_and_answer(session, make, web):
    fair, employer, person = make.fair(), make.employer(), make.job_seeker()
    unwilling = make.job_seeker(consents=False, name_latin="Nobody Asked")
    page = web.get(f"/organiser/fairs/{fair.id}/invitations").text
    assert person.name in page
    assert unwilling.name not in page
    web.post(f"/organiser/fairs/{fair.id}/booths", data={"ids": [employer.id]})
    web.post(f"/organiser/fairs/{fair.id}/invitations", data={"ids": [person.id, unwilling.id]})
    session.expire_all()
    booth = fair.employers[0]
    web.post(f"/organiser/booths/{booth.id}/answer", data={"to": "accepted"})
    guest = session.query(FairGuest).one()
    data = {"comes": "true", "wishes": [booth.id], "needs_childcare": "true", "here_from": "10:00"}
    web.post(f"/organiser/guests/{guest.id}/answer", data=data)
    session.expire_all()
    assert (booth.state, guest.state, guest.wishes[0].booth_id) == (BoothState.ACCEPTED, GuestState.YES, booth.id)
    overview = web.get(f"/organiser/fairs/{fair.id}").text
    assert "1 person needs childcare" in overview


def test_a_booth_is_saved_with_all_that_its_form_says(session, make, web):
    fair = make.fair()
    booth, hall = make.booth(fair=fair), fair.halls[0]
    vacancy = booth.vacancies[0]
    data = {"hall_id": hall.id, "booth": "B 7", "interviewers": 3, "interviewer_names": "Rojin; Azad", "opens": "10:00"}
    answer = web.post(f"/organiser/booths/{booth.id}", data={**data, "vacancies": [vacancy.id]})
    assert answer.status_code == 303
    session.expire_all()
    assert (booth.hall_id, booth.booth, booth.interviewers, booth.opens.hour) == (hall.id, "B 7", 3, 10)
    assert (booth.interviewer_names, booth.vacancies) == (["Rojin", "Azad"], [vacancy])
    other = make.fair().halls[0]
    assert web.post(f"/organiser/booths/{booth.id}", data={**data, "hall_id": other.id}).status_code == 422


def test_every_page_of_a_fair_opens(make, web, session):
    fair = make.fair(state=FairState.RUNNING)
    booth, guest = make.booth(fair=fair), make.guest(fair=fair)
    session.add(FairInterview(guest=guest, booth=booth, starts_at=NINE))
    session.flush()
    pages = ["", "/edit", "/booths", "/guests", "/invitations", "/schedule", "/door", "/scanner", "/scanner/guests"]
    papers = ["/walk-ins/new", "/badges.pdf", "/people.pdf", "/booths.pdf", "/door.pdf"]
    for path in pages + papers:
        assert web.get(f"/organiser/fairs/{fair.id}{path}").status_code == 200, path
    of_one = [f"/guests/{guest.id}", f"/booths/{booth.id}", f"/guests/{guest.id}/slots/{booth.id}"]
    calendars = [f"/guests/{guest.id}/calendar.ics", f"/booths/{booth.id}/calendar.ics"]
    for path in [*of_one, *calendars, "/door-worker.js"]:
        assert web.get(f"/organiser{path}").status_code == 200, path


def test_nothing_of_another_offices_fair_is_found(make, web, session):
    fair = make.fair(office=make.office(), state=FairState.RUNNING)
    booth, guest = make.booth(fair=fair), make.guest(fair=fair)
    row = FairInterview(guest=guest, booth=booth, starts_at=NINE)
    session.add(row)
    session.flush()
    for method, path in (
        ("get", f"/fairs/{fair.id}"),
        ("get", f"/fairs/{fair.id}/scanner/guests"),
        ("get", f"/fairs/{fair.id}/badges.pdf"),
        ("post", f"/fairs/{fair.id}/check-ins"),
        ("post", f"/fairs/{fair.id}/walk-ins"),
        ("get", f"/guests/{guest.id}"),
        ("post", f"/guests/{guest.id}/arrival"),
        ("get", f"/booths/{booth.id}"),
        ("post", f"/booths/{booth.id}/code"),
        ("get", f"/interviews/{row.id}"),
        ("post", f"/interviews/{row.id}/cancellation"),
    ):
        assert getattr(web, method)(f"/organiser{path}").status_code == 404, path


def test_who_took_the_consent_back_is_found_no_more(make, web, session):
    guest = make.guest()
    assert web.get(f"/organiser/guests/{guest.id}").status_code == 200
    next(row for row in guest.job_seeker.consents if row.purpose is ConsentPurpose.FAIRS).withdrawn_on = NOW.date()
    session.flush()
    assert web.get(f"/organiser/guests/{guest.id}").status_code == 404


def test_clashes_of_a_hand_are_shown(make, web, session, organiser):
    fair = make.fair()
    booth, first, second = make.booth(fair=fair), make.guest(fair=fair), make.guest(fair=fair)
    interviews.put_interview(session, first, booth, NINE, by=organiser)
    data = {"booth_id": booth.id, "starts_at": NINE.isoformat()}
    answer = web.post(f"/organiser/guests/{second.id}/interviews", data=data, follow_redirects=True)
    assert "All interviewers of the booth are busy then." in answer.text
    data["starts_at"] = NINE.replace(minute=20).isoformat()
    web.post(f"/organiser/guests/{second.id}/interviews", data=data)
    assert len(interviews.interviews_of(session, fair)) == 2


def letters(text: str) -> str:
    """The letters of a text in one form, whatever shapes they were drawn in and in which direction they were read."""
    return "".join(sorted(letter for letter in normalize("NFKC", text) if letter.isalpha()))


def test_a_badge_holds_the_name_in_both_scripts_and_nothing_of_the_case(make, web):
    person = make.job_seeker(name_latin="Shilan Omer", name_native="شیلان عومەر", host_country="BE")
    guest = make.guest(job_seeker=person)
    data = web.get(f"/organiser/fairs/{guest.fair_id}/badges.pdf").data
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    assert "Shilan Omer" in text
    arabic = "".join(re.findall(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]", text))
    assert letters(arabic) == letters("شیلان عومەر")
    for kept_back in (person.case_reference, "BE", "Belgium", guest.token):
        assert kept_back not in text.split()


def test_booth_packs_hold_the_interviews_and_the_code(make, web, session):
    guest = make.guest(job_seeker=make.job_seeker(name_latin="Shilan Omer"))
    booth = make.booth(fair=guest.fair)
    session.add(FairInterview(guest=guest, booth=booth, starts_at=NINE))
    session.flush()
    data = web.get(f"/organiser/fairs/{guest.fair_id}/booths.pdf").data
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    session.refresh(booth)
    code = staff.booth_code(booth, "only for tests, long enough to be one")
    assert booth.employer.name in text
    assert "Shilan Omer" in text
    assert "9:00" in text
    assert code in text


def test_a_calendar_file_names_the_instant(make, web, session):
    guest = make.guest()
    session.add(FairInterview(guest=guest, booth=make.booth(fair=guest.fair), starts_at=NINE))
    session.flush()
    text = web.get(f"/organiser/guests/{guest.id}/calendar.ics").text
    assert "DTSTART:20260610T060000Z" in text


def test_check_in_by_name_in_another_script_and_from_the_list(make, web):
    guest = make.guest(
        fair=make.fair(state=FairState.RUNNING),
        job_seeker=make.job_seeker(name_latin="Karwan Rashid", name_native="کاروان ڕەشید"),
    )
    make.guest(fair=guest.fair, job_seeker=make.job_seeker(name_latin="Peter Smith"))
    page = web.post(f"/organiser/fairs/{guest.fair_id}/door", data={"name": "کاروان"}).text
    assert "Karwan Rashid" in page
    assert "Peter Smith" not in page
    web.post(f"/organiser/guests/{guest.id}/arrival")
    device = web.get(f"/organiser/fairs/{guest.fair_id}/scanner/guests").json
    assert [row["here"] for row in device["guests"] if row["token"] == guest.token] == [True]
    assert {key for row in device["guests"] for key in row} == {"token", "name", "other", "key", "here"}
    assert device["guests"][0]["key"] == "karwan rashid reshyd"


def test_a_device_gets_nothing_when_the_fair_is_not_held(make, web):
    guest = make.guest()
    assert web.get(f"/organiser/fairs/{guest.fair_id}/scanner/guests").json == {"held": False, "guests": []}
    answer = web.post(f"/organiser/fairs/{guest.fair_id}/check-ins", json={"check_ins": []}, headers=AS_JSON)
    assert (answer.status_code, answer.json["error"]) == (409, "fair_not_held"), "only this makes a device forget"


def test_a_walk_in_needs_consent_and_is_here_at_once(make, web, session):
    fair = make.fair(state=FairState.RUNNING)
    data = {"name": "شیلان", "client_id": "a" * 12}
    assert web.post(f"/organiser/fairs/{fair.id}/walk-ins", data=data).status_code == 422
    for _ in range(2):
        answer = web.post(f"/organiser/fairs/{fair.id}/walk-ins", data={**data, "consents": "true"})
        assert answer.status_code == 303
    assert session.query(FairGuest).count() == 1


def booth_client(app, session, booth):
    staff.ensure_staff(session, booth)
    client = app.test_client()
    code = staff.booth_code(booth, app.config["SECRET_KEY"])
    assert client.post("/booth/sign-in", data={"code": code.lower()}).status_code == 303
    return client


def test_booth_staff_see_their_booth_alone_and_record_outcomes(app, make, session):
    fair = make.fair(state=FairState.RUNNING)
    own, other = make.booth(fair=fair), make.booth(fair=fair)
    here, there = make.guest(fair=fair), make.guest(fair=fair)
    rows = [
        FairInterview(guest=here, booth=own, starts_at=NINE),
        FairInterview(guest=there, booth=other, starts_at=NINE),
    ]
    session.add_all(rows)
    session.flush()
    client = booth_client(app, session, own)
    page = client.get("/booth/").text
    assert here.job_seeker.name in page
    assert there.job_seeker.name not in page
    assert client.post(f"/booth/interviews/{rows[1].id}/outcome", data={"outcome": "offer"}).status_code == 404
    assert client.post(f"/booth/interviews/{rows[0].id}/outcome", data={"outcome": "offer"}).status_code == 303
    session.expire_all()
    assert rows[0].state is InterviewState.DONE
    assert rows[0].referral.state is ReferralState.OFFERED
    assert client.get("/organiser/").status_code == 403


def test_a_badge_brings_somebody_into_the_queue(app, make, session):
    fair = make.fair(state=FairState.RUNNING)
    guest = make.guest(fair=fair)
    client = booth_client(app, session, make.booth(fair=fair))
    client.post("/booth/queue", data={"code": guest.token})
    assert guest.job_seeker.name in client.get("/booth/").text
    assert "not of this fair" in client.post("/booth/queue", data={"code": "x" * 22}, follow_redirects=True).text


def test_a_booths_code_ends_with_the_fair_and_with_a_new_code(app, make, session):
    fair = make.fair(state=FairState.RUNNING)
    booth = make.booth(fair=fair)
    staff.ensure_staff(session, booth)
    code = staff.booth_code(booth, app.config["SECRET_KEY"])
    assert staff.staff_of_code(session, code, app.config["SECRET_KEY"]) is booth.staff
    assert staff.staff_of_code(session, code[:-1] + "!", app.config["SECRET_KEY"]) is None
    client = booth_client(app, session, booth)
    fair.state = FairState.OVER
    session.flush()
    assert staff.staff_of_code(session, code, app.config["SECRET_KEY"]) is None
    assert client.get("/booth/").status_code == 403
    fair.state = FairState.RUNNING
    session.flush()
    session.expire_all()
    staff.renew_code(session, booth)
    assert staff.staff_of_code(session, code, app.config["SECRET_KEY"]) is None


def test_the_organiser_reads_no_notes_and_no_referrals(app, make, web):
    """Counselling, protection and the case itself stay with the officers."""
    person = make.job_seeker()
    for path in (f"/officer/job-seekers/{person.id}", "/officer/", "/officer/referrals"):
        assert web.get(path).status_code == 403


def test_wishes_are_kept_when_an_answer_is_given_again(make, web, session):
    guest = make.guest()
    booth = make.booth(fair=guest.fair)
    session.add(FairWish(guest=guest, booth=booth))
    session.flush()
    web.post(f"/organiser/guests/{guest.id}/answer", data={"comes": "true", "wishes": [booth.id]})
    session.expire_all()
    assert [wish.booth_id for wish in guest.wishes] == [booth.id]


def test_a_walk_in_without_a_name_does_not_hold_up_the_others_of_a_device(make, web):
    fair = make.fair(state=FairState.RUNNING)
    row = {"consents": True, "at": NOW.isoformat()}
    rows = [row | {"client_id": "a" * 12, "name": ""}, row | {"client_id": "b" * 12, "name": "Nasrin Ali"}]
    answer = web.post(f"/organiser/fairs/{fair.id}/walk-ins/queue", json={"walk_ins": rows})
    assert (answer.json["refused"], answer.json["kept"]) == (["a" * 12], ["b" * 12])
