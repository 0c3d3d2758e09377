"""What is refused or broken is tried again later, or given up."""

import email
from datetime import timedelta

import pytest

from jobmatch.errors import Conflict
from jobmatch.messages.codes import shown
from jobmatch.services import delivery, notices
from models import NoticeState, utc_now
from tests.messages.later import now_is_later
from tests.messages.post_office import address


def test_what_is_refused_for_good_fails_at_once_and_says_why_without_the_address(sender, session, written, post_office):
    post_office.answers["RCPT"] = "550 5.1.1 <azad@example.org> no such mailbox"
    notice = written()
    sender()
    session.refresh(notice)
    assert (notice.state, notice.error) == (NoticeState.FAILED, "550 5.1.1 … no such mailbox")
    sender()
    assert post_office.taken == []


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_what_is_refused_for_now_is_tried_again_later_and_later(sender, session, written, post_office, step):
    post_office.answers[step] = "451 4.7.1 come back"
    notice = written(kind="reconfirm")
    waits = []
    for _ in range(3):
        before = utc_now()
        sender()
        session.refresh(notice)
        assert (notice.state, notice.error) == (NoticeState.QUEUED, "451 4.7.1 come back")
        assert (notice.claim, notice.handed_at) == (None, None)
        waits.append(round((notice.not_before - before) / timedelta(minutes=1)))
        now_is_later(session, notice, waits[-1] + 1)
    assert waits == [1, 5, 15]
    post_office.answers.clear()
    sender()
    session.refresh(notice)
    assert (notice.state, notice.attempts, notice.error) == (NoticeState.SENT, 4, None)
    assert len(post_office.taken) == 1


def test_it_is_given_up_when_it_is_of_no_use_and_an_administrator_may_try_again(sender, session, written, post_office):
    post_office.answers["RCPT"] = "451 4.7.1 come back"
    tried, late, past = (written(kind=kind) for kind in ("reconfirm", "sign_in_link", "interview_reminder"))
    sender()
    session.refresh(tried)
    tried.expires_at = late.expires_at = past.expires_at = utc_now() - timedelta(seconds=1)
    late.error = None
    session.commit()
    post_office.answers.clear()
    sender()
    session.refresh(tried)
    session.refresh(late)
    assert (tried.state, late.state) == (NoticeState.FAILED, NoticeState.EXPIRED)
    assert post_office.taken == []
    for of_no_use in (late, past):
        with pytest.raises(Conflict):
            delivery.retry(session, of_no_use, utc_now())
    delivery.retry(session, tried, utc_now())
    session.commit()
    sender()
    session.refresh(tried)
    assert (tried.state, len(post_office.taken)) == (NoticeState.SENT, 1)


def test_a_connection_that_breaks_after_the_message_repeats_it_once(sender, session, written, post_office, monkeypatch):
    monkeypatch.setattr("jobmatch.messages.mailer.TIMEOUT_SECONDS", 0.5)
    notice = written(kind="reconfirm")
    post_office.stop_at = "answer"
    for state in (NoticeState.QUEUED, NoticeState.UNKNOWN):
        sender()
        session.refresh(notice)
        assert (notice.state, bool(notice.handed_at)) == (state, True)
        now_is_later(session, notice, 60)
    post_office.stop_at = None
    sender()
    ids = {email.message_from_bytes(content)["Message-ID"] for _by, _to, content in post_office.taken}
    assert (len(post_office.taken), len(ids)) == (2, 1)


def test_a_repeat_that_is_refused_for_now_may_be_repeated(sender, session, written, post_office, monkeypatch):
    monkeypatch.setattr("jobmatch.messages.mailer.TIMEOUT_SECONDS", 0.5)
    notice = written(kind="reconfirm")
    post_office.stop_at = "answer"
    sender()
    post_office.stop_at, post_office.answers["DATA"] = None, "451 not now"
    for _ in range(2):
        now_is_later(session, notice, 60)
        sender()
    post_office.answers.clear()
    now_is_later(session, notice, 60)
    sender()
    session.refresh(notice)
    assert (notice.state, len(post_office.taken)) == (NoticeState.SENT, 2)  # once unseen, once known


def test_where_nobody_answers_the_others_wait_without_an_attempt(sender, session, written, post_office):
    first, second = written(), written("rojin@example.org")
    sender(smtp_port=1)
    session.refresh(first)
    session.refresh(second)
    assert (first.attempts, second.attempts) == (1, 0)
    assert first.error.startswith("ConnectionRefusedError")
    now_is_later(session, first, 2)
    sender()
    assert len(post_office.taken) == 2


def test_an_address_that_cannot_be_written_keeps_nobody_else_waiting(sender, session, written, post_office):
    bad, good = written("a\nBcc: b@example.org"), written()
    sender()
    session.refresh(bad)
    session.refresh(good)
    assert (bad.state, good.state) == (NoticeState.FAILED, NoticeState.SENT)


def test_text_messages_follow_the_same_rules(sender, session, receiver):
    gateway = {"sms_gateway_url": address(receiver), "sms_gateway_token": "t0ken"}
    notice = notices.send_sms(session, "+9647501234567", "There is news for you.", kind="new_offer")
    session.commit()
    receiver.status = 503
    sender(**gateway)
    session.refresh(notice)
    assert (notice.state, notice.handed_at) == (NoticeState.QUEUED, None)
    receiver.status = 202
    now_is_later(session, notice, 2)
    sender(**gateway)
    session.refresh(notice)
    assert notice.state is NoticeState.SENT
    bodies = [body for _token, body in receiver.kept]
    assert {body["id"] for body in bodies} == {notice.message_id}
    assert shown(notice.code) in bodies[0]["text"]
    receiver.status = 400
    refused = notices.send_sms(session, "+9647501234567", "There is news for you.", kind="new_offer")
    session.commit()
    sender(**gateway)
    session.refresh(refused)
    assert refused.state is NoticeState.FAILED
