"""What employers answer about people referred to them, up to hiring and rating."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from sqlalchemy import select

from jobmatch.clock import today
from jobmatch.services import referrals
from models import (
    AuditAction,
    AuditEntry,
    InterviewProposal,
    MessageAudience,
    Placement,
    Reason,
    ReferralMessage,
    ReferralState,
    Role,
)


@pytest.fixture
def account(make):
    return make.account(Role.EMPLOYER, employer=make.employer(address="60 m street 12"))


@pytest.fixture
def referral(make, account):
    vacancy = make.vacancy(employer=account.employer, openings=1, title="Welder")
    person = make.job_seeker(name_latin="Azad Karim")
    return make.referral(vacancy=vacancy, job_seeker=person, state=ReferralState.SENT)


@pytest.fixture
def client(sign_in, account, referral, session):
    session.commit()
    return sign_in(account)


@pytest.fixture
def officer(make, sign_in, session):
    account = make.officer()
    session.commit()
    return sign_in(account)


def local(days, hour=10):
    return f"{today() + timedelta(days=days):%Y-%m-%d}T{hour:02}:00"


def answer(client, referral, step, **data):
    return client.post(f"/employer/people/{referral.id}/{step}", data={"version": referral.version, **data})


def invite(client, referral, **times):
    return answer(client, referral, "interview", place="60 m street 12", minutes="45", **times)


def test_up_to_three_times_are_proposed_and_one_is_chosen(client, officer, referral, session):
    assert invite(client, referral, time_1=local(3), time_2=local(4), time_3=local(5)).status_code == 303
    session.expire_all()
    assert (referral.state, referral.interview_on) == (ReferralState.INTERVIEW, None)
    times = session.scalars(select(InterviewProposal).order_by(InterviewProposal.starts_at)).all()
    assert len(times) == 3
    assert client.get(f"/employer/people/{referral.id}/interview.ics").status_code == 404
    assert "The person chose this" in officer.get(f"/officer/referrals/{referral.id}").text
    officer.post(f"/officer/interview-proposals/{times[1].id}/choice")
    session.expire_all()
    assert referral.interview_on == times[1].starts_at
    assert referral.interview_on.hour == 7  # ten in Baghdad


@pytest.mark.parametrize(("days", "offered"), [(-3, False), (0, True), (9, True)])
def test_a_first_day_of_work_that_is_past_is_not_filled_in(client, referral, session, days, offered):
    starts = today() + timedelta(days=days)
    referral.vacancy.starts_on = starts
    session.commit()
    assert (f'value="{starts}"' in client.get(f"/employer/people/{referral.id}").text) is offered


def test_the_calendar_file_is_valid_and_names_nobody(client, officer, referral, session):
    invite(client, referral, time_1=local(3))
    proposal = session.scalars(select(InterviewProposal)).one()
    officer.post(f"/officer/interview-proposals/{proposal.id}/choice")
    body = client.get(f"/employer/people/{referral.id}/interview.ics").data
    event = icalendar.Calendar.from_ical(body).walk("VEVENT")[0]
    assert event["SUMMARY"] == "Interview"
    assert event["DTSTART"].dt == proposal.starts_at
    assert event["DTEND"].dt > event["DTSTART"].dt
    assert b"Azad" not in body


def test_the_person_chooses_one_of_the_times_and_nobody_else_does(client, referral, session, sign_in, make):
    invite(client, referral, time_1=local(3), time_2=local(4))
    times = session.scalars(select(InterviewProposal).order_by(InterviewProposal.starts_at)).all()
    person = sign_in(make.account(Role.RETURNEE, job_seeker=referral.job_seeker))
    stranger = sign_in(make.account(Role.RETURNEE))
    session.commit()
    address = f"/my/interview-times/{times[1].id}/choice"
    assert stranger.post(address).status_code == 404
    assert address in person.get(f"/my/referrals/{referral.id}").text
    assert person.post(address).status_code == 303
    session.expire_all()
    assert referral.interview_on == times[1].starts_at
    assert "Save to a calendar" in client.get(f"/employer/people/{referral.id}").text


@pytest.mark.parametrize("times", [{}, {"time_1": "2020-01-01T10:00"}, {"time_1": "soon"}])
def test_an_invitation_needs_a_time_to_come(client, referral, times):
    page = invite(client, referral, **times)
    assert page.status_code == 422
    assert "invalid-feedback" in page.text


def test_an_employer_offers_and_hires(client, referral, session):
    answer(client, referral, "offer")
    session.expire_all()
    assert referral.state is ReferralState.OFFERED
    assert answer(client, referral, "hiring").status_code == 422
    assert answer(client, referral, "hiring", started_on="2026-07-01", pay="900000", pay_currency="IQD",
                  pay_period="month").status_code == 303  # fmt: skip
    session.expire_all()
    placement = session.scalars(select(Placement)).one()
    assert (referral.state, placement.started_on) == (ReferralState.PLACED, date(2026, 7, 1))
    assert "Azad Karim" in client.get("/employer/placements").text


def test_hiring_at_once_writes_the_offer_down(client, referral, session):
    answer(client, referral, "hiring", started_on="2026-07-01")
    session.expire_all()
    assert referral.state is ReferralState.PLACED and referral.offered_at is not None


def test_the_last_opening_is_not_filled_twice(client, make, referral, session):
    other = make.referral(vacancy=referral.vacancy, state=ReferralState.OFFERED)
    session.commit()
    answer(client, referral, "hiring", started_on="2026-07-01")
    assert answer(client, other, "hiring", started_on="2026-07-01").status_code == 409


def test_a_refusal_needs_a_reason_that_does_not_speak_of_a_life(client, referral, session):
    assert answer(client, referral, "refusal").status_code == 422
    assert answer(client, referral, "refusal", reason="health").status_code == 422
    answer(client, referral, "refusal", reason="skills_did_not_fit", note="Too little TIG")
    session.expire_all()
    assert (referral.state, referral.close_reason) == (ReferralState.NOT_SELECTED, Reason.SKILLS_DID_NOT_FIT)
    assert "Azad" not in client.get(f"/employer/people/{referral.id}").text


def test_an_offer_is_taken_back_with_a_reason(client, referral, session):
    answer(client, referral, "offer")
    session.expire_all()
    answer(client, referral, "refusal", reason="position_filled")
    session.expire_all()
    assert referral.state is ReferralState.RETRACTED


def test_an_answer_on_a_stale_page_is_refused(client, referral, session):
    old = referral.version
    answer(client, referral, "offer")
    session.expire_all()
    assert answer(client, referral, "refusal", version=old, reason="other").status_code == 409


def test_a_suspended_employer_answers_nothing(client, referral, session):
    referral.vacancy.employer.state = "suspended"
    session.commit()
    for step in ("offer", "hiring", "interview", "refusal"):
        assert answer(client, referral, step, started_on="2026-07-01", reason="other").status_code == 404


def test_messages_reach_only_whom_they_are_for(client, officer, referral, session):
    answer(client, referral, "messages", text="Does he have a car?")
    officer.post(f"/officer/referrals/{referral.id}/messages", data={"text": "Yes, he does", "audience": "employer"})
    officer.post(f"/officer/referrals/{referral.id}/messages", data={"text": "Ask him again", "audience": "office"})
    page = client.get(f"/employer/people/{referral.id}").text
    assert "Does he have a car?" in page and "Yes, he does" in page and "Ask him again" not in page
    assert "The office answered" not in page
    assert "The office answered" in client.get("/employer/").text
    officers_page = officer.get(f"/officer/referrals/{referral.id}").text
    assert "Does he have a car?" in officers_page and "Ask him again" in officers_page
    assert {row.audience for row in session.scalars(select(ReferralMessage))} == {
        MessageAudience.EMPLOYER,
        MessageAudience.OFFICE,
    }


def test_an_officer_shows_somebody_without_a_name_before_the_yes(client, officer, make, account, session):
    row = make.referral(vacancy=make.vacancy(employer=account.employer), job_seeker=make.job_seeker())
    session.commit()
    assert client.get(f"/employer/people/{row.id}").status_code == 404
    officer.post(f"/officer/referrals/{row.id}/presentation", data={"version": row.version})
    page = client.get(f"/employer/people/{row.id}").text
    assert row.job_seeker.name not in page and f"Person R-{row.id:05}" in page
    for step in ("offer", "hiring", "interview", "refusal"):
        assert answer(client, row, step, started_on="2026-07-01", reason="other").status_code == 404
    session.expire_all()
    referrals.accept_referral(session, row, by=None)
    assert row.job_seeker.name not in client.get(f"/employer/people/{row.id}").text
    referrals.send_referral(session, row, by=None, today=today())
    session.commit()
    assert row.job_seeker.name in client.get(f"/employer/people/{row.id}").text


def test_a_placement_is_rated_when_it_is_due(client, referral, session, officer):
    answer(client, referral, "hiring", started_on=f"{today() - timedelta(days=40):%Y-%m-%d}")
    first, second = session.scalars(select(Placement)).one().follow_ups[:2]
    assert "How does it go?" in client.get("/employer/").text
    assert client.post(f"/employer/follow-ups/{first.id}/rating", data={"employer_rating": "11"}).status_code == 422
    assert client.post(f"/employer/follow-ups/{second.id}/rating", data={"employer_rating": "7"}).status_code == 409
    client.post(f"/employer/follow-ups/{first.id}/rating", data={"employer_rating": "7", "employer_words": "Good"})
    session.expire_all()
    assert (first.employer_rating, first.employer_words) == (7, "Good")
    done = {"done_on": f"{today():%Y-%m-%d}", "still_employed": "true", "employer_rating": "", "seeker_rating": "8"}
    officer.post(f"/officer/follow-ups/{first.id}", data=done)
    session.expire_all()
    assert (first.employer_rating, first.seeker_rating) == (7, 8)


def test_another_employer_cannot_rate(client, referral, session, make, sign_in):
    answer(client, referral, "hiring", started_on="2026-07-01")
    follow_up = session.scalars(select(Placement)).one().follow_ups[0]
    stranger = sign_in(make.account(Role.EMPLOYER))
    session.commit()
    data = {"employer_rating": "0"}
    assert stranger.post(f"/employer/follow-ups/{follow_up.id}/rating", data=data).status_code == 404


def test_opening_a_person_and_their_cv_is_audited(client, referral, session):
    client.get(f"/employer/people/{referral.id}")
    pdf = client.get(f"/employer/people/{referral.id}/cv.pdf")
    assert pdf.data.startswith(b"%PDF") and "Azad" not in str(pdf.headers)
    looks = session.scalars(select(AuditEntry).where(AuditEntry.action.in_([AuditAction.OPEN, AuditAction.EXPORT])))
    assert {(look.action, tuple(look.row_ids)) for look in looks} >= {
        (AuditAction.OPEN, (referral.job_seeker_id,)),
        (AuditAction.EXPORT, (referral.job_seeker_id,)),
    }


def test_how_far_officers_are_with_employers_is_counted(officer, make, session):
    first, second = make.employer(), make.employer()
    session.commit()
    for row, stage in ((first, "contacted"), (first, "interested"), (second, "declined")):
        data = {"stage": stage, "happened_on": "2026-05-01", "next_step": "Call", "next_on": f"{today():%Y-%m-%d}"}
        assert officer.post(f"/officer/employers/{row.id}/contact-events", data=data).status_code == 303
    make.vacancy(employer=first, openings=7, published_at=datetime(2026, 5, 3, tzinfo=UTC))
    session.commit()
    page = officer.get("/officer/employers/funnel?since=2026-05-01&until=2026-05-31").text
    assert "2 contacted, 1 offering, 7 openings" in page
    assert "0 contacted, 0 offering, 0 openings" in officer.get("/officer/employers/funnel?since=2026-06-01").text
    assert officer.post(f"/officer/employers/{first.id}/contact-events", data={"stage": "?"}).status_code == 422
