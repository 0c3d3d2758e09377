"""What is told at any state of a referral, to anybody, by any way: searched for everything that tells of the person."""

import email
from datetime import UTC, date, datetime, timedelta
from email.policy import default

import pytest
from sqlalchemy import select

from jobmatch.messages.kinds import KINDS
from jobmatch.messages.letter import as_email, compose
from jobmatch.services import placements
from jobmatch.services.telling import about_cases, about_employers, about_fairs, about_referrals
from jobmatch.services.telling.reminders import remind
from jobmatch.settings import Settings
from models import (
    Actor,
    CloseReason,
    FairInterview,
    FollowUp,
    MessageAudience,
    Notice,
    NoticeChannel,
    Placement,
    PlacementSource,
    Reason,
    ReferralMessage,
    ReferralState,
    Role,
    Withdrawal,
    utc_now,
)
from tests.access.test_identity import CONTACT, FREE_TEXT, NAME, NEVER, account, build, person  # noqa: F401

TOLD_TO_NOBODY = {**NEVER, **NAME, "first skill": FREE_TEXT[0], "first work": FREE_TEXT[1], "employer": "Hewler Iron"}
SETTINGS = Settings(mail_from="Jobs <jobs@example.org>", public_url="https://jobs.example.org")
WAYS = (NoticeChannel.EMAIL, NoticeChannel.SMS)


@pytest.fixture
def case(make, account, person):  # noqa: F811
    """The person with an officer and pages of their own, and an employer whose titles name it."""
    person.officer = make.officer(email="officer@example.org")
    make.account(Role.RETURNEE, job_seeker=person, email=None)
    make.session.flush()
    return person


def tell_everything(make, account, referral):  # noqa: F811
    """Every message that services can write about this referral, whatever its state is."""
    session, person = make.session, referral.job_seeker  # noqa: F811
    officer = person.officer
    referral.interview_on = utc_now() + timedelta(hours=30)
    referral.interview_place = f"{account.employer.name}, Gate 2"
    referral.presented_at = referral.presented_at or utc_now()
    about_referrals.tell_of_proposal(session, referral, by=officer)
    about_referrals.tell_of_yes(session, referral, by=None)
    about_referrals.tell_of_arrival(session, referral, by=officer)
    for by, audience in (
        (account, MessageAudience.EMPLOYER),
        (officer, MessageAudience.EMPLOYER),
        (officer, MessageAudience.JOB_SEEKER),
    ):
        message = ReferralMessage(referral=referral, by_id=by.id, audience=audience, text=NEVER["note for the office"])
        session.add(message)
        session.flush()
        about_referrals.tell_of_message(session, message, by=by)
    about_referrals.tell_of_invitation(session, referral, by=account)
    for before in (None, referral.interview_on):
        about_referrals.tell_of_times(session, referral, 2, by=account, before=before)
    for by in (account, officer):
        about_referrals.tell_of_appointment(session, referral, by=by)
    about_referrals.tell_of_offer(session, referral, by=account)
    tell_endings(session, referral)
    for kind in ("vacancy_approved", "vacancy_returned"):
        about_employers.tell_of_vacancy(session, referral.vacancy, kind, by=officer)
    about_employers.tell_of_verification(session, referral.vacancy.employer)
    about_cases.export_ready(session, officer, page="/officer/exports/1", until=date(2026, 6, 1))


def tell_endings(session, referral):
    """Every way in which a referral ends, told as if it had ended so."""
    kept = referral.state, referral.close_reason
    with session.no_autoflush:
        for state, reason in (
            (ReferralState.NOT_SELECTED, Reason.LANGUAGE),
            (ReferralState.RETRACTED, Reason.OTHER),
            (ReferralState.DECLINED, Reason.HEALTH),
            (ReferralState.WITHDRAWN, Reason.POSITION_FILLED),
        ):
            referral.state, referral.close_reason = state, reason
            letters = [
                *about_referrals.person_of_end(referral, referral.interview_on, by=None),
                *about_referrals.employer_of_end(session, referral, referral.interview_on, by=None),
                *about_referrals.employer_of_end(session, referral, None, by=None),
                *about_referrals.officer_of_end(session, referral, by=None, actor=Actor.JOB_SEEKER),
            ]
            referral.state, referral.close_reason = kept
            about_referrals.write_letters(session, letters)


def tell_of_life(make, account, referral):  # noqa: F811
    """What a person is told beside their referrals, and what the clock writes."""
    session, person = make.session, referral.job_seeker  # noqa: F811
    about_cases.tell_of_registration(session, person)
    withdrawal = Withdrawal(job_seeker=person, withdrawn_on=date(2026, 6, 1), reason=Reason.HEALTH, note=NEVER["birth"])
    about_cases.tell_of_withdrawal(session, withdrawal, days=14)
    guest = make.guest(job_seeker=person)
    booth = make.booth(fair=guest.fair)
    interview = make.add(FairInterview(guest=guest, booth=booth, starts_at=datetime(2026, 6, 10, 7, tzinfo=UTC)))
    about_fairs.fair_invitation(session, [guest])
    about_fairs.fair_schedule(session, {guest: [interview]})
    about_fairs.fair_schedule(session, {guest: []})
    about_fairs.fair_reminder(session, [guest])
    about_fairs.fair_cancelled(session, [guest])
    placements.record_own_placement(
        session, person, source=PlacementSource.OWN_NETWORK, started_on=date(2026, 5, 1), by=None
    )
    about_referrals.tell_of_hiring(session, Placement(referral=referral, started_on=date(2026, 5, 1)), by=account)
    due = make.job_seeker(email="due@example.net", confirmed_on=date(2026, 3, 1), officer=person.officer)
    make.vacancy(employer=account.employer, expires_on=date(2026, 6, 3))
    make.referral(
        vacancy=make.vacancy(employer=account.employer),
        job_seeker=due,
        state=ReferralState.INTERVIEW,
        interview_on=datetime(2026, 6, 2, 8, tzinfo=UTC),
    )
    employed = make.referral(
        vacancy=make.vacancy(employer=account.employer), job_seeker=person, state=ReferralState.PLACED
    )
    placement = Placement(referral=employed, job_seeker=person, employer=account.employer)
    placement.source, placement.started_on = PlacementSource.SERVICE, date(2026, 5, 1)
    placement.follow_ups.append(FollowUp(months=1, due_on=date(2026, 6, 1), seeker_words=NEVER["own words"]))
    make.add(placement)
    remind(session, date(2026, 6, 1))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", ReferralState)
def test_no_message_about_a_referral_tells_of_the_person(make, account, case, state, way):  # noqa: F811
    case.email = CONTACT["email"] if way is NoticeChannel.EMAIL else None
    referral = build(make, account, case, state)
    employer = account.employer
    referral.vacancy.title = f"Welder at {employer.name}"
    tell_everything(make, account, referral)
    check(make.session, employer, way)


@pytest.mark.parametrize("way", WAYS)
def test_no_message_about_a_case_tells_of_the_person_and_every_kind_was_looked_at(
    make,
    account,  # noqa: F811
    case,
    way,
):
    case.email = CONTACT["email"] if way is NoticeChannel.EMAIL else None
    referral = build(make, account, case, ReferralState.SENT)
    tell_everything(make, account, referral)
    tell_of_life(make, account, referral)
    kinds = check(make.session, account.employer, way)
    assert kinds == set(KINDS)


def mail_of(row):
    """The e-mail as a server gets it."""
    return email.message_from_bytes(as_email(compose(row, SETTINGS), SETTINGS).as_bytes(), policy=default)


def calendars_of(row):
    """What stands in the receiver's calendar, line by line as it is read; but for the UID, which is made of numbers."""
    if row.channel is NoticeChannel.SMS:
        return []
    found = [part.get_content().replace("\r\n ", "") for part in mail_of(row).iter_attachments()]
    return ["\n".join(line for line in text.splitlines() if not line.startswith("UID:")) for text in found]


def parts_of(row):
    """Everything of the e-mail that could tell something: headers, texts, files and their names."""
    if row.channel is NoticeChannel.SMS:
        return [compose(row, SETTINGS).text]
    mail = mail_of(row)
    headers = [f"{name}: {mail[name]}" for name in mail if name not in ("To", "Message-ID", "Content-Type")]
    texts = [mail.get_body([kind]).get_content() for kind in ("plain", "html")]
    return [*headers, *texts, *calendars_of(row), *(part.get_filename() for part in mail.iter_attachments())]


def check(session, employer, way):
    """Search every message; returns the kinds that were written."""
    rows = session.scalars(select(Notice)).all()
    assert rows
    for row in rows:
        said = "\n".join(filter(None, (row.subject, row.text, row.html, *parts_of(row))))
        for what, secret in TOLD_TO_NOBODY.items():
            assert secret not in said, (row.kind, what)
        for secret in CONTACT.values():
            assert secret not in said, row.kind
        on_the_screen = row.text if row.channel is NoticeChannel.SMS else row.subject
        assert employer.name not in on_the_screen, row.kind
        if KINDS[row.kind].audience is Role.RETURNEE:
            assert not any(employer.name in part for part in calendars_of(row)), row.kind
        if row.job_seeker_id is None:
            assert row.recipient not in CONTACT.values(), row.kind
        elif row.recipient in CONTACT.values():
            assert row.channel is way, row.kind
        assert (row.job_seeker_id is not None) is (KINDS[row.kind].audience is Role.RETURNEE), row.kind
    return {row.kind for row in rows}


def test_every_kind_that_changes_a_calendar_was_searched(make, account, case):  # noqa: F811
    """And the employer's own entries do name its place, so that there is something to search in."""
    case.email = CONTACT["email"]
    referral = build(make, account, case, ReferralState.SENT)
    tell_everything(make, account, referral)
    tell_of_life(make, account, referral)
    rows = make.session.scalars(select(Notice)).all()
    found = {row.kind: calendars_of(row) for row in rows if calendars_of(row)}
    assert set(found) == {code for code, kind in KINDS.items() if kind.calendar}
    assert account.employer.name in found["employer_interview_arranged"][0]


def test_an_employer_whose_own_title_names_it_reads_the_title_in_the_mail(make, account, case):  # noqa: F811
    """Otherwise the search above would search in texts that hold nothing."""
    referral = build(make, account, case, ReferralState.ACCEPTED)
    about_referrals.tell_of_arrival(make.session, referral, by=case.officer)
    assert referral.vacancy.title in make.session.scalars(select(Notice)).one().text


def test_closing_a_vacancy_names_no_reason_of_a_person(make, account, case):  # noqa: F811
    from jobmatch.services import vacancies

    referral = build(make, account, case, ReferralState.SENT)
    vacancies.close_vacancy(make.session, referral.vacancy, reason=CloseReason.CANCELLED, by=case.officer, note="ill")
    check(make.session, account.employer, NoticeChannel.EMAIL)
