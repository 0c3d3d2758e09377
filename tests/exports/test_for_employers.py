"""What an employer exports: its own vacancies, and the people referred to it, no more of them than its pages show."""

import json

import pytest

from jobmatch import exporting
from jobmatch.clock import today
from jobmatch.services.exports import records
from jobmatch.services.exports.kinds import kind_as
from jobmatch.services.withdrawals import end_consent
from models import (
    ConsentPurpose,
    EmployerState,
    ExportKind,
    JobSeekerSkill,
    Notice,
    ReferralState,
    Role,
    VacancyState,
)
from tests.exports.answers import csv_rows, latest

PEOPLE = {
    "columns": ["reference", "name_latin", "phone", "state"],
    "format": "csv",
    "purpose": "employer",
    "go": "make",
}
JOBS = {"columns": ["title", "state"], "format": "csv", "purpose": "employer", "go": "make"}


@pytest.fixture
def account(make):
    return make.account(Role.EMPLOYER)


@pytest.fixture
def ours(sign_in, account):
    return sign_in(account)


@pytest.fixture
def vacancy(make, account):
    return make.vacancy(employer=account.employer, title="Welder")


def file_of(client, url, choice):
    made = client.post(url, data=choice)
    assert made.status_code == 303
    return client.get(f"{made.location}/file")


def test_the_lists_on_screen_lead_to_their_exports(make, ours, vacancy):
    make.vacancy(title="Somebody else's")
    make.vacancy(title="Driver", employer=vacancy.employer, state=VacancyState.DRAFT)
    assert (
        'href="/exports/new/vacancies?state=open&amp;sort=title"'
        in ours.get("/employer/vacancies?state=open&sort=title").text
    )
    for query, titles in (("?sort=title", ["Driver", "Welder"]), ("?state=open", ["Welder"])):
        rows = csv_rows(file_of(ours, f"/exports/new/vacancies{query}", JOBS))
        assert [row[0] for row in rows[1:]] == titles
    assert 'href="/exports/new/referrals?show=all"' in ours.get("/employer/people?show=all").text
    assert 'href="/exports/"' in ours.get("/employer/").text


def test_a_row_holds_the_name_only_where_the_person_agreed(make, ours, vacancy):
    named = make.referral(vacancy=vacancy, state=ReferralState.SENT, job_seeker=make.job_seeker(name_latin="Azad"))
    left = make.referral(vacancy=vacancy, state=ReferralState.DECLINED, job_seeker=make.job_seeker(name_latin="Rojin"))
    left.sent_at = left.closed_at
    make.referral(state=ReferralState.SENT)  # somebody else's
    make.referral(vacancy=vacancy)  # never reached the employer
    make.session.flush()
    rows = csv_rows(file_of(ours, "/exports/new/referrals?show=all&sort=since", PEOPLE))
    assert sorted(rows[1:]) == [
        [f"R-{named.id:05}", "Azad", named.job_seeker.phone or "", "Waiting for your answer"],
        [f"R-{left.id:05}", "", "", "No longer available"],
    ]
    assert len(csv_rows(file_of(ours, "/exports/new/referrals", PEOPLE))) == 2  # the open ones, as on the page
    assert len(csv_rows(file_of(ours, "/exports/new/referrals?show=closed", PEOPLE))) == 2


def test_a_suspended_employer_exports_no_name(make, ours, account, vacancy):
    make.referral(vacancy=vacancy, state=ReferralState.SENT, job_seeker=make.job_seeker(name_latin="Azad"))
    account.employer.state = EmployerState.SUSPENDED
    make.session.flush()
    answer = file_of(ours, "/exports/new/referrals", PEOPLE)
    assert len(csv_rows(answer)) == 2 and "Azad" not in answer.text


def test_neither_codes_nor_the_order_tell_why_somebody_left(make, ours, vacancy):
    people = []
    for state in (ReferralState.WITHDRAWN, ReferralState.DECLINED, ReferralState.WITHDRAWN):
        people.append(make.referral(vacancy=vacancy, state=state))
        people[-1].sent_at = people[-1].closed_at
    make.session.flush()
    choice = PEOPLE | {"columns": ["reference", "state"], "format": "jsonl"}
    lines = file_of(ours, "/exports/new/referrals?show=all&sort=state", choice).text.splitlines()
    assert {json.loads(line)["state"] for line in lines} == {"withdrawn"}
    assert [json.loads(line)["reference"] for line in lines] == [row.id for row in people]
    page = ours.get("/employer/people?show=all&sort=state").text
    places = [page.index(f"R-{row.id:05}") for row in people]
    assert places == sorted(places)


def test_whoever_did_not_agree_is_left_out_and_no_reason_is_told(make, ours, vacancy):
    person = make.job_seeker(consents=False)
    make.referral(vacancy=vacancy, job_seeker=person).presented_at = person.created_at
    make.session.flush()
    page = ours.get("/exports/new/referrals").text
    assert "1 row is left out." in page and "did not agree to this" not in page
    made = ours.post("/exports/new/referrals", data=PEOPLE)
    assert json.loads(ours.get(f"{made.location}/check-sums").data)["left_out"] == {"not_available": 1}


def test_no_column_filter_or_sort_of_the_office_is_an_employers(make, ours, vacancy):
    kinds = [kind_as(Role.EMPLOYER, code) for code in (ExportKind.REFERRALS, ExportKind.VACANCIES)]
    kept_from = {"case_reference", "close_reason", "proposed_by", "score", "accepted_at", "programme", "updated_at"}
    assert not kept_from & {column.code for column in kinds[0].columns}
    assert "programme" not in {column.code for column in kinds[1].columns}
    for column in sorted(kept_from):
        assert ours.post("/exports/new/referrals", data=PEOPLE | {"columns": column}).status_code == 422
    for purpose in ("contact", "backup", "report", "fair"):
        assert ours.post("/exports/new/referrals", data=PEOPLE | {"purpose": purpose}).status_code == 422
    asked = ours.post("/exports/new/referrals?state=declined&sort=proposed&employer=1", data=PEOPLE)
    assert asked.status_code == 303
    assert latest(make.session).query == {"filters": {"show": "open"}, "sort": "-updated"}


def test_words_that_were_not_coded_stand_beside_a_name_only(make, ours, vacancy):
    for state in (ReferralState.SENT, ReferralState.PROPOSED):
        person = make.job_seeker()
        person.skills.append(JobSeekerSkill(text="Handmade tiles"))
        make.referral(vacancy=vacancy, state=state, job_seeker=person).presented_at = person.created_at
    make.session.flush()
    columns = ["skills", "occupations_held", "languages", "education", "experience_years", "interview_place"]
    rows = csv_rows(file_of(ours, "/exports/new/referrals", PEOPLE | {"columns": columns}))
    assert sorted(row[0] for row in rows[1:]) == ["", "Handmade tiles"]


def test_a_file_does_not_outlive_the_yes_of_somebody_in_it(make, ours, vacancy):
    person = make.job_seeker(name_latin="Azad")
    make.referral(vacancy=vacancy, state=ReferralState.SENT, job_seeker=person)
    made = ours.post("/exports/new/referrals", data=PEOPLE)
    consent = next(row for row in person.consents if row.purpose is ConsentPurpose.EMPLOYERS)
    end_consent(make.session, consent, on=today(), by=None)
    make.session.commit()
    assert ours.get(f"{made.location}/file").status_code == 410


def test_files_and_lists_are_the_accounts_own(make, ours, account, vacancy, sign_in):
    made = ours.post("/exports/new/vacancies", data=JOBS)
    ours.post("/exports/new/vacancies", data=JOBS | {"go": "keep", "name": "Ours", "shared": "true"})
    assert "Ours" in ours.get("/exports/").text and "For our own business" in ours.get(made.location).text
    for other in (make.account(Role.EMPLOYER), make.account(Role.EMPLOYER, employer=account.employer)):
        stranger = sign_in(other)
        assert stranger.get(made.location).status_code == stranger.get(f"{made.location}/file").status_code == 404
        assert "Ours" not in stranger.get("/exports/").text
    administrator = sign_in(make.account(Role.ADMINISTRATOR))
    assert "Hand to an employer" in administrator.get(made.location).text
    assert administrator.get(f"{made.location}/file").status_code == 403


def test_a_large_one_is_written_by_a_worker_who_tells_the_employer(app, make, ours, vacancy, monkeypatch):
    monkeypatch.setattr(records, "AT_ONCE", 0)
    made = ours.post("/exports/new/vacancies", data=JOBS)
    with app.app_context():
        exporting.run_export(make.session, latest(make.session).id)
    assert csv_rows(ours.get(f"{made.location}/file"))[1][0] == "Welder"
    assert make.session.query(Notice).filter_by(kind="export_ready").one().recipient == latest(make.session).by.email
