"""Coming in without a password, and never learning who is known."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from jobmatch.returnee.application import safe_target
from jobmatch.services import sign_in as ways
from models import Account, Notice, NoticeChannel, SignInKey, utc_now

PHONE = "+9647501234567"
SECRET = "only for tests, long enough to be one"


def outbox(session, channel):
    return session.scalars(select(Notice).where(Notice.channel == channel).order_by(Notice.id)).all()


def code_in(notice):
    return re.search(r"\b\d{6}\b", notice.text).group()


def link_in(notice):
    return re.search(r"/my/sign-in/link/\S+", notice.text).group()


def is_signed_in(client):
    return client.get("/my/profile").status_code == 200


def ask_code(client, phone="0750 123 4567"):
    return client.post("/my/sign-in/phone", data={"phone": phone})


def enter(client, code, fact):
    return client.post("/my/sign-in/code", data={"code": code, "fact": fact})


def without_token(page):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_a_code_and_the_case_reference_let_in(client, session, make):
    person = make.job_seeker(phone=PHONE)
    session.commit()
    assert ask_code(client).status_code == 303
    [message] = outbox(session, NoticeChannel.SMS)
    assert message.recipient == PHONE
    assert enter(client, code_in(message), person.case_reference.lower()).status_code == 303
    assert is_signed_in(client)


def test_on_a_shared_phone_the_second_fact_says_who_it_is(client, session, make):
    make.job_seeker(phone=PHONE, name_latin="Hawar Ali")
    mine = make.job_seeker(phone=PHONE, name_latin="Rojin Ali")
    ways.set_pin(session, ways.portal_account(session, mine), "2468")
    session.commit()
    ask_code(client)
    enter(client, code_in(outbox(session, NoticeChannel.SMS)[0]), "2468")
    page = client.get("/my/profile").text
    assert "Rojin Ali" in page
    assert "Hawar" not in page


def test_a_code_alone_lets_nobody_in(client, session, make):
    make.job_seeker(phone=PHONE)
    session.commit()
    ask_code(client)
    assert enter(client, code_in(outbox(session, NoticeChannel.SMS)[0]), "ERB-99999").status_code == 422
    assert not is_signed_in(client)


def test_an_unknown_number_is_answered_like_a_known_one(app, session, make):
    make.job_seeker(phone=PHONE)
    session.commit()
    known, unknown = app.test_client(), app.test_client()
    answers = [ask_code(known), ask_code(unknown, "0750 999 9999")]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    wrong = [enter(client, "000000", "ERB-00000") for client in (known, unknown)]
    assert without_token(wrong[0].text) == without_token(wrong[1].text)
    assert len(outbox(session, NoticeChannel.SMS)) == 1


def test_five_wrong_answers_close_a_code(client, session, make):
    person = make.job_seeker(phone=PHONE)
    session.commit()
    ask_code(client)
    code = code_in(outbox(session, NoticeChannel.SMS)[0])
    for _ in range(ways.MOST_ATTEMPTS):
        enter(client, "not it", person.case_reference)
    assert enter(client, code, person.case_reference).status_code == 422


def test_a_phone_is_not_flooded_with_codes(app, session, make):
    make.job_seeker(phone=PHONE)
    session.commit()
    for _ in range(ways.MOST_KEYS_AN_HOUR + 3):
        assert ask_code(app.test_client()).status_code == 303
    assert len(outbox(session, NoticeChannel.SMS)) == ways.MOST_KEYS_AN_HOUR


def test_messages_name_no_person_and_no_return(client, session, make):
    make.job_seeker(phone=PHONE, email="rojin@example.org", name_latin="Rojin Ali", host_country="BE")
    session.commit()
    ask_code(client)
    client.post("/my/sign-in/email", data={"email": "Rojin@example.org"})
    sent = session.scalars(select(Notice)).all()
    assert len(sent) == 2
    for notice in sent:
        for text in (notice.subject or "", notice.text, notice.html or ""):
            assert "rojin" not in text.lower()
            assert "return" not in text.lower()


def test_a_link_works_once_and_only_when_its_button_is_pressed(app, client, session, make):
    make.job_seeker(email="rojin@example.org")
    session.commit()
    client.post("/my/sign-in/email", data={"email": " ROJIN@example.org "})
    [mail] = outbox(session, NoticeChannel.EMAIL)
    address = link_in(mail)
    assert client.get(address).status_code == 200
    assert not is_signed_in(client)
    assert client.post(address).status_code == 303
    assert is_signed_in(client)
    second = app.test_client()
    assert second.post(address).status_code == 422
    assert not is_signed_in(second)


def test_an_unknown_address_gets_the_same_page_and_no_mail(client, session):
    answer = client.post("/my/sign-in/email", data={"email": "nobody@example.org"})
    assert answer.headers["Location"].endswith("/my/sign-in/link")
    assert outbox(session, NoticeChannel.EMAIL) == []


def test_an_old_link_lets_nobody_in(session, make):
    make.job_seeker(email="rojin@example.org")
    asked = utc_now()
    [(_person, token)] = ways.issue_links(session, "rojin@example.org", secret=SECRET, at=asked)
    late = asked + timedelta(minutes=31)
    assert ways.open_with_link(session, token, secret=SECRET, at=late) is None


@pytest.mark.parametrize("fact", ["1990", "4567"])
def test_an_invitation_asks_a_second_fact_and_works_once(client, session, make, fact):
    person = make.job_seeker(phone=PHONE, birth_on=date(1990, 7, 1), birth_precision="year")
    token = ways.issue_invitation(session, person, by=make.officer(), secret=SECRET, at=utc_now())
    session.commit()
    address = f"/my/invitation/{token}"
    assert client.get(address).status_code == 200
    assert client.post(address, data={"fact": "1991"}).status_code == 422
    assert client.post(address, data={"fact": fact}).status_code == 303
    assert is_signed_in(client)
    client.post("/my/sign-out")
    assert not is_signed_in(client)
    assert client.post(address, data={"fact": fact}).status_code == 422


def test_an_invitation_expires_after_fourteen_days(session, make):
    person = make.job_seeker(birth_on=date(1990, 7, 1), birth_precision="year")
    made = utc_now()
    token = ways.issue_invitation(session, person, by=make.officer(), secret=SECRET, at=made)
    for days, opens in ((15, False), (13, True)):
        found = ways.open_with_invitation(session, token, "1990", secret=SECRET, at=made + timedelta(days=days))
        assert (found is person) is opens


def test_a_new_invitation_ends_the_earlier_one(session, make):
    person = make.job_seeker(birth_on=date(1990, 7, 1), birth_precision="year")
    officer, now = make.officer(), utc_now()
    first = ways.issue_invitation(session, person, by=officer, secret=SECRET, at=now)
    second = ways.issue_invitation(session, person, by=officer, secret=SECRET, at=now)
    assert ways.open_with_invitation(session, first, "1990", secret=SECRET, at=now) is None
    assert ways.open_with_invitation(session, second, "1990", secret=SECRET, at=now) is person


def test_tokens_are_not_stored(session, make):
    person = make.job_seeker(birth_on=date(1990, 7, 1), birth_precision="year", phone=PHONE)
    invitation = ways.issue_invitation(session, person, by=make.officer(), secret=SECRET, at=utc_now())
    token, code = ways.issue_code(session, PHONE, secret=SECRET, at=utc_now())
    keys = session.scalars(select(SignInKey)).all()
    stored = " ".join(f"{key.hash} {key.phone}" for key in keys)
    assert len(keys) == 2
    assert not any(word in stored for word in (invitation, token, code))


def test_a_password_if_wanted(app, returnee):
    mine = returnee()
    assert mine.client.post("/my/ways-in/password", data={"password": "twelve letters"}).status_code == 303
    client = app.test_client()
    right = {"name": mine.person.case_reference, "password": "twelve letters"}
    assert client.post("/my/sign-in/password", data={**right, "password": "twelve lettres"}).status_code == 422
    assert client.post("/my/sign-in/password", data=right).status_code == 303
    assert is_signed_in(client)


def test_a_new_password_ends_the_sessions_elsewhere_and_not_this_one(returnee, sign_in):
    mine = returnee()
    elsewhere = sign_in(mine.account)
    assert is_signed_in(elsewhere)
    mine.client.post("/my/ways-in/password", data={"password": "twelve letters"})
    assert is_signed_in(mine.client)
    assert not is_signed_in(elsewhere)
    assert "At least" in mine.client.post("/my/ways-in/password", data={"password": "too short"}).text


@pytest.mark.parametrize("pin", ["123", "1111", "1234", "abcd", "123456789"])
def test_a_bad_pin_is_refused(returnee, pin, session):
    mine = returnee()
    assert mine.client.post("/my/ways-in/pin", data={"pin": pin}).status_code == 422
    session.refresh(mine.account)
    assert mine.account.pin is None


def test_an_account_that_was_switched_off_stays_out(client, session, make):
    person = make.job_seeker(phone=PHONE)
    ways.portal_account(session, person).active = False
    session.commit()
    ask_code(client)
    enter(client, code_in(outbox(session, NoticeChannel.SMS)[0]), person.case_reference)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("asked", "shown"), [("/my/consents", "/my/consents"), ("https://evil.example/my/", "/my/"), ("//evil/my/", "/my/")]
)
def test_signing_in_leads_to_the_page_that_was_asked_for_and_nowhere_else(client, session, make, asked, shown):
    person = make.job_seeker(phone=PHONE)
    session.commit()
    client.get("/my/sign-in", query_string={"next": asked})
    ask_code(client)
    answer = enter(client, code_in(outbox(session, NoticeChannel.SMS)[-1]), person.case_reference)
    assert answer.headers["Location"] == shown


def test_who_is_not_signed_in_comes_to_the_job_seekers_sign_in(client):
    assert client.get("/my/referrals").headers["Location"].startswith("/my/sign-in?next=")


def test_signing_out_tells_the_phone_to_forget(returnee):
    answer = returnee().client.post("/my/sign-out")
    assert '"storage"' in answer.headers["Clear-Site-Data"]


def test_an_account_is_made_once_and_holds_no_name(session, make):
    person = make.job_seeker(name_latin="Rojin Ali")
    account = ways.portal_account(session, person)
    assert account.name == person.case_reference
    assert ways.portal_account(session, person) is account
    assert session.scalars(select(Account).where(Account.job_seeker_id == person.id)).all() == [account]


@pytest.mark.parametrize("target", ["/officer/", "//evil.example/my/", "https://evil.example/my/", "my/", "", None])
def test_whoever_comes_in_is_led_to_these_pages_only(target):
    assert safe_target(target) is None
    assert safe_target("/my/referrals/7") == "/my/referrals/7"
