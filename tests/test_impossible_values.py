"""What no row and no text of the database can be is refused at the edge, on both databases, and never a crash."""

from io import BytesIO

import pytest
from marshmallow import ValidationError

from jobmatch.schemas.fields import MOST_PHRASES, Words
from models import Role

FAR = "9" * 24
ADDRESSES = (
    f"/exports/{FAR}",
    f"/exports/new/people?list={FAR}",
    f"/exports/new/people?ids=1,{FAR}",
    f"/exports/new/people?programme={FAR}",
    "/exports/new/people?programme=²",
    f"/exports/new/referrals?employer={FAR}",
    "/exports/new/referrals?vacancy=²",
    f"/exports/new/fair-interviews?booth={FAR}",
    f"/exports/new/figures?programme={FAR}",
    "/exports/new/figures?programme=²",
    f"/officer/papers/{FAR}",
    f"/officer/job-seekers?programme={FAR}",
    f"/officer/vacancies?employer={FAR}",
)
WITH_NUL = (
    "/exports/new/people?governorate=%00",
    "/exports/new/people?skill=a&skill=%00",
    "/exports/new/vacancies?q=%00",
    "/my/answer/%00",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_number_that_no_row_has_finds_nothing(make, sign_in, address):
    assert sign_in(make.officer()).get(address).status_code in (200, 404)


@pytest.mark.parametrize("address", WITH_NUL)
def test_a_nul_in_an_address_is_refused(make, sign_in, address):
    assert sign_in(make.officer()).get(address).status_code == 400


def test_a_nul_in_a_form_in_a_file_name_and_in_json_is_refused(make, sign_in):
    client, person, fair = sign_in(make.officer()), make.job_seeker(), make.fair()
    paper = {"kind": "cv", "file": (BytesIO(b"%PDF-1.7"), "a\0.pdf")}
    address = f"/officer/job-seekers/{person.id}/papers"
    assert client.post("/officer/job-seekers/search", data={"q": "a\0"}).status_code == 400
    assert client.post(address, data=paper, content_type="multipart/form-data").status_code in (303, 400)
    assert not any("\0" in row.name for row in person.documents)
    sent = {"walk_ins": [{"client_id": "12345678", "name": "\0", "consents": True, "at": "2026-06-01T08:00:00+00:00"}]}
    assert client.post(f"/organiser/fairs/{fair.id}/walk-ins/queue", json=sent).status_code == 400


def test_a_field_takes_a_list_and_not_a_book():
    phrases = [f"skill {number}" for number in range(MOST_PHRASES)]
    assert Words().deserialize("; ".join(phrases)) == phrases
    with pytest.raises(ValidationError):
        Words().deserialize("; ".join([*phrases, "one more"]))


LAST = 2**31 - 1
BEYOND = (LAST, LAST + 1, 2**70)


@pytest.mark.parametrize("number", BEYOND)
def test_a_row_that_there_is_not_is_refused_in_every_form(make, sign_in, number):
    officer, admin = sign_in(make.officer()), sign_in(make.account(Role.ADMINISTRATOR))
    vacancy, fair = make.vacancy(), make.fair()
    booth = make.booth(fair=fair)
    work = {"title": "Welder", "kind": "job", "openings": "1", "programme_id": number}
    account = {"email": "a@example.org", "name": "A", "role": "officer"}
    consents = {"purposes": ["matching"], "given": "orally", "given_on": "2026-06-01"}
    programme = {"code": "NEW", "name": "New", "starts_on": "2026-01-01"}
    refused = (
        officer.post(f"/officer/employers/{vacancy.employer_id}/vacancies", data=work),
        officer.post(f"/officer/vacancies/{vacancy.id}", data={**work, "version": vacancy.version}),
        officer.post(f"/officer/vacancies/{vacancy.id}/referrals", data={"ids": [number]}),
        officer.post("/officer/imports", data={"kind": "job_seekers", "programme_id": number}),
        officer.post("/officer/tasks", data={"title": "Call", "officer_id": number}),
        officer.post(f"/organiser/booths/{booth.id}", data={"hall_id": number, "interviewers": 1}),
        admin.post("/admin/accounts", data={**account, "office_id": number}),
    )
    assert {answer.status_code for answer in refused} <= {404, 422}
    passed_over = (
        officer.post(f"/officer/vacancies/{vacancy.id}/referrals/preview", data={"ids": [number]}),
        officer.post("/officer/consents/new", data={"ids": [number], **consents}),
        admin.post("/admin/programmes", data={**programme, "offices": [number]}),
    )
    assert {answer.status_code for answer in passed_over} <= {200, 303, 404, 422}


def test_signs_of_a_pattern_are_letters_in_a_search(make, sign_in):
    make.vacancy(title="Welder"), make.vacancy(title="Waiter, 100% of the day")
    page = sign_in(make.officer()).get("/officer/vacancies?q=100%25").text
    assert "Waiter" in page and "Welder" not in page
