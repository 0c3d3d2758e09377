"""What the clock writes: when it is due, to both sides, once, with the same number of queries for one and for many."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError

from jobmatch.clock import today
from jobmatch.db import db
from jobmatch.reminders import write_reminders
from jobmatch.services.placements import record_own_placement
from jobmatch.services.telling import letters
from jobmatch.services.telling.reminders import remind
from models import (
    Account,
    EmployerState,
    FollowUp,
    FollowUpState,
    JobSeekerState,
    Notice,
    Placement,
    PlacementSource,
    PlacementState,
    Reason,
    ReferralState,
    Role,
)

TODAY = date(2026, 6, 1)
TOMORROW = datetime(2026, 6, 2, 7, 30, tzinfo=UTC)


def told(session):
    return sorted((row.kind, row.recipient.split("@")[0]) for row in session.scalars(select(Notice)))


@pytest.fixture
def interview(make):
    account = make.account(Role.EMPLOYER, email="employer@example.org")
    person = make.job_seeker(email="person@example.org", confirmed_on=TODAY)
    return make.referral(
        vacancy=make.vacancy(employer=account.employer),
        job_seeker=person,
        state=ReferralState.INTERVIEW,
        interview_on=TOMORROW,
    )


def test_both_sides_are_reminded_of_tomorrows_interview_once(session, interview):
    assert remind(session, TODAY) == 2
    assert remind(session, TODAY) == 0
    assert told(session) == [("employer_interview_reminder", "employer"), ("interview_reminder", "person")]


@pytest.mark.parametrize("days", [-1, 1, 2])
def test_an_interview_of_another_day_is_not_reminded_of(session, interview, days):
    interview.interview_on = TOMORROW + timedelta(days=days)
    session.flush()
    assert remind(session, TODAY) == 0


def test_tomorrow_is_the_offices_day(session, interview):
    interview.interview_on = datetime(2026, 6, 1, 21, 30, tzinfo=UTC)  # half past midnight in Erbil
    session.flush()
    assert remind(session, TODAY) == 2


def test_an_interview_that_moved_is_reminded_of_again(session, interview):
    remind(session, TODAY)
    interview.interview_on = TOMORROW + timedelta(hours=2)
    session.flush()
    assert remind(session, TODAY) == 2


def test_nobody_is_sent_to_an_employer_who_is_suspended(session, interview):
    interview.vacancy.employer.state = EmployerState.SUSPENDED
    session.flush()
    assert remind(session, TODAY) == 0


def test_a_reminder_is_of_no_use_after_the_interview(session, interview):
    remind(session, TODAY)
    assert {row.expires_at for row in session.scalars(select(Notice))} == {TOMORROW}


@pytest.mark.parametrize(("days", "asked"), [(89, 0), (90, 1), (100, 1), (200, 0)])
def test_a_profile_that_nobody_confirmed_for_90_days_is_asked_about(session, make, days, asked):
    make.job_seeker(email="person@example.org", confirmed_on=TODAY - timedelta(days=days))
    assert remind(session, TODAY) == asked
    assert remind(session, TODAY + timedelta(days=1)) == (1 if days == 89 else 0)


def test_a_registration_counts_where_nothing_was_confirmed_yet(session, make):
    make.job_seeker(email="person@example.org", registered_on=TODAY - timedelta(days=90))
    assert remind(session, TODAY) == 1


def test_who_confirmed_is_asked_again_after_another_90_days(session, make):
    person = make.job_seeker(email="person@example.org", confirmed_on=TODAY - timedelta(days=90))
    remind(session, TODAY)
    person.confirmed_on = TODAY
    session.flush()
    assert remind(session, TODAY + timedelta(days=90)) == 1


@pytest.mark.parametrize("state", [JobSeekerState.WITHDRAWN, JobSeekerState.CLOSED, JobSeekerState.PLACED])
def test_who_is_not_looking_is_not_asked(session, make, state):
    make.job_seeker(email="person@example.org", state=state, confirmed_on=TODAY - timedelta(days=90))
    assert remind(session, TODAY) == 0


def test_a_follow_up_is_asked_of_the_person_and_counted_for_the_officer(session, make):
    officer = make.officer(email="officer@example.org")
    for _ in range(2):
        person = make.job_seeker(email="person@example.org", officer=officer, confirmed_on=TODAY)
        record_own_placement(session, person, source=PlacementSource.OWN_NETWORK, started_on=date(2026, 5, 1), by=None)
    assert remind(session, TODAY) == 3
    assert remind(session, TODAY + timedelta(days=1)) == 0
    assert told(session) == [
        ("follow_up_due", "person"),
        ("follow_up_due", "person"),
        ("officer_follow_up_due", "officer"),
    ]
    assert "2" in session.scalars(select(Notice).where(Notice.kind == "officer_follow_up_due")).one().text


@pytest.fixture
def hired(make):
    """Somebody who began to work a month ago through the service, of an employer with an account."""
    account = make.account(Role.EMPLOYER, email="employer@example.org")
    person = make.job_seeker(confirmed_on=TODAY, email=None)
    vacancy = make.vacancy(employer=account.employer)
    referral = make.referral(vacancy=vacancy, job_seeker=person, state=ReferralState.PLACED)
    placement = Placement(
        job_seeker=person, referral=referral, vacancy=vacancy, employer=account.employer,
        source=PlacementSource.SERVICE, started_on=date(2026, 5, 1),
    )  # fmt: skip
    placement.follow_ups += [FollowUp(months=1, due_on=TODAY), FollowUp(months=3, due_on=date(2026, 8, 1))]
    return make.add(placement)


def test_the_employer_is_asked_too_how_it_goes_once_for_each_time(session, hired):
    assert (remind(session, TODAY), remind(session, TODAY), remind(session, TODAY + timedelta(days=1))) == (1, 0, 0)
    assert told(session) == [("employer_follow_up_due", "employer")]
    assert remind(session, date(2026, 8, 3)) == 1


def test_several_hired_people_are_asked_about_in_one_message(session, make, hired):
    other = make.job_seeker(confirmed_on=TODAY, email=None)
    referral = make.referral(vacancy=hired.vacancy, job_seeker=other, state=ReferralState.PLACED)
    more = Placement(job_seeker=other, referral=referral, employer=hired.employer, source=PlacementSource.SERVICE,
                     started_on=date(2026, 5, 1))  # fmt: skip
    more.follow_ups.append(FollowUp(months=1, due_on=TODAY))
    make.add(more)
    assert remind(session, TODAY) == 1
    assert ": 2." in session.scalars(select(Notice)).one().text


def test_the_employer_is_asked_also_when_the_officer_was_faster(session, hired):
    first = hired.follow_ups[0]
    first.state, first.done_on, first.still_employed = FollowUpState.DONE, TODAY, True
    session.flush()
    assert remind(session, TODAY) == 1


@pytest.mark.parametrize("why", ["answered", "cancelled", "ended", "suspended", "long ago", "account off"])
def test_an_employer_with_nothing_to_say_is_not_asked(session, hired, why):
    first, day = hired.follow_ups[0], TODAY
    if why == "answered":
        first.employer_rating = 8
    elif why == "cancelled":
        first.state = FollowUpState.CANCELLED
    elif why == "ended":
        hired.state, hired.ended_on, hired.end_reason = PlacementState.ENDED, TODAY, Reason.MOVED_AWAY
    elif why == "suspended":
        hired.employer.state = EmployerState.SUSPENDED
    elif why == "account off":
        session.scalars(select(Account).where(Account.role == Role.EMPLOYER)).one().active = False
    else:
        day = TODAY + timedelta(days=14)
    session.flush()
    assert remind(session, day) == 0


def test_the_message_leads_to_where_the_employer_answers(session, hired, sign_in):
    remind(session, TODAY)
    session.commit()
    account = session.scalars(select(Account).where(Account.role == Role.EMPLOYER)).one()
    link = re.search(r"https?://[^/\s]+(/employer/\S+)", session.scalars(select(Notice)).one().text)[1]
    assert f"/employer/follow-ups/{hired.follow_ups[0].id}/rating" in sign_in(account).get(link).text


def test_who_withdrew_is_not_asked_about_their_work(session, make):
    person = make.job_seeker(email="person@example.org", confirmed_on=TODAY)
    record_own_placement(session, person, source=PlacementSource.OWN_NETWORK, started_on=date(2026, 5, 1), by=None)
    person.state = JobSeekerState.WITHDRAWN
    session.flush()
    assert remind(session, TODAY) == 0


def test_a_day_on_which_nothing_ran_is_caught_up_with(session, make):
    person = make.job_seeker(email="person@example.org", officer=make.officer(), confirmed_on=TODAY)
    record_own_placement(session, person, source=PlacementSource.OWN_NETWORK, started_on=date(2026, 5, 1), by=None)
    assert remind(session, TODAY + timedelta(days=5)) == 2


def test_a_vacancy_whose_last_day_was_moved_is_reminded_of_again(session, make):
    account = make.account(Role.EMPLOYER)
    vacancy = make.vacancy(employer=account.employer, expires_on=TODAY + timedelta(days=3))
    assert (remind(session, TODAY), remind(session, TODAY)) == (1, 0)
    vacancy.expires_on = TODAY + timedelta(days=20)
    session.flush()
    assert remind(session, TODAY + timedelta(days=15)) == 1


def test_the_database_refuses_the_same_reminder_twice(session, interview):
    remind(session, TODAY)
    first = session.scalars(select(Notice)).first()
    session.add(Notice(channel=first.channel, recipient="x@example.org", subject="x", text="x", kind="x", code="ABC",
                       once=first.once))  # fmt: skip
    with pytest.raises(IntegrityError):
        session.flush()


def stale_people(make, number):
    for _ in range(number):
        make.job_seeker(email="person@example.org", confirmed_on=TODAY - timedelta(days=90))


def interviews_of_tomorrow(make, number):
    for _ in range(number):
        vacancy = make.vacancy(employer=make.account(Role.EMPLOYER).employer)
        person = make.job_seeker(email="person@example.org", confirmed_on=TODAY)
        state = ReferralState.INTERVIEW
        make.referral(vacancy=vacancy, job_seeker=person, state=state, interview_on=TOMORROW)


@pytest.mark.parametrize(("build", "messages"), [(stale_people, 1), (interviews_of_tomorrow, 2)])
def test_many_reminders_ask_the_database_no_more_often_than_a_few(session, make, build, messages):
    def queries(number):
        build(make, number)
        session.expire_all()
        seen = []
        listen = lambda *args: seen.append(args[2]) if args[2].startswith("SELECT") else None  # noqa: E731
        event.listen(session.connection(), "before_cursor_execute", listen)
        written = remind(session, TODAY)
        event.remove(session.connection(), "before_cursor_execute", listen)
        return written, len(seen)

    few, many = queries(2), queries(9)
    assert (few[0], many[0]) == (2 * messages, 9 * messages)
    assert many[1] == few[1]


def test_whoever_comes_second_leaves_it_to_the_first(session, app, make, monkeypatch):
    make.job_seeker(email="person@example.org", confirmed_on=today() - timedelta(days=90))
    session.commit()
    with app.app_context():
        assert write_reminders().written == 1
        assert write_reminders().written == 0
        monkeypatch.setattr(letters, "told_before", lambda *_: set())  # both looked before either wrote
        assert write_reminders().written == 0
    assert len(session.scalars(select(Notice)).all()) == 1


def test_a_crash_in_the_middle_keeps_what_was_written_and_nothing_is_written_twice(session, app, make, monkeypatch):
    """As at the first run over a file of many old profiles."""
    people = [make.job_seeker(email="p@example.org", confirmed_on=today() - timedelta(days=95)) for _ in range(7)]
    session.commit()
    monkeypatch.setattr(letters, "AT_ONCE", 3)
    write, written = letters.Desk.write, []

    def dies_at_the_fifth(desk, letter):
        if len(written) == 4:
            raise KeyboardInterrupt
        written.append(letter.once)
        return write(desk, letter)

    monkeypatch.setattr(letters.Desk, "write", dies_at_the_fifth)
    with app.app_context():
        with pytest.raises(KeyboardInterrupt):
            write_reminders()
        db.session.rollback()  # what the database does for a process that is gone
        assert len(session.scalars(select(Notice)).all()) == 3
        monkeypatch.setattr(letters.Desk, "write", write)
        assert write_reminders().written == 4
        assert write_reminders().written == 0
    told = [row.job_seeker_id for row in session.scalars(select(Notice))]
    assert sorted(told) == sorted(person.id for person in people)
