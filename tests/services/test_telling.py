"""Who is told what, and in which language: written in the transaction of what it tells of."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from jobmatch.services import (
    employer_answers,
    employers,
    job_seekers,
    offers,
    referral_talk,
    referrals,
    vacancies,
    vacancy_approval,
    withdrawals,
)
from jobmatch.services.telling.about_cases import export_ready
from jobmatch.services.telling.about_fairs import fair_invitation, fair_reminder, fair_schedule
from models import (
    Actor,
    EmployerState,
    FairInterview,
    GuestState,
    JobSeekerState,
    MessageAudience,
    Notice,
    NoticeChannel,
    Reason,
    ReferralState,
    Role,
    VacancyState,
    utc_now,
)

TODAY = date(2026, 6, 1)


@pytest.fixture
def officer(make):
    return make.officer(email="officer@example.org")


@pytest.fixture
def person(make, officer):
    return make.job_seeker(email="person@example.org", phone="+9647501112233", language="ckb", officer=officer)


@pytest.fixture
def employer(make):
    account = make.account(Role.EMPLOYER, email="employer@example.org", language="fr")
    make.account(Role.EMPLOYER, employer=account.employer, email="gone@example.org", active=False)
    return account


@pytest.fixture
def vacancy(make, employer):
    return make.vacancy(employer=employer.employer, title="Night guard")


def referral_at(make, vacancy, person, state, **values):
    return make.referral(vacancy=vacancy, job_seeker=person, state=state, **values)


def told(session):
    """What was written: (kind, receiver)."""
    return [(row.kind, row.recipient.split("@")[0]) for row in session.scalars(select(Notice).order_by(Notice.id))]


def test_a_proposal_is_told_to_the_person_in_their_language(session, vacancy, person, officer):
    referral = referrals.propose_referral(session, vacancy, person, by=officer, today=TODAY)
    notice = session.scalars(select(Notice)).one()
    assert (notice.kind, notice.recipient, notice.language) == ("new_offer", person.email, "ckb")
    assert notice.job_seeker_id == person.id and 'dir="rtl"' in notice.html
    assert f"/my/offers/{referral.vacancy_id}" in notice.text


def test_the_language_that_a_person_chose_on_their_pages_comes_first(session, make, vacancy, person, officer):
    make.account(Role.RETURNEE, job_seeker=person, language="nl")
    referrals.propose_referral(session, vacancy, person, by=officer, today=TODAY)
    assert session.scalars(select(Notice)).one().language == "nl"


def test_without_an_address_a_phone_is_written_to(session, vacancy, person, officer):
    person.email = None
    referrals.propose_referral(session, vacancy, person, by=officer, today=TODAY)
    notice = session.scalars(select(Notice)).one()
    assert (notice.channel, notice.recipient) == (NoticeChannel.SMS, person.phone)
    assert "guard" not in notice.text and "referral" not in notice.text and "offers" not in notice.text


def test_who_cannot_be_reached_is_written_nothing(session, vacancy, person, officer):
    person.email = person.phone = None
    referrals.propose_referral(session, vacancy, person, by=officer, today=TODAY)
    assert told(session) == []


def test_what_was_taken_back_is_told_to_nobody(session, vacancy, person, officer):
    with session.begin_nested() as step:
        referrals.propose_referral(session, vacancy, person, by=officer, today=TODAY)
        step.rollback()
    assert told(session) == []


def test_what_an_officer_records_of_the_past_is_no_news(session, vacancy, person, officer):
    long_ago = utc_now() - timedelta(days=3)
    referrals.propose_referral(session, vacancy, person, by=officer, today=TODAY, at=long_ago)
    assert told(session) == []


def test_a_yes_is_told_to_the_officer_and_not_to_the_person(session, make, vacancy, person, officer):
    own = make.account(Role.RETURNEE, job_seeker=person)
    referrals.accept_referral(session, referral_at(make, vacancy, person, ReferralState.PROPOSED), by=own)
    assert told(session) == [("referral_answered", "officer")]


def test_a_no_is_told_to_the_officer_alone_before_the_employer_knows(session, make, vacancy, person):
    own = make.account(Role.RETURNEE, job_seeker=person)
    referral_at(make, vacancy, person, ReferralState.PROPOSED)
    offers.say_no(session, vacancy, person, reason=Reason.DISTANCE, by=own)
    assert told(session) == [("referral_answered", "officer")]


def test_a_case_without_an_officer_is_told_to_its_office(session, make, vacancy, person, officer):
    person.officer = None
    make.officer(email="colleague@example.org")
    make.officer(email="elsewhere@example.org", office=make.office())
    own = make.account(Role.RETURNEE, job_seeker=person)
    referrals.accept_referral(session, referral_at(make, vacancy, person, ReferralState.PROPOSED), by=own)
    assert sorted(told(session)) == [("referral_answered", "colleague"), ("referral_answered", "officer")]


def test_an_arrival_is_told_to_the_employers_own_accounts_in_their_language(session, make, vacancy, person, officer):
    referrals.send_referral(
        session, referral_at(make, vacancy, person, ReferralState.ACCEPTED), by=officer, today=TODAY
    )
    notice = session.scalars(select(Notice)).one()
    assert (notice.kind, notice.recipient, notice.language) == ("referral_arrived", "employer@example.org", "fr")
    assert notice.job_seeker_id is None and "Night guard" in notice.text


def test_who_is_shown_without_a_name_is_announced_once(session, make, vacancy, person, officer):
    referral = referral_at(make, vacancy, person, ReferralState.PROPOSED)
    referral_talk.present_referral(session, referral, by=officer)
    referral_talk.present_referral(session, referral, by=officer)
    assert told(session) == [("referral_arrived", "employer")]


@pytest.mark.parametrize(
    ("writer", "audience", "kind", "receiver"),
    [
        ("employer", MessageAudience.EMPLOYER, "message_to_officer", "officer"),
        ("returnee", MessageAudience.JOB_SEEKER, "message_to_officer", "officer"),
        ("officer", MessageAudience.EMPLOYER, "message_to_employer", "employer"),
        ("officer", MessageAudience.JOB_SEEKER, "message_to_job_seeker", "person"),
    ],
)
def test_a_question_and_its_answer_are_announced_without_their_words(  # noqa: PLR0917 - fixtures
    session, make, vacancy, person, officer, employer, writer, audience, kind, receiver
):
    by = {"employer": employer, "officer": officer}.get(writer) or make.account(Role.RETURNEE, job_seeker=person)
    referral = referral_at(make, vacancy, person, ReferralState.SENT)
    referral_talk.post_message(session, referral, by=by, text="Is her name Shilan?", audience=audience)
    assert told(session) == [(kind, receiver)]
    notice = session.scalars(select(Notice)).one()
    assert "Shilan" not in notice.text + notice.html


def test_a_note_for_the_office_is_announced_to_nobody(session, make, vacancy, person, officer):
    office = next(row for row in MessageAudience if row not in (MessageAudience.EMPLOYER, MessageAudience.JOB_SEEKER))
    referral = referral_at(make, vacancy, person, ReferralState.SENT)
    referral_talk.post_message(session, referral, by=officer, text="Careful", audience=office)
    assert told(session) == []


def test_an_interview_is_proposed_chosen_and_moved(session, make, vacancy, person, employer):
    own = make.account(Role.RETURNEE, job_seeker=person)
    referral = referral_at(make, vacancy, person, ReferralState.SENT)
    soon = utc_now() + timedelta(days=3)
    times = referral_talk.propose_interview(session, referral, by=employer, times=[soon, soon + timedelta(days=1)])
    assert told(session) == [("employer_answered", "officer"), ("interview_times", "person")]
    referral_talk.choose_interview(session, times[0], by=own)
    assert sorted(told(session)[2:]) == [
        ("employer_interview_arranged", "employer"),
        ("interview_arranged", "person"),
        ("officer_interview_chosen", "officer"),
    ]
    referral_talk.choose_interview(session, times[0], by=own)  # pressed twice
    assert len(told(session)) == 5
    arranged = session.scalars(select(Notice).where(Notice.kind == "employer_interview_arranged")).one()
    assert f"/employer/people/{referral.id}/interview.ics" in arranged.text
    referral_talk.propose_interview(session, referral, by=employer, times=[soon + timedelta(days=2)])
    assert told(session)[5:] == [("interview_changed", "person")]


@pytest.mark.parametrize(
    ("state", "ending", "kind"),
    [
        (ReferralState.INTERVIEW, ReferralState.NOT_SELECTED, "not_selected"),
        (ReferralState.OFFERED, ReferralState.RETRACTED, "offer_retracted"),
    ],
)
def test_an_employers_no_reaches_person_and_officer(  # noqa: PLR0917 - fixtures
    session, make, vacancy, person, employer, state, ending, kind
):
    referral = referral_at(make, vacancy, person, state)
    employer_answers.refuse(session, referral, by=employer, reason=Reason.LANGUAGE, note="Her French is poor")
    assert referral.state is ending
    assert told(session) == [(kind, "person"), ("employer_answered", "officer")]
    assert not any("French" in row.text for row in session.scalars(select(Notice)))


def test_an_offer_and_a_hiring_are_told(session, make, vacancy, person, employer):
    referral = referral_at(make, vacancy, person, ReferralState.INTERVIEW)
    employer_answers.offer_position(session, referral, by=employer)
    employer_answers.hire(session, referral, by=employer, started_on=TODAY)
    assert [kind for kind, _ in told(session)] == ["offer_made", "employer_answered", "hired", "employer_answered"]


def test_a_hiring_without_an_offer_before_is_told_once(session, make, vacancy, person, employer):
    referral = referral_at(make, vacancy, person, ReferralState.SENT)
    employer_answers.hire(session, referral, by=employer, started_on=TODAY)
    assert told(session) == [("hired", "person"), ("employer_answered", "officer")]


def test_who_steps_back_from_an_interview_is_no_longer_available_for_the_employer(session, make, vacancy, person):
    own = make.account(Role.RETURNEE, job_seeker=person)
    soon = utc_now() + timedelta(days=1)
    referral = referral_at(make, vacancy, person, ReferralState.INTERVIEW, interview_on=soon)
    referrals.close_referral(session, referral, to=ReferralState.DECLINED, reason=Reason.HEALTH, by=own)
    assert sorted(told(session)) == [("employer_interview_cancelled", "employer"), ("referral_answered", "officer")]
    assert not any("ealth" in row.text for row in session.scalars(select(Notice)))


def test_a_vacancy_that_closes_tells_who_said_yes_and_not_the_employer(session, make, vacancy, person, officer):
    from models import CloseReason

    referral_at(make, vacancy, person, ReferralState.SENT)
    referral_at(make, vacancy, make.job_seeker(email="asked@example.org"), ReferralState.PROPOSED)
    vacancies.close_vacancy(session, vacancy, reason=CloseReason.CANCELLED, by=officer)
    assert told(session) == [("offer_over", "person")]


def test_a_withdrawal_says_how_it_is_undone_and_tells_the_employer_nothing_of_it(session, make, vacancy, person):
    own = make.account(Role.RETURNEE, job_seeker=person, language="en")
    referral_at(make, vacancy, person, ReferralState.SENT)
    withdrawals.withdraw_job_seeker(
        session, person, reason=Reason.HEALTH, actor=Actor.JOB_SEEKER, by=own, on=utc_now().date()
    )
    assert told(session) == [("referral_ended", "employer"), ("withdrawal_done", "person")]
    notice = session.scalars(select(Notice).where(Notice.kind == "withdrawal_done")).one()
    assert "14 days" in notice.text


def test_a_confirmed_registration_is_told(session, make, officer):
    person = make.job_seeker(state=JobSeekerState.PENDING, email="new@example.org")
    job_seekers.confirm_registration(session, person, by=officer)
    assert told(session) == [("registration_confirmed", "new")]


def test_an_employer_reads_of_its_verification_and_of_what_became_of_its_vacancy(session, make, employer, officer):
    employer.employer.state = EmployerState.PENDING
    employers.verify_employer(session, employer.employer, by=officer)
    returned = make.vacancy(employer=employer.employer, state=VacancyState.SUBMITTED)
    vacancy_approval.return_vacancy(session, returned, by=officer, note="Say what it pays")
    approved = make.vacancy(employer=employer.employer, state=VacancyState.SUBMITTED)
    vacancies.publish_vacancy(session, approved, by=officer)
    assert [kind for kind, _ in told(session)] == ["employer_verified", "vacancy_returned", "vacancy_approved"]


def test_an_export_is_announced_once(session, officer):
    for _ in range(2):
        export_ready(session, officer, page="/officer/exports/7", until=TODAY, key="export:7")
    assert told(session) == [("export_ready", "officer")]
    assert "/officer/exports/7" in session.scalars(select(Notice)).one().text


def test_guests_are_invited_scheduled_and_reminded_once(session, make, person):
    fair = make.fair(name="Spring fair")
    guest = make.guest(fair=fair, job_seeker=person)
    other = make.guest(fair=fair, job_seeker=make.job_seeker(email="no@example.org"), state=GuestState.NO)
    assert fair_invitation(session, [guest, other]) == 2
    assert fair_invitation(session, [guest, other]) == 0
    booth = make.booth(fair=fair)
    interview = make.add(FairInterview(guest=guest, booth=booth, starts_at=datetime(2026, 6, 10, 7, tzinfo=UTC)))
    assert fair_schedule(session, {guest: [interview], other: []}) == 1
    assert fair_schedule(session, {guest: [interview]}) == 0
    interview.starts_at += timedelta(hours=1)
    assert fair_schedule(session, {guest: [interview]}) == 1
    interview.starts_at -= timedelta(hours=1)
    assert fair_schedule(session, {guest: [interview]}) == 1, "the guest still believes the later hour"
    assert fair_schedule(session, {guest: [interview]}) == 0
    assert fair_reminder(session, [guest, other]) == 1
    assert fair_reminder(session, [guest, other]) == 0
    notices = session.scalars(select(Notice)).all()
    assert booth.employer.name not in "".join(row.text for row in notices)
    assert {row.expires_at for row in notices} == {datetime(2026, 6, 10, 21, tzinfo=UTC)}, "the night after the fair"
