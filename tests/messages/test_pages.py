"""The pages about messages: is it from us, how am I told, and what became of them."""

from datetime import UTC, datetime, time

import pytest

from jobmatch.messages.codes import shown
from jobmatch.messages.letter import CHECK_PATH
from jobmatch.services import notices
from jobmatch.services.notice_preferences import find_preference
from models import NoticeState, Role

SENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def sent(session, make):
    """A message that was sent to somebody."""
    person = make.job_seeker(email="shilan.barzani@private.example", name_latin="Shilan Barzani")
    notice = notices.notify(
        session, person, kind="interview_arranged", subject="An appointment", text="At Hewler Iron on Monday, Shilan."
    )
    notice.state, notice.sent_at = NoticeState.SENT, SENT
    session.commit()
    return notice


def ask(client, code):
    return client.post("/message", data={"code": code})


def test_the_address_in_messages_is_the_page_s_own(app):
    with app.test_request_context():
        assert app.url_for("public.message") == CHECK_PATH


def test_a_code_says_what_we_sent_and_when_and_to_nobody_whom(client, sent):
    assert client.get("/message").status_code == 200
    page = ask(client, shown(sent.code).lower()).text
    for told in ("Yes, a message with this code came from us", "Interviews", "23", "E-mail", "…ni@p…"):
        assert told in page, told
    for secret in ("Shilan", "Barzani", "private.example", "Hewler", "Monday", "interview_arranged", "appointment"):
        assert secret not in page, secret


def test_a_code_still_answers_when_the_text_is_gone(client, sent, session):
    sent.recipient = sent.subject = sent.text = ""
    sent.purged_at = SENT
    session.commit()
    assert "Yes, a message" in ask(client, sent.code).text


@pytest.mark.parametrize("code", ["ABC-DEF-GHJ", "x", "'; --", "0OI-1LU-000"])
def test_a_code_that_is_not_ours_is_denied(client, sent, code):
    answer = ask(client, code)
    assert answer.status_code == 200
    assert "No, we sent no message with this code" in answer.text


def test_what_still_waits_was_not_sent(client, sent, session):
    sent.state, sent.sent_at = NoticeState.QUEUED, None
    session.commit()
    assert "No, we sent no message" in ask(client, sent.code).text


def test_the_answer_keeps_the_language_of_the_address(client):
    assert 'action="/message?lang=fr"' in client.get("/message?lang=fr").text
    assert 'lang="fr"' in client.post("/message?lang=fr", data={"code": "ABC-DEF-GHJ"}).text


def test_without_a_code_the_form_says_so(client):
    answer = ask(client, " ")
    assert answer.status_code == 422
    assert "This is needed." in answer.text


def test_nobody_can_try_many_codes(client):
    from jobmatch.security import limiter

    limiter.reset()
    answers = [ask(client, f"ABC-DEF-{number:03}").status_code for number in range(100, 120)]
    limiter.reset()
    assert answers[0] == 200
    assert answers[-1] == 429


@pytest.mark.parametrize("path", ["/vacancies", "/employer/register", "/my/sign-in", "/sign-in"])
def test_every_footer_leads_there(client, path):
    assert 'href="/message"' in client.get(path).text


def test_a_person_chooses_ways_and_quiet_hours(make, sign_in, session):
    person = make.job_seeker(email="a@example.org")
    client = sign_in(make.account(Role.RETURNEE, job_seeker=person))
    page = client.get("/my/messages").text
    assert 'value="21:00"' in page
    assert 'name="way_offers"' in page
    assert 'name="way_sign_in"' not in page
    data = {"way_offers": "none", "way_fairs": "sms", "quiet": "true", "quiet_from": "20:00", "quiet_until": "09:30"}
    assert client.post("/my/messages", data=data).status_code == 303
    row = find_preference(session, person)
    session.refresh(row)
    assert row.ways == {"offers": "none", "fairs": "sms"}
    assert (row.quiet_from, row.quiet_until) == (time(20), time(9, 30))
    assert client.post("/my/messages", data={"version": row.version}).status_code == 303
    session.refresh(row)
    assert (row.ways, row.quiet_from) == ({}, None)
    assert client.post("/my/messages", data={**data, "version": 1}).status_code == 409


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.OFFICER, Role.ADMINISTRATOR, Role.MANAGER, Role.PARTNER])
def test_employers_and_staff_choose_too(make, sign_in, session, role):
    account = make.account(role)
    client = sign_in(account)
    assert client.get("/account/messages").status_code == 200
    assert client.post("/account/messages", data={"way_referrals": "none", "way_account": "none"}).status_code == 303
    row = find_preference(session, account)
    assert (row.ways, row.quiet_from) == ({"referrals": "none"}, None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"quiet": "true", "quiet_from": "", "quiet_until": "08:00"}, "Say from when until when."),
        ({"quiet": "true", "quiet_from": "08:00", "quiet_until": "08:00"}, "From and until must differ."),
        ({"quiet": "true", "quiet_from": "late", "quiet_until": "08:00"}, "This is not a time."),
        ({"way_referrals": "pigeon"}, "Choose one of the list."),
    ],
)
def test_what_cannot_be_meant_is_said_beside_the_field(make, sign_in, data, said):
    answer = sign_in(make.account(Role.EMPLOYER)).post("/account/messages", data=data)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2


def test_administrators_see_what_failed_and_why_and_try_again_but_read_nothing(make, sign_in, sent, session):
    client = sign_in(make.account(Role.ADMINISTRATOR))
    sent.state, sent.sent_at, sent.error = NoticeState.FAILED, None, "550 … no such mailbox"
    session.commit()
    page = client.get("/admin/messages?state=failed").text
    assert "550 … no such mailbox" in page
    assert "no mail server is set" in page
    assert "console" not in page
    for secret in ("Shilan", "private.example", "Hewler", sent.code):
        assert secret not in page, secret
    assert client.post(f"/admin/messages/{sent.id}/again").status_code == 303
    session.refresh(sent)
    assert (sent.state, sent.error) == (NoticeState.QUEUED, None)
    assert client.post(f"/admin/messages/{sent.id}/again").status_code == 409
    assert "550" not in client.get("/admin/messages?state=failed").text
