"""Officers write the words of messages: checked, previewed, kept with their history, and put back."""

import re

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from jobmatch.clock import today
from jobmatch.messages.kinds import KINDS
from jobmatch.services import referrals, withdrawals
from jobmatch.services.telling.about_cases import tell_of_registration
from models import Actor, Notice, NoticeText, NoticeTextChange, Reason, Role

URL = "/message-texts/new_offer/en"
WORDS = {
    "subject": "Look at this",
    "text": "Here is work for you: {title}.\r\n\r\nSay yes or no.",
    "sms": "Look: {link}",
}


@pytest.fixture
def officer(make):
    return make.officer(name="Rojin")


@pytest.fixture
def client(sign_in, officer, session):
    session.commit()
    return sign_in(officer)


def version_in(page):
    return re.search(r'name="version" value="(\d*)"', page)[1]


def save(client, url=URL, **changes):
    page = client.get(url).text
    return client.post(url, data={**WORDS, "version": version_in(page), **changes})


def test_every_kind_and_language_has_a_page(client):
    page = client.get("/message-texts/").text
    for code in KINDS:
        assert f'href="/message-texts/{code}/ckb"' in page
    for code in KINDS:
        assert client.get(f"/message-texts/{code}/ar").status_code == 200


@pytest.mark.parametrize("path", ["no_such_kind/en", "new_offer/xx", "sign_in_link/en"])
def test_what_there_is_not_is_not_found(client, path):
    assert client.get(f"/message-texts/{path}").status_code == 404


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.RETURNEE, Role.MANAGER, Role.PARTNER, Role.ORGANISER])
def test_nobody_else_writes_them(make, sign_in, session, role):
    stranger = sign_in(make.account(role))
    session.commit()
    assert stranger.get(URL).status_code == 403
    assert stranger.post(URL, data=WORDS).status_code == 403


def test_saved_words_are_written_from_then_on(client, make, session, officer):
    assert save(client).status_code == 303
    person = make.job_seeker(email="person@example.org", language="en")
    referrals.propose_referral(session, make.vacancy(title="Baker"), person, by=officer, today=person.registered_on)
    notice = session.scalars(select(Notice)).one()
    assert notice.subject == "Look at this"
    assert notice.text.startswith("Here is work for you: Baker.\n\nSay yes or no.\n")
    assert "<bdi>Baker</bdi>" in notice.html


def test_words_of_one_language_leave_the_others_alone(client, make, session, officer):
    save(client)
    person = make.job_seeker(email="person@example.org", language="fr")
    referrals.propose_referral(session, make.vacancy(), person, by=officer, today=person.registered_on)
    assert session.scalars(select(Notice)).one().subject != "Look at this"


@pytest.mark.parametrize(
    ("field", "words", "why"),
    [
        ("text", "{title} at {employer}", "There is no such placeholder in this message."),
        ("text", "{title.__class__}", "A brace is open"),
        ("text", "{title} {", "A brace is open"),
        ("text", "", "This is needed."),
        ("text", "x" * 4001, "This is too long."),
        ("subject", "For you: {title}", "A placeholder may name somebody."),
        ("subject", "{link}", "There is no such placeholder in this message."),
        ("subject", "One\nBcc: two@example.org", "This must be one line."),
        ("sms", "Work: {title} {link}", "A placeholder may name somebody."),
        ("sms", "Look at your page", "A placeholder that is needed is missing."),
    ],
)
def test_words_that_cannot_be_used_are_refused_beside_their_field(client, session, field, words, why):
    answer = save(client, **{field: words})
    assert answer.status_code == 422
    assert re.search(rf'id="{field}-error">[^<]*{re.escape(why)}', answer.text)
    assert session.scalars(select(NoticeText)).all() == []


def test_what_an_appointment_needs_cannot_be_left_out(client):
    answer = client.post(
        "/message-texts/interview_arranged/en", data={**WORDS, "text": "Come soon", "sms": "{when} {link}"}
    )
    assert answer.status_code == 422 and "A placeholder that is needed is missing." in answer.text


def test_who_is_second_is_told_so(client, session):
    first = version_in(client.get(URL).text)
    assert client.post(URL, data={**WORDS, "version": first}).status_code == 303
    assert client.post(URL, data={**WORDS, "subject": "Mine", "version": first}).status_code == 409
    version = version_in(client.get(URL).text)
    assert client.post(URL, data={**WORDS, "subject": "Mine", "version": version}).status_code == 303
    assert client.post(f"{URL}/default", data={"version": version}).status_code == 409
    session.expire_all()
    assert session.scalars(select(NoticeText.subject)).one() == "Mine"


def test_the_default_comes_back_and_the_history_stays(client, session):
    save(client)
    page = client.get(URL).text
    assert "own words" in page and "Rojin" in page
    assert client.post(f"{URL}/default", data={"version": version_in(page)}).status_code == 303
    page = client.get(URL).text
    assert "Something new for you" in page and "Default text put back" in page and "Look at this" in page
    assert len(session.scalars(select(NoticeTextChange)).all()) == 2
    assert client.post(f"{URL}/default", data={"version": version_in(page)}).status_code == 409


def test_words_can_be_written_again_after_the_default(client):
    save(client)
    client.post(f"{URL}/default", data={"version": version_in(client.get(URL).text)})
    assert save(client, subject="Again").status_code == 303
    assert "Again" in client.get(URL).text


def test_the_history_cannot_be_rewritten(client, session):
    save(client)
    for statement in ("UPDATE notice_text_change SET subject = 'x'", "DELETE FROM notice_text_change"):
        with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
            session.execute(text(statement))


def test_a_preview_shows_every_form_and_saves_nothing(client, session):
    page = client.post(f"{URL}/preview", data={**WORDS, "subject": "Seen <b>before</b>"}).text
    assert "Seen &lt;b&gt;before&lt;/b&gt;" in page
    assert "Here is work for you: Welder." in page and "&lt;bdi&gt;Welder&lt;/bdi&gt;" in page
    assert "1 text message is charged" in page
    assert page.count("ABC-DEF-GHJ") == 3
    assert session.scalars(select(NoticeText)).all() == []


def test_a_preview_counts_text_messages_of_arabic_letters(client):
    page = client.post("/message-texts/new_offer/ar/preview", data={**WORDS, "sms": "ء" * 60 + " {link}"}).text
    assert "3 text messages are charged" in page and 'dir="rtl"' in page


def test_a_preview_of_words_that_cannot_be_used_says_why(client):
    answer = client.post(f"{URL}/preview", data={**WORDS, "text": "{secret}"})
    assert answer.status_code == 422 and "There is no such placeholder" in answer.text


def test_a_preview_can_do_nothing_and_stands_only_in_our_own_pages(client):
    policy = client.get(f"{URL}/preview").headers["Content-Security-Policy"]
    assert "sandbox" in policy and "default-src 'none'" in policy and "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    page = client.get(URL).headers["Content-Security-Policy"]
    assert "frame-src 'self'" in page and "style-src 'self'" in page and "unsafe" not in page


def test_an_account_that_goes_leaves_the_history(client, session, officer):
    save(client)
    session.execute(text("UPDATE notice_text_change SET by_id = NULL"))
    assert client.get(URL).status_code == 200


def test_words_that_a_newer_kind_cannot_fill_keep_nothing_from_happening(make, session):
    person = make.job_seeker(email="person@example.org", language="en")
    session.add(NoticeText(kind="registration_confirmed", language="en", subject="Hello", text="{gone}", sms="{link}"))
    session.add(NoticeText(kind="no_longer_sent", language="en", subject="Hello", text="Hello", sms=None))
    session.flush()
    tell_of_registration(session, person)
    assert session.scalars(select(Notice)).one().subject == "You are registered"


def test_a_subject_of_nothing_but_facts_is_cut_to_what_a_message_holds(make, session):
    words = {"subject": "{day}" * 24, "text": "{day}", "sms": "{link}"}
    session.add(NoticeText(kind="withdrawal_done", language="en", **words))
    person = make.job_seeker(email="person@example.org", language="en")
    who = {"actor": Actor.JOB_SEEKER, "by": make.officer(), "on": today()}
    withdrawals.withdraw_job_seeker(session, person, reason=Reason.MOVED_AWAY, **who)
    assert len(session.scalars(select(Notice)).one().subject) <= 200
