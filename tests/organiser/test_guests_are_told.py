"""Guests are told at the invitation, when their times stand or change, and the day before; and answer by the link."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jobmatch.services.fairs import guests, interviews, planning
from jobmatch.services.telling.reminders import remind
from models import (
    Actor,
    ConsentPurpose,
    FairInterview,
    FairState,
    FairWish,
    GuestState,
    InterviewState,
    Notice,
    Role,
    StateEvent,
)
from tests.builders import NOW
from tests.services.fairs.test_scheduling import NINE


@pytest.fixture
def organiser(make):
    return make.account(Role.ORGANISER)


@pytest.fixture
def person(make):
    return make.job_seeker(email="azad@example.org", phone=None, language="en")


def told(session):
    return [row.kind for row in session.scalars(select(Notice).order_by(Notice.id))]


def test_who_is_invited_is_told_once(session, make, organiser, person):
    fair = make.fair()
    for _ in range(2):
        guests.invite_people(session, fair, [person, make.job_seeker(consents=False)], by=organiser)
    assert told(session) == ["fair_invitation"]


def test_times_are_told_when_they_stand_and_when_they_change(session, make, organiser, person):
    guest = make.guest(job_seeker=person)
    row = interviews.put_interview(session, guest, make.booth(fair=guest.fair), NINE, by=organiser)
    assert told(session) == ["fair_schedule"]
    interviews.confirm_all(session, guest.fair, by=organiser)
    assert told(session) == ["fair_schedule"]
    interviews.move_interview(session, row, NINE + timedelta(minutes=20), by=organiser)
    assert told(session) == ["fair_schedule"] * 2


def test_who_has_no_time_left_is_told_once_and_told_the_next_time_again(session, make, organiser, person):
    guest = make.guest(job_seeker=person, state=GuestState.YES)
    row = interviews.put_interview(session, guest, make.booth(fair=guest.fair), NINE, by=organiser)
    interviews.cancel_interview(session, row, by=organiser)
    interviews.tell_times(session, guest.fair)
    assert told(session) == ["fair_schedule", "fair_no_times"]
    interviews.put_interview(session, guest, row.booth, NINE, by=organiser)
    assert told(session) == ["fair_schedule", "fair_no_times", "fair_schedule"]


def test_who_was_never_told_a_time_is_not_told_that_there_is_none(session, make, organiser, person):
    guest = make.guest(job_seeker=person, state=GuestState.YES)
    booth = make.booth(fair=guest.fair)
    make.add(FairInterview(guest=guest, booth=booth, starts_at=NINE, state=InterviewState.CANCELLED))
    interviews.tell_times(session, guest.fair)
    assert told(session) == []


def test_guests_of_a_cancelled_fair_are_told_but_those_who_stay_away(session, make, organiser, person):
    fair = make.fair()
    make.guest(fair=fair, job_seeker=person)
    make.guest(fair=fair, job_seeker=make.job_seeker(email="no@example.org"), state=GuestState.NO)
    planning.move_fair(session, fair, to=FairState.CANCELLED, by=organiser)
    assert told(session) == ["fair_cancelled"]


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.ORGANISER])
def test_an_employer_that_stays_away_leaves_other_times_which_are_told(make, organiser, person, sign_in, role):
    session, guest = make.session, make.guest(job_seeker=person)
    first, second = make.booth(fair=guest.fair), make.booth(fair=guest.fair)
    for booth, start in ((first, NINE), (second, NINE + timedelta(hours=1))):
        interviews.put_interview(session, guest, booth, start, by=organiser)
    session.commit()
    account = organiser if role is Role.ORGANISER else make.account(role, employer=first.employer)
    address = (
        f"/organiser/booths/{first.id}/answer"
        if role is Role.ORGANISER
        else f"/employer/fairs/booths/{first.id}/answer"
    )
    before = len(told(session))
    assert sign_in(account).post(address, data={"to": "declined"}).status_code == 303
    session.expire_all()
    assert told(session)[before:] == ["fair_schedule"]
    assert "Interviews: 1." in session.scalars(select(Notice).order_by(Notice.id.desc())).first().text


def test_the_day_before_who_comes_is_reminded(session, make, person):
    guest = make.guest(job_seeker=person)
    make.guest(fair=guest.fair, job_seeker=make.job_seeker(email="no@example.org"), state=GuestState.NO)
    opened = guest.fair.starts_on
    for today in (opened - timedelta(days=2), opened - timedelta(days=1), opened - timedelta(days=1)):
        remind(session, today)
    assert told(session).count("fair_reminder") == 1


def test_a_fair_that_is_called_off_reminds_nobody(session, make, person):
    make.guest(job_seeker=person, fair=make.fair(state=FairState.CANCELLED))
    remind(session, date(2026, 6, 9))
    assert "fair_reminder" not in told(session)


def link_of(session):
    (notice,) = session.scalars(select(Notice).where(Notice.kind == "fair_invitation"))
    return re.search(r"https?://[^/]+(/my/answer/[\w-]+)", notice.text)[1]


def test_the_link_of_the_message_takes_a_yes_and_reveals_nothing(session, make, organiser, person, client):
    fair = make.fair(name="Return fair of Erbil")
    booth = make.booth(fair=fair)
    guests.invite_people(session, fair, [person], by=organiser)
    path = link_of(session)
    page = client.get(path)
    assert page.status_code == 200
    for kept_back in (person.name, person.case_reference, fair.name, fair.venue, booth.employer.name):
        assert kept_back not in page.text
    assert client.post(path, data={"comes": "true"}).status_code == 200
    guest = session.scalars(guests.guests_of(fair)).one()
    session.refresh(guest)
    assert guest.state is GuestState.YES
    last = session.scalars(select(StateEvent).where(StateEvent.noun == "fair_guest").order_by(StateEvent.id)).all()[-1]
    assert last.actor is Actor.JOB_SEEKER
    assert client.get(path.replace(guest.answer_key, guest.token)).status_code == 404


def test_an_answer_by_the_link_keeps_the_wishes(session, make, client):
    guest = make.guest(needs_childcare=True)
    booth = make.booth(fair=guest.fair)
    session.add(FairWish(guest=guest, booth=booth))
    session.flush()
    client.post(f"/my/answer/{guest.answer_key}", data={"comes": "true"})
    session.expire_all()
    assert ([wish.booth_id for wish in guest.wishes], guest.needs_childcare) == ([booth.id], True)


def test_the_link_ends_with_the_fair_and_with_the_consent(session, make, client):
    over, withdrawn = make.guest(fair=make.fair(state=FairState.OVER)), make.guest(fair=make.fair())
    consent = next(row for row in withdrawn.job_seeker.consents if row.purpose is ConsentPurpose.FAIRS)
    consent.withdrawn_on = NOW.date()
    session.flush()
    for guest in (over, withdrawn):
        assert client.get(f"/my/answer/{guest.answer_key}").status_code == 404
        assert client.post(f"/my/answer/{guest.answer_key}", data={"comes": "true"}).status_code == 404


def test_who_is_signed_in_gets_the_whole_page(make, sign_in):
    guest = make.guest()
    web = sign_in(make.account(Role.RETURNEE, job_seeker=guest.job_seeker))
    assert web.get(f"/my/answer/{guest.answer_key}").headers["Location"].endswith(f"/my/fairs/{guest.id}")
