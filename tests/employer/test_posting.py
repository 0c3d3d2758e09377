"""Vacancies from draft to live, and what happens to them there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from jobmatch.clock import today
from jobmatch.services.telling.reminders import remind
from models import EmployerState, Notice, ReferralState, Role, Vacancy, VacancyState
from tests.employer.forms import VACANCY, post, the_vacancy


def test_a_vacancy_goes_from_draft_to_live_through_an_officer(client, officer, session):
    assert post(client, do="submit").status_code == 303
    row = the_vacancy(session)
    assert (row.state, row.isco, row.charges_worker) == (VacancyState.SUBMITTED, "7212", False)
    assert row.reference in officer.get("/officer/vacancies?state=to_approve").text
    officer.post(f"/officer/vacancies/{row.id}/return", data={"note": "Say where exactly"})
    assert "Say where exactly" in client.get(f"/employer/vacancies/{row.id}").text
    client.post(f"/employer/vacancies/{row.id}/submission")
    officer.post(f"/officer/vacancies/{row.id}/publish")
    assert the_vacancy(session).state is VacancyState.OPEN


def test_a_vacancy_that_takes_a_fee_is_refused_by_form_and_database(client, session, make):
    answer = post(client, charges_worker="true")
    assert answer.status_code == 422
    assert "no fee, deposit or commission" in answer.text
    assert post(client, charges_worker="").status_code == 422
    with pytest.raises(Exception, match="worker_pays_nothing"), session.begin_nested():
        make.vacancy(charges_worker=True)


def test_an_employer_that_is_not_verified_is_not_published(officer, make, sign_in, session):
    row = make.employer(state=EmployerState.PENDING, verified_at=None)
    account = make.account(Role.EMPLOYER, employer=row)
    session.commit()
    post(sign_in(account), do="submit")
    vacancy = the_vacancy(session)
    assert officer.post(f"/officer/vacancies/{vacancy.id}/publish").status_code == 409
    assert sign_in(account).post("/employer/vacancies/estimate", data=VACANCY).status_code == 403


def live(client, officer, session):
    post(client, do="submit")
    row = the_vacancy(session)
    officer.post(f"/officer/vacancies/{row.id}/publish")
    return the_vacancy(session)


def change(client, row, **values):
    return client.post(f"/employer/vacancies/{row.id}", data={**VACANCY, "version": row.version, **values})


def test_changing_what_matters_of_a_live_vacancy_needs_approval_again(client, officer, session):
    row = live(client, officer, session)
    assert change(client, row, pay_max="400000").status_code == 303
    row = the_vacancy(session)
    assert row.state is VacancyState.ON_HOLD and row.approval_wanted_at
    assert row.revisions[0].changes["pay_max"] == ["900000.00", "400000.00"]
    assert client.post(f"/employer/vacancies/{row.id}/reopening").status_code == 409
    assert "400000.00" in officer.get(f"/officer/vacancies/{row.id}").text
    officer.post(f"/officer/vacancies/{row.id}/publish")
    row = the_vacancy(session)
    assert row.state is VacancyState.OPEN and row.approval_wanted_at is None


def test_changing_openings_or_requirements_needs_no_approval(client, officer, session):
    row = live(client, officer, session)
    change(client, row, openings="5", level_1="2", place_text="Hewlêr")
    row = the_vacancy(session)
    assert (row.state, row.openings) == (VacancyState.OPEN, 5)
    assert set(row.revisions[0].changes) == {"openings", "languages"}


def test_a_change_on_a_stale_page_is_refused(client, officer, session):
    row = live(client, officer, session)
    assert change(client, row, version=row.version - 1).status_code == 409


def test_an_employer_ends_its_own_hold_and_not_an_officers(client, officer, session):
    row = live(client, officer, session)
    client.post(f"/employer/vacancies/{row.id}/hold")
    assert client.post(f"/employer/vacancies/{row.id}/reopening").status_code == 303
    officer.post(f"/officer/vacancies/{row.id}/hold")
    assert client.post(f"/employer/vacancies/{row.id}/reopening").status_code == 409
    assert client.post(f"/employer/vacancies/{row.id}/end", data={}).status_code == 422
    client.post(f"/employer/vacancies/{row.id}/end", data={"reason": "filled_elsewhere"})
    assert the_vacancy(session).state is VacancyState.CLOSED


def test_a_copy_is_a_new_draft(client, officer, session):
    row = live(client, officer, session)
    client.post(f"/employer/vacancies/{row.id}/copy")
    drafts = session.scalars(select(Vacancy).where(Vacancy.state == VacancyState.DRAFT)).all()
    assert [draft.title for draft in drafts] == ["Welder"]


def test_titles_and_skills_are_proposed_with_and_without_javascript(client):
    assert 'value="welder"' in client.get("/employer/titles?title=welde").text.lower()
    part = client.post("/employer/vacancies/skills", data={"title": "Welder"}, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    page = client.post("/employer/vacancies/skills", data={**VACANCY, "description": "By hand"})
    for text in (part.text, page.text):
        assert 'name="more_essential" value="arc welding"' in text
    assert "By hand" in page.text


def test_ticked_skills_are_saved_as_essential_or_optional(client, session):
    post(client, essential_skills="", more_essential=["arc welding"], more_optional=["MIG/MAG welding"])
    skills = {row.concept: row.essential for row in the_vacancy(session).skills}
    assert skills == {"skill:arc-welding": True, "skill:mig-mag-welding": False}


def test_an_employer_is_shown_what_expires(client, make, employer, session):
    make.vacancy(employer=employer, title="Nearly over", expires_on=today() + timedelta(days=3), governorate="IQ-AR")
    session.commit()
    assert "Expiring soon" in client.get("/employer/").text


def test_an_employer_is_reminded_once_of_what_expires(account, make, employer, session):
    make.vacancy(employer=employer, title="Nearly over", expires_on=today() + timedelta(days=3))
    make.vacancy(employer=employer, title="Not yet", expires_on=today() + timedelta(days=30))
    assert remind(session, today()) == 1
    assert remind(session, today() + timedelta(days=1)) == 0
    notice = session.scalars(select(Notice)).one()
    assert notice.recipient == account.email
    assert "Nearly over" in notice.text and employer.name not in notice.subject


def test_what_employers_wait_for_stands_on_the_officers_first_page(client, officer, make, employer, session):
    make.employer(name="New Business", state=EmployerState.PENDING, verified_at=None)
    post(client, do="submit")
    referral = make.referral(vacancy=make.vacancy(employer=employer), state=ReferralState.SENT)
    session.commit()
    assert "Employers ask or propose times" not in officer.get("/officer/").text
    client.post(f"/employer/people/{referral.id}/messages", data={"text": "Does she drive?"})
    page = officer.get("/officer/").text
    for words in ("New Business", "Vacancies to approve", "Employers ask or propose times"):
        assert words in page
    officer.post(f"/officer/referrals/{referral.id}/messages", data={"text": "Yes", "audience": "employer"})
    assert "Employers ask or propose times" not in officer.get("/officer/").text


@pytest.mark.parametrize(
    "path", ["", "vacancies", "vacancies/new", "people", "people?show=all", "placements", "business"]
)
def test_pages_open_empty(client, path):
    assert client.get(f"/employer/{path}").status_code == 200
