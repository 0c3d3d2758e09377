"""Lists keep their state in the URL, and nobody's query string reaches where it should not."""

import pytest

HOSTILE = "?_external=1&_scheme=javascript&_anchor=x&endpoint=officer.home&vacancy_id=7&state=open"


@pytest.mark.parametrize(
    "path", ["/officer/vacancies", "/officer/referrals", "/officer/job-seekers", "/officer/report"]
)
def test_a_hostile_query_string_makes_no_foreign_link(make, sign_in, session, path):
    client = sign_in(make.officer())
    make.vacancy()
    session.commit()
    answer = client.get(path + HOSTILE)
    assert answer.status_code == 200
    assert "javascript:" not in answer.text
    assert "_scheme" not in answer.text


def test_a_path_argument_in_the_query_string_is_left_alone(make, sign_in, session):
    client = sign_in(make.officer())
    vacancy = make.vacancy()
    session.commit()
    assert client.get(f"/officer/vacancies/{vacancy.id}/ranking?vacancy_id=99&k=1").status_code == 200


def test_filters_and_sort_stay_when_the_page_turns(make, sign_in, session):
    client = sign_in(make.officer())
    for _ in range(26):
        make.vacancy()
    session.commit()
    page = client.get("/officer/vacancies?state=open&sort=title").text
    assert "state=open&amp;sort=title&amp;page=2" in page
