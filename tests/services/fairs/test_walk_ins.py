"""Walk-ins: once, with consent, beside whoever they may be; also when they come late from a device."""

from datetime import timedelta

import pytest

from jobmatch.errors import InvalidInput, NotEligible
from jobmatch.services import duplicates
from jobmatch.services.fairs import day, guests, interviews, walk_ins
from models import FairGuest, FairState, GuestState, InterviewState, PossibleDuplicate, Role
from tests.builders import NOW
from tests.services.fairs.test_scheduling import NINE

TODAY = NOW.date()


@pytest.fixture
def organiser(make):
    return make.account(Role.ORGANISER)


@pytest.fixture
def fair(make):
    return make.fair(state=FairState.RUNNING)


def row(client_id="a" * 12, name="Sherzad Karim", **values):
    return {
        "client_id": client_id,
        "name": name,
        "phone": None,
        "language": None,
        "consents": True,
        "at": NINE,
    } | values


def test_a_walk_in_is_registered_once_and_only_with_consent(session, organiser, fair):
    who = {"by": organiser, "name": "شیلان عومەر", "phone": None, "language": "ckb", "today": TODAY}
    with pytest.raises(NotEligible):
        walk_ins.register_walk_in(session, fair, consents=False, client_id="a", **who)
    guest = walk_ins.register_walk_in(session, fair, consents=True, client_id="a", **who)
    assert (guest.walk_in, guest.state, guest.job_seeker.name_native) == (True, GuestState.YES, "شیلان عومەر")
    assert session.scalars(guests.guests_of(fair)).all() == [guest]


def test_a_phone_number_is_stored_as_everywhere(session, organiser, fair):
    who = {"by": organiser, "name": "Azad", "language": None, "today": TODAY, "consents": True}
    guest = walk_ins.register_walk_in(session, fair, phone="0750 123 45 67", client_id="a", **who)
    assert guest.job_seeker.phone == "+9647501234567"
    with pytest.raises(InvalidInput):
        walk_ins.register_walk_in(session, fair, phone="seven", client_id="b", **who)


def test_what_a_device_sends_twice_is_one_person(session, organiser, fair):
    for _ in range(2):
        taken = walk_ins.take_walk_ins(session, fair, [row()], by=organiser, today=TODAY)
        assert list(taken.guests) == ["a" * 12]
    assert session.query(FairGuest).count() == 1
    assert day.attendance(session, fair) == 1


def test_without_consent_or_name_a_device_is_told_to_drop_it(session, organiser, fair):
    rows = [row(consents=False), row("b" * 12, name=" "), row("c" * 12, phone="seven")]
    taken = walk_ins.take_walk_ins(session, fair, rows, by=organiser, today=TODAY)
    assert (taken.refused, list(taken.guests)) == (["a" * 12, "b" * 12], ["c" * 12])
    assert taken.guests["c" * 12].job_seeker.raw_intake == {"phone": "seven"}


def test_who_may_be_registered_already_is_set_beside(session, make, organiser, fair):
    expected = make.guest(fair=fair, job_seeker=make.job_seeker(name_latin="Sherzad Karim"))
    make.guest(fair=fair, job_seeker=make.job_seeker(name_latin="Dilan Hassan"))
    taken = walk_ins.take_walk_ins(session, fair, [row(name="شێرزاد کەریم")], by=organiser, today=TODAY)
    (guest,) = taken.guests.values()
    assert walk_ins.is_doubtful(session, guest)
    assert walk_ins.may_be(session, guest) == [expected]
    other = walk_ins.take_walk_ins(session, fair, [row("d" * 12, name="Nasrin Ali")], by=organiser, today=TODAY)
    assert not walk_ins.is_doubtful(session, other.guests["d" * 12])


def test_merged_records_are_one_guest_that_came_once(session, make, organiser, fair):
    expected = make.guest(fair=fair, job_seeker=make.job_seeker(name_latin="Sherzad Karim"), state=GuestState.INVITED)
    booth, second = make.booth(fair=fair), make.booth(fair=fair)
    taken = walk_ins.take_walk_ins(session, fair, [row(name="شێرزاد کەریم")], by=organiser, today=TODAY)
    (guest,) = taken.guests.values()
    planned = interviews.join_queue(session, expected, booth, by=organiser)
    doubled, own = [interviews.join_queue(session, guest, place, by=organiser) for place in (booth, second)]
    duplicates.merge_pair(session, session.query(PossibleDuplicate).one(), keep_id=expected.job_seeker_id, by=organiser)
    assert session.query(FairGuest).one() is expected
    assert (expected.state, day.attendance(session, fair)) == (GuestState.YES, 1)
    session.expire_all()
    assert (planned.state, doubled.state) == (InterviewState.QUEUED, InterviewState.CANCELLED)
    assert own.guest_id == expected.id


def test_what_was_gathered_while_the_fair_was_held_may_come_when_it_is_over(session, organiser, fair):
    fair.state = FairState.OVER
    session.flush()
    rows = [row(), row("b" * 12, name="Late Comer", at=NINE + timedelta(days=1))]
    taken = walk_ins.take_walk_ins(session, fair, rows, by=organiser, today=TODAY)
    assert (list(taken.guests), taken.refused) == (["a" * 12], ["b" * 12])


def test_a_phone_with_a_wrong_clock_registers_nobody_in_the_past_or_the_future(session, organiser, make):
    fair = make.fair(state=FairState.RUNNING, on=TODAY - timedelta(days=1))
    rows = [row(at=NINE.replace(year=1970)), row("b" * 12, name="Nasrin Ali", at=NINE.replace(year=2066))]
    taken = walk_ins.take_walk_ins(session, fair, rows, by=organiser, today=TODAY)
    days = [guest.job_seeker.registered_on for guest in taken.guests.values()]
    assert days == [fair.starts_on, TODAY]
    assert {consent.given_on for guest in taken.guests.values() for consent in guest.job_seeker.consents} == set(days)


def test_the_id_of_another_fair_tells_nothing_of_who_came_there(session, organiser, fair, make):
    walk_ins.take_walk_ins(session, fair, [row()], by=organiser, today=TODAY)
    other = make.fair(state=FairState.RUNNING)
    taken = walk_ins.take_walk_ins(session, other, [row()], by=organiser, today=TODAY)
    assert (taken.guests, taken.refused) == ({}, ["a" * 12])
