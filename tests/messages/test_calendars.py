"""Interviews reach the calendars of both sides by e-mail: put in, moved and taken off under one UID, naming nobody."""

import email
from dataclasses import replace
from datetime import timedelta
from email.policy import default

import pytest
from icalendar import Calendar
from sqlalchemy import select

from jobmatch import sending
from jobmatch.db import db
from jobmatch.messages.letter import as_email, compose
from jobmatch.services import delivery, employer_answers, referral_talk, referrals
from jobmatch.services.telling.reminders import remind
from jobmatch.settings import Settings
from models import Account, Notice, NoticeState, Reason, ReferralState, Role, utc_now
from tests.messages.post_office import open_post_office

SETTINGS = Settings(mail_from="Jobs <jobs@example.org>", public_url="https://jobs.example.org")
SOON = utc_now().replace(microsecond=0) + timedelta(days=3)


@pytest.fixture
def employer(make):
    return make.account(Role.EMPLOYER, email="employer@example.org")


@pytest.fixture
def person(make):
    row = make.job_seeker(email="person@example.org", name_latin="Shilan Barzani", language="fr", confirmed_on=SOON)
    make.account(Role.RETURNEE, job_seeker=row, email=None, language=None)
    return row


@pytest.fixture
def referral(make, session, employer, person):
    session.info["public_url"] = "https://jobs.example.org"
    vacancy = make.vacancy(employer=employer.employer)
    now = utc_now()
    return make.referral(vacancy=vacancy, job_seeker=person, state=ReferralState.SENT, sent_at=now, accepted_at=now)


@pytest.fixture
def arrange(session, referral, employer, make):
    """``arrange(time)`` proposes this time and lets the person choose it."""
    own = make.account(Role.RETURNEE, job_seeker=make.job_seeker(), email=None)

    def at(time, by=own, **more):
        more = {"minutes": 45, "place": "Zagros Company, Gate 2", **more}
        [proposal] = referral_talk.propose_interview(session, referral, by=employer, times=[time], **more)
        referral_talk.choose_interview(session, proposal, by=by)

    return at


def mail_of(notice):
    """The e-mail as it is sent."""
    return email.message_from_bytes(as_email(compose(notice, SETTINGS), SETTINGS).as_bytes(), policy=default)


def events(session, kind):
    """(method, event) of every message of a kind, in order."""
    found = []
    for notice in session.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id)):
        [part] = mail_of(notice).iter_attachments()
        calendar = Calendar.from_ical(part.get_content())
        [event] = calendar.walk("VEVENT")
        assert calendar.errors == event.errors == []
        assert part.get_content_type() == "text/calendar"
        assert (part.get_param("method"), part.get_filename()) == (str(calendar["METHOD"]), "appointment.ics")
        found.append((str(calendar["METHOD"]), event))
    return found


@pytest.mark.parametrize(
    ("kind", "title", "place", "link"),
    [
        ("interview_arranged", "Rendez-vous", None, "https://jobs.example.org/my"),
        ("employer_interview_arranged", "Interview", "Zagros Company, Gate 2", "/employer/people/{}"),
    ],
)
def test_an_arranged_interview_comes_with_an_entry_for_the_calendar(  # noqa: PLR0917 - fixtures and parameters
    session, referral, arrange, kind, title, place, link
):
    arrange(SOON)
    [(method, event)] = events(session, kind)
    assert (method, event["STATUS"], event["SUMMARY"]) == ("PUBLISH", "CONFIRMED", title)
    assert (event["DTSTART"].dt, event["DTEND"].dt - event["DTSTART"].dt) == (SOON, timedelta(minutes=45))
    assert event.get("LOCATION") == place
    assert str(event["URL"]).endswith(link.format(referral.id))
    assert event["ORGANIZER"] == "mailto:jobs@example.org"
    assert "ATTENDEE" not in event  # nobody is asked to answer, and no address but the service's own is told


@pytest.mark.parametrize("kind", ["interview_arranged", "employer_interview_arranged"])
def test_text_and_html_are_still_the_message_itself(session, arrange, kind):
    arrange(SOON)
    mail = mail_of(session.scalars(select(Notice).where(Notice.kind == kind)).one())
    assert mail.get_content_type() == "multipart/mixed"
    [body, _calendar] = mail.iter_parts()
    assert [part.get_content_type() for part in body.iter_parts()] == ["text/plain", "text/html"]
    assert "/message" in mail.get_body(["plain"]).get_content()
    assert mail["Content-Language"] == {"interview_arranged": "fr"}.get(kind, "en")


def test_an_interview_that_moves_keeps_its_uid_and_leaves_its_old_time(session, arrange):
    arrange(SOON)
    arrange(SOON + timedelta(days=1), minutes=20)
    [(method, gone)] = events(session, "interview_changed")
    assert (method, gone["STATUS"], gone["DTSTART"].dt) == ("CANCEL", "CANCELLED", SOON)
    for kind in ("interview_arranged", "employer_interview_arranged"):
        [(_, first), (_, second)] = events(session, kind)
        assert first["UID"] == second["UID"] == gone["UID"]
        assert first["SEQUENCE"] < gone["SEQUENCE"] < second["SEQUENCE"]
        assert second["DTEND"].dt == SOON + timedelta(days=1, minutes=20)


def test_an_interview_that_does_not_take_place_is_taken_off_both_calendars(session, arrange, referral, person):
    arrange(SOON)
    referrals.withdraw_referral(session, referral, by=None, reason=Reason.HEALTH)
    for kind in ("interview", "employer_interview"):
        [(_, before)] = events(session, f"{kind}_arranged")
        [(method, after)] = events(session, f"{kind}_cancelled")
        assert (method, after["STATUS"], after["UID"]) == ("CANCEL", "CANCELLED", before["UID"])
        assert after["SEQUENCE"] > before["SEQUENCE"]
        assert "LOCATION" not in after
        assert not after.walk("VALARM")


def test_an_employers_no_takes_the_interview_off_the_persons_calendar(session, arrange, referral, employer):
    arrange(SOON)
    employer_answers.refuse(session, referral, by=employer, reason=Reason.LANGUAGE)
    assert [method for method, _ in events(session, "interview_cancelled")] == ["CANCEL"]


def test_a_reminder_brings_the_same_entry_again(session, arrange):
    arrange(SOON)
    [(_, first)] = events(session, "interview_arranged")
    remind(session, SOON.date() - timedelta(days=1))
    for kind in ("interview_reminder", "employer_interview_reminder"):
        [(method, again)] = events(session, kind)
        assert (method, again["UID"], again["DTSTART"].dt) == ("PUBLISH", first["UID"], SOON)
        assert again["SEQUENCE"] >= first["SEQUENCE"]


def test_the_file_behind_the_sign_in_is_the_same_entry(session, arrange, referral, sign_in):
    arrange(SOON)
    session.commit()
    [(_, mailed)] = events(session, "employer_interview_arranged")
    files = {
        Account.employer_id == referral.vacancy.employer_id: f"/employer/people/{referral.id}/interview.ics",
        Account.job_seeker_id == referral.job_seeker_id: f"/my/referrals/{referral.id}/appointment.ics",
    }
    for whose, path in files.items():
        client = sign_in(session.scalars(select(Account).where(whose)).one())
        [event] = Calendar.from_ical(client.get(path).data).walk("VEVENT")
        assert (event["UID"], event["SEQUENCE"]) == (mailed["UID"], mailed["SEQUENCE"])
        assert event["DTEND"].dt == mailed["DTEND"].dt


def test_a_text_message_carries_no_entry(session, arrange, person):
    person.email, person.phone = None, "+9647501234567"
    arrange(SOON)
    notice = session.scalars(select(Notice).where(Notice.kind == "interview_arranged")).one()
    assert notice.appointment is None


def test_it_goes_through_a_mail_server_and_is_emptied_with_the_text(app, session, arrange, monkeypatch):
    arrange(SOON)
    session.commit()
    with open_post_office() as office:
        more = {"smtp_host": "127.0.0.1", "smtp_port": office.port, "smtp_tls": "none"}
        settings = replace(app.config["JOBMATCH"], mail_from="jobs@example.org", **more)
        monkeypatch.setitem(app.config, "JOBMATCH", settings)
        for notice in session.scalars(select(Notice)):
            notice.not_before = utc_now() - timedelta(minutes=1)
        session.commit()
        with app.test_request_context():
            sending.send_notices()
            db.session.rollback()
    taken = [email.message_from_bytes(content, policy=default) for *_rest, content in office.taken]
    entries = [part.get_content() for mail in taken for part in mail.iter_attachments()]
    assert len(entries) == 2
    assert len({Calendar.from_ical(entry).walk("VEVENT")[0]["UID"] for entry in entries}) == 1
    session.expire_all()
    assert {row.state for row in session.scalars(select(Notice))} == {NoticeState.SENT}
    assert delivery.purge(session, utc_now() + timedelta(days=31), days=30)
    assert {row.appointment for row in session.scalars(select(Notice))} == {None}
