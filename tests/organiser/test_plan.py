"""A fair's plan over the web: its days and hours, and what a change of it would leave without a place."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from models import FairInterview, FairState, InterviewState, JobFair, Role
from tests.services.fairs.test_scheduling import NINE


@pytest.fixture
def web(sign_in, make):
    return sign_in(make.account(Role.ORGANISER))


PLAN = {
    "name": "Fair of Erbil",
    "venue": "Exhibition Centre",
    "starts_on": "2026-06-10",
    "ends_on": "2026-06-11",
    "opens": "09:00",
    "closes": "16:00",
    "breaks": "12:00-13:00",
    "halls": "A; B",
    "languages": ["ckb", "ar"],
    "slot_minutes": "20",
    "way_minutes": "10",
    "at_most": "4",
    "at_least": "1",
    "places": "100",
}


def test_a_fair_is_planned_changed_and_opened(session, make, web):
    programme = make.programme()
    answer = web.post("/organiser/fairs", data={**PLAN, "programme_id": programme.id})
    assert answer.status_code == 303
    fair = session.query(JobFair).one()
    assert ([hall.name for hall in fair.halls], len(fair.days)) == (["A", "B"], 2)
    changed = {**PLAN, "programme_id": programme.id, "halls": "B; C", "ends_on": "2026-06-10", "version": fair.version}
    assert web.post(f"/organiser/fairs/{fair.id}", data=changed).status_code == 303
    session.expire_all()
    assert ([hall.name for hall in fair.halls], len(fair.days)) == (["B", "C"], 1)
    web.post(f"/organiser/fairs/{fair.id}/state", data={"to": "running"})
    session.expire_all()
    assert fair.state is FairState.RUNNING
    assert "Fair of Erbil" in web.get("/organiser/").text


def test_hours_that_differ_are_written_beside_their_day(session, make, web):
    programme = make.programme()
    web.post("/organiser/fairs", data={**PLAN, "programme_id": programme.id})
    fair = session.query(JobFair).one()
    page = web.get(f"/organiser/fairs/{fair.id}/edit").text
    assert 'name="days_1_on" value="2026-06-11"' in page
    second = {"days_1_on": "2026-06-11", "days_1_opens": "10:30", "days_1_breaks": "–"}
    data = {**PLAN, "programme_id": programme.id, "version": fair.version, **second}
    assert web.post(f"/organiser/fairs/{fair.id}", data=data).status_code == 303
    session.expire_all()
    hours = [(day.opens.isoformat("minutes"), day.closes.isoformat("minutes"), day.breaks) for day in fair.days]
    assert hours == [("09:00", "16:00", [["12:00", "13:00"]]), ("10:30", "16:00", [])]
    page = web.get(f"/organiser/fairs/{fair.id}/edit").text
    assert 'name="days_1_opens" value="10:30"' in page
    assert 'name="days_0_opens" value=""' in page
    assert "10:30–16:00" in web.get(f"/organiser/fairs/{fair.id}").text


def test_a_change_that_leaves_interviews_without_a_place_is_asked_about(session, make, web):
    guest = make.guest()
    fair = guest.fair
    row = FairInterview(guest=guest, booth=make.booth(fair=fair), starts_at=NINE)
    session.add(row)
    session.flush()
    data = {**PLAN, "programme_id": fair.programme_id, "version": fair.version, "opens": "10:00", "halls": "A"}
    data["ends_on"] = data["starts_on"]
    shown = web.post(f"/organiser/fairs/{fair.id}", data=data)
    assert shown.status_code == 409
    assert guest.job_seeker.name in shown.text
    session.expire_all()
    assert (row.state, fair.name == PLAN["name"]) == (InterviewState.PLANNED, False)
    sent = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', shown.text)
    agreed = [(name, value) for name, value in sent if name != "csrf_token"]
    assert {name for name, _ in agreed} >= {"agreed", "opens", "languages"}
    answer = web.post(f"/organiser/fairs/{fair.id}", data=MultiDict(agreed))
    assert answer.status_code == 303
    session.expire_all()
    assert (row.state, fair.name, fair.languages) == (InterviewState.CANCELLED, PLAN["name"], PLAN["languages"])


def test_a_plan_that_cannot_be_held_is_refused_with_words(make, web):
    answer = web.post("/organiser/fairs", data={**PLAN, "programme_id": make.programme().id, "breaks": "noon"})
    assert answer.status_code == 422
    assert "12:00-13:00" in answer.text
