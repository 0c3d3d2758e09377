"""A person sees offers in plain words, and answers them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from jobmatch.reasons import WORDS
from jobmatch.returnee.words import CHANGES, YOURS
from jobmatch.services import taxonomy
from jobmatch.services.referral_talk import propose_interview
from matching.changes import CHANGE_CODES
from models import (
    EmployerState,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    MessageAudience,
    Reason,
    Referral,
    ReferralMessage,
    ReferralState,
    Task,
    TaskKind,
    VacancyLanguage,
    VacancySkill,
    VacancyState,
)

WELDING = taxonomy.vocabulary().of_kind("skill")[0].key


def skilled(session, person):
    """Somebody who can do what `asking` vacancies ask for."""
    session.add(JobSeekerSkill(job_seeker=person, concept=WELDING, text="what they ask"))
    session.add(JobSeekerOccupation(job_seeker=person, text="it", concept=None, held=True))
    session.add(JobSeekerLanguage(job_seeker=person, code="eng", level=3))
    session.commit()


def asking(session, make, **values):
    vacancy = make.vacancy(**values)
    session.add(VacancySkill(vacancy=vacancy, concept=WELDING))
    session.add(VacancyLanguage(vacancy=vacancy, code="eng", level=4))
    session.commit()
    return vacancy


def test_every_reason_has_words_for_the_person_themselves():
    assert set(YOURS) == set(WORDS)
    assert set(CHANGES) == set(CHANGE_CODES)


def test_the_first_page_says_why_an_offer_fits_in_words_and_never_as_a_number(returnee, session, make):
    mine = returnee()
    skilled(session, mine.person)
    asking(session, make, title="Hall builder")
    page = mine.client.get("/my/").text
    assert "Hall builder" in page
    assert "English one level below (B1; B2 asked)" in page
    assert "Fits you" in page
    assert not re.search(r"\d\s*%|\b0\.\d|<meter", page)


def test_an_offer_says_who_will_see_what_after_a_yes(returnee, session, make):
    mine = returnee()
    vacancy = asking(session, make)
    page = mine.client.get(f"/my/offers/{vacancy.id}").text
    assert "What happens if I say yes" in page
    assert f"{vacancy.employer.name} sees your name" in page


def test_yes_to_an_offer_without_a_referral_waits_for_the_officer(returnee, session, make):
    mine = returnee()
    skilled(session, mine.person)
    vacancy = asking(session, make)
    answer = mine.client.post(f"/my/offers/{vacancy.id}/yes")
    [referral] = session.scalars(select(Referral)).all()
    assert answer.headers["Location"] == f"/my/referrals/{referral.id}"
    assert (referral.state, referral.sent_at) == (ReferralState.ACCEPTED, None)
    assert referral.score is not None
    assert referral.ranking_run_id is not None
    [task] = session.scalars(select(Task)).all()
    assert task.office_id == mine.person.office_id


def test_a_second_yes_changes_nothing(returnee, session, make):
    mine = returnee()
    vacancy = asking(session, make)
    for _ in range(2):
        assert mine.client.post(f"/my/offers/{vacancy.id}/yes").status_code == 303
    assert len(session.scalars(select(Referral)).all()) == 1


def test_yes_to_a_proposal_accepts_it(returnee, session, make):
    mine = returnee()
    referral = make.referral(job_seeker=mine.person)
    session.commit()
    mine.client.post(f"/my/offers/{referral.vacancy_id}/yes")
    session.refresh(referral)
    assert referral.state is ReferralState.ACCEPTED


def test_without_the_consent_nothing_is_promised(returnee, session, make):
    mine = returnee(consents=False)
    vacancy = asking(session, make)
    assert "You have not agreed that your profile goes to employers" in mine.client.get(f"/my/offers/{vacancy.id}").text
    assert mine.client.post(f"/my/offers/{vacancy.id}/yes").status_code == 409
    assert session.scalars(select(Referral)).all() == []


def test_no_needs_a_reason_and_takes_the_offer_off_the_list(returnee, session, make):
    mine = returnee()
    skilled(session, mine.person)
    vacancy = asking(session, make, title="Hall builder")
    assert mine.client.post(f"/my/offers/{vacancy.id}/no").status_code == 422
    assert mine.client.post(f"/my/offers/{vacancy.id}/no", data={"reason": "dismissed"}).status_code == 422
    assert mine.client.post(f"/my/offers/{vacancy.id}/no", data={"reason": "distance"}).status_code == 303
    [referral] = session.scalars(select(Referral)).all()
    assert (referral.state, referral.close_reason, referral.sent_at) == (
        ReferralState.DECLINED,
        Reason.DISTANCE,
        None,
    )
    assert "Hall builder" not in mine.client.get("/my/").text


@pytest.mark.parametrize("hidden", ["unverified", "under_age", "filled", "closed", "expired"])
def test_offers_that_must_not_be_offered_are_not(returnee, session, make, hidden):
    today = datetime.now(UTC).date()
    mine = returnee(
        **({"birth_on": today - timedelta(days=14 * 365), "birth_precision": "day"} if hidden == "under_age" else {})
    )
    skilled(session, mine.person)
    values = {
        "unverified": {"employer": make.employer(state=EmployerState.PENDING, verified_at=None)},
        "filled": {"filled": 1, "openings": 1},
        "closed": {"state": VacancyState.ON_HOLD},
        "expired": {"expires_on": today - timedelta(days=2)},
    }.get(hidden, {})
    asking(session, make, title="Hall builder", **values)
    assert "Hall builder" not in mine.client.get("/my/").text


def test_a_withdrawn_person_is_offered_nothing(returnee, session, make):
    mine = returnee()
    skilled(session, mine.person)
    asking(session, make, title="Hall builder")
    mine.client.post("/my/withdrawal", data={"reason": "moved_away"})
    assert "Hall builder" not in mine.client.get("/my/").text


def test_still_available_is_asked_after_ninety_days_and_answered_in_one_tap(returnee, session):
    mine = returnee(registered_on=date(2020, 1, 1))
    assert "Are you still looking" in mine.client.get("/my/").text
    assert mine.client.post("/my/confirmation").status_code == 303
    assert "Are you still looking" not in mine.client.get("/my/").text


def interview(make, person):
    return make.referral(
        job_seeker=person,
        state=ReferralState.INTERVIEW,
        interview_on=datetime(2026, 12, 1, 7, 30, tzinfo=UTC),
        interview_place="Gate 2",
    )


def test_the_calendar_file_names_no_person_no_employer_and_no_return(returnee, session, make):
    mine = returnee(name_latin="Rojin Ali")
    referral = interview(make, mine.person)
    session.commit()
    answer = mine.client.get(f"/my/referrals/{referral.id}/appointment.ics")
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 12, 1, 7, 30, tzinfo=UTC)
    assert event["location"] == "Gate 2"
    written = answer.text.lower()
    for secret in ("rojin", referral.vacancy.employer.name.lower(), "return", referral.vacancy.title.lower()):
        assert secret not in written


def test_without_an_appointment_there_is_no_calendar_file(returnee, session, make):
    mine = returnee()
    referral = make.referral(job_seeker=mine.person, state=ReferralState.SENT)
    session.commit()
    assert mine.client.get(f"/my/referrals/{referral.id}/appointment.ics").status_code == 404


def test_stepping_back_needs_a_reason_that_the_history_keeps(returnee, session, make):
    mine = returnee()
    referral = make.referral(job_seeker=mine.person, state=ReferralState.SENT)
    session.commit()
    address = f"/my/referrals/{referral.id}/decline"
    assert mine.client.post(address, data={"version": referral.version}).status_code == 422
    assert mine.client.post(address, data={"version": referral.version + 5, "reason": "family"}).status_code == 409
    assert mine.client.post(address, data={"version": referral.version, "reason": "family"}).status_code == 303
    session.refresh(referral)
    assert referral.close_reason is Reason.FAMILY


@pytest.mark.parametrize("state", ReferralState)
def test_every_state_of_a_referral_has_a_page(returnee, session, make, state):
    mine = returnee()
    referral = make.referral(job_seeker=mine.person, state=state)
    session.commit()
    assert mine.client.get(f"/my/referrals/{referral.id}").status_code == 200
    assert mine.client.get("/my/referrals").status_code == 200
    assert mine.client.get("/my/").status_code == 200


def test_a_report_of_an_employer_reaches_the_office(returnee, session, make):
    mine = returnee()
    vacancy = asking(session, make)
    address = f"/my/offers/{vacancy.id}/report"
    assert mine.client.get(address).status_code == 200
    assert mine.client.post(address, data={"words": " "}).status_code == 422
    assert mine.client.post(address, data={"words": "They asked for money."}).status_code == 422
    mine.client.post(address, data={"words": "They asked for money.", "concern": "fee_charged"})
    [task] = session.scalars(select(Task)).all()
    assert (task.kind, task.facts["asked"]) == (TaskKind.ANSWER_REQUEST, "employer_report")
    assert vacancy.employer.held


def test_the_nearest_that_could_be_reached_says_what_would_help(returnee, session, make):
    mine = returnee()
    skilled(session, mine.person)
    other = taxonomy.vocabulary().of_kind("skill")[200].key
    vacancy = make.vacancy(title="Crane driver")
    session.add(VacancySkill(vacancy=vacancy, concept=other))
    session.commit()
    page = mine.client.get("/my/").text
    assert "Nearest you could reach" in page
    assert "1 more offer would be open to you" in page
    assert "Crane driver" in page.split("Nearest you could reach")[1]
    vacancy.expires_on = date(2020, 1, 1)
    session.commit()
    assert "Crane driver" not in mine.client.get("/my/").text


def test_a_person_takes_one_of_the_times_that_are_proposed(returnee, session, make):
    mine = returnee()
    referral = make.referral(job_seeker=mine.person, state=ReferralState.SENT)
    times = [datetime(2099, 1, day, 8, tzinfo=UTC) for day in (4, 5)]
    made = propose_interview(session, referral, by=make.officer(), times=times, place="Gate 2")
    session.commit()
    assert "Choose a time" in mine.client.get(f"/my/referrals/{referral.id}").text
    assert mine.client.post(f"/my/interview-times/{made[1].id}/choice").status_code == 303
    session.expire_all()
    assert (referral.interview_on, referral.interview_place) == (times[1], "Gate 2")


def test_a_question_reaches_the_officer_and_not_the_employer(returnee, session, make):
    mine = returnee()
    referral = make.referral(job_seeker=mine.person, state=ReferralState.SENT)
    session.commit()
    mine.client.post(f"/my/referrals/{referral.id}/messages", data={"words": "Is there a bus?"})
    [message] = session.scalars(select(ReferralMessage)).all()
    assert (message.audience, message.by_id) == (MessageAudience.JOB_SEEKER, mine.account.id)
    assert "Is there a bus?" in mine.client.get(f"/my/referrals/{referral.id}").text
