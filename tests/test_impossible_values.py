"""What no row and no text of the database can be is refused at the edge, on both databases, and never a crash."""

from io import BytesIO

import pytest
from marshmallow import ValidationError

from jobmatch.schemas.fields import MOST_PHRASES, Words

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
