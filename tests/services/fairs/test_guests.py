"""Only who agreed is invited; places are limited; needs are counted."""

import pytest

from jobmatch.errors import InvalidInput
from jobmatch.services.fairs import guests
from models import BoothState, ConsentPurpose, FairInterview, GuestState, InterviewState, Role
from tests.builders import NOW

TODAY = NOW.date()


@pytest.fixture
def organiser(make):
    return make.account(Role.ORGANISER)


def test_nobody_without_consent_to_fairs_is_invited(session, make, organiser):
    fair = make.fair()
    willing, unasked = make.job_seeker(), make.job_seeker(consents=False)
    assert guests.invite_people(session, fair, [willing, unasked], by=organiser) == (1, 1)
    assert guests.invite_people(session, fair, [willing], by=organiser) == (0, 0)


def test_who_takes_the_consent_back_is_on_no_list_any_more(session, make):
    guest = make.guest()
    assert session.scalars(guests.guests_of(guest.fair)).all() == [guest]
    consent = next(row for row in guest.job_seeker.consents if row.purpose is ConsentPurpose.FAIRS)
    consent.withdrawn_on = TODAY
    session.flush()
    assert session.scalars(guests.guests_of(guest.fair)).all() == []


def test_a_yes_when_the_places_are_given_waits_until_somebody_says_no(session, make, organiser):
    fair = make.fair(places=1)
    first = make.guest(fair=fair, state=GuestState.INVITED)
    second = make.guest(fair=fair, state=GuestState.INVITED)
    assert guests.answer_invitation(session, first, comes=True, by=organiser) is GuestState.YES
    assert guests.answer_invitation(session, second, comes=True, by=organiser) is GuestState.WAITING
    guests.answer_invitation(session, first, comes=False, by=organiser)
    assert second.state is GuestState.YES


def test_a_no_cancels_the_interviews(session, make, organiser):
    guest = make.guest()
    booth = make.booth(fair=guest.fair)
    row = FairInterview(guest=guest, booth=booth, starts_at=NOW)
    session.add(row)
    session.flush()
    guests.answer_invitation(session, guest, comes=False, by=organiser)
    assert row.state is InterviewState.CANCELLED


def test_a_wish_for_an_employer_that_does_not_come_is_refused(session, make, organiser):
    guest = make.guest(state=GuestState.INVITED)
    booth = make.booth(fair=guest.fair, state=BoothState.DECLINED)
    with pytest.raises(InvalidInput):
        guests.answer_invitation(session, guest, comes=True, by=organiser, wishes=[booth.id])


def test_needs_are_counted_for_those_who_come(session, make):
    fair = make.fair()
    make.guest(fair=fair, needs_access=True)
    make.guest(fair=fair, needs_childcare=True, state=GuestState.NO)
    needs = guests.count_needs(session, fair)
    assert (needs.access, needs.childcare) == (1, 0)
