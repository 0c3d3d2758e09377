"""Whoever changes the language reads the same page in it, and is led nowhere else."""

import pytest

from models import Role


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.OFFICER, "/officer/job-seekers"),
        (Role.EMPLOYER, "/employer/vacancies"),
        (Role.PARTNER, "/partner/people/new"),
        (Role.ADMINISTRATOR, "/admin/accounts"),
        (Role.RETURNEE, "/my/profile"),
    ],
)
def test_the_same_page_is_shown_in_the_new_language(make, sign_in, role, page):
    account = make.account(role)
    client = sign_in(account)
    answer = client.post("/language", data={"language": "ckb", "next": page}, follow_redirects=True)
    assert (answer.status_code, answer.request.path) == (200, page)
    assert '<html lang="ckb" dir="rtl"' in answer.text
    make.session.refresh(account)
    assert account.language == "ckb"


@pytest.mark.parametrize(
    "path", ["https://example.org/", "//example.org", "/\\example.org", "", "/nothing/here", "/officer/imports/upload"]
)
def test_another_address_leads_to_the_first_page(make, sign_in, path):
    answer = sign_in(make.officer()).post("/language", data={"language": "fr", "next": path})
    assert answer.headers["Location"] == "/"


def test_who_is_not_signed_in_keeps_it_on_the_device(client):
    answer = client.post("/language", data={"language": "ckb", "next": "/my/sign-in"}, follow_redirects=True)
    assert answer.request.path == "/my/sign-in"
    assert 'dir="rtl"' in answer.text


def test_an_unknown_language_changes_nothing(make, sign_in):
    account = make.officer()
    sign_in(account).post("/language", data={"language": "xx", "next": "/"})
    make.session.refresh(account)
    assert account.language is None
