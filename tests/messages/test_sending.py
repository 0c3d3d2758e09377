"""Messages leave once: through a real mail server, whatever it answers and whenever it breaks off."""

import email
from dataclasses import replace
from datetime import timedelta
from email.policy import default

import pytest
from sqlalchemy import select

from jobmatch import sending
from jobmatch.db import db
from jobmatch.errors import Conflict, SettingsError
from jobmatch.messages.codes import shown
from jobmatch.messages.mailer import ConsoleMailer, SmtpMailer, mailer
from jobmatch.services import delivery, notices
from jobmatch.settings import Settings
from models import Notice, NoticeChannel, NoticeState, utc_now
from tests.messages.post_office import open_post_office
from tests.messages.test_gateway import address, receiver  # noqa: F401 - a fixture


@pytest.fixture
def post_office():
    with open_post_office() as office:
        yield office


@pytest.fixture
def sender(app, post_office, monkeypatch):
    """``sender()`` runs the job as a worker does, with the settings of a mail server."""
    settings = {
        "smtp_host": "127.0.0.1",
        "smtp_port": post_office.port,
        "smtp_tls": "none",
        "mail_from": "Jobs <jobs@example.org>",
        "public_url": "https://jobs.example.org",
    }

    def run(job=sending.send_notices, **more):
        monkeypatch.setitem(app.config, "JOBMATCH", replace(app.config["JOBMATCH"], **{**settings, **more}))
        with app.test_request_context():
            job()
            db.session.rollback()

    return run


@pytest.fixture
def written(session):
    def write(to="azad@example.org", **values):
        notice = notices.send_email(session, to, "Your link", "Sign in: here", **{"kind": "sign_in_link", **values})
        session.commit()
        return notice

    return write


def now_is_later(session, notice, minutes=0):
    """As if that many minutes had passed for this message."""
    session.refresh(notice)
    past = timedelta(minutes=minutes)
    notice.not_before -= past
    notice.claimed_until = notice.claimed_until and notice.claimed_until - past
    session.commit()


def test_a_message_is_sent_once_with_text_html_and_the_code_under_both(sender, session, written, post_office):
    html = "<html><body><p>Hello &amp; welcome</p></body></html>"
    notice = written(html=html, language="fr")
    sender()
    sender()
    [(by, to, content)] = post_office.taken
    assert (by, to) == ("jobs@example.org", ["azad@example.org"])
    mail = email.message_from_bytes(content, policy=default)
    assert (mail["From"], mail["Subject"]) == ("Jobs <jobs@example.org>", "Your link")
    assert mail["Message-ID"] == f"<{notice.message_id}@example.org>"
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("fr", "auto-generated")
    for part in ("plain", "html"):
        body = mail.get_body([part]).get_content()
        assert shown(notice.code) in body
        assert "https://jobs.example.org/message" in body
    assert mail.get_body(["html"]).get_content().rstrip().endswith("</p></body></html>")
    session.refresh(notice)
    assert (notice.state, notice.attempts, notice.claim, notice.handed_at) == (NoticeState.SENT, 1, None, None)


def test_letters_of_every_script_arrive(sender, session, post_office):
    notices.send_email(session, "a@example.org", "Nûçe", "ئەمە نوێیە بۆ تۆ", kind="new_offer", language="ckb")
    session.commit()
    sender()
    mail = email.message_from_bytes(post_office.taken[0][2], policy=default)
    assert mail["Subject"] == "Nûçe"
    text = mail.get_body(["plain"]).get_content()
    assert text.startswith("ئەمە نوێیە بۆ تۆ")
    assert "\u2066" in text  # the code keeps its order in a line from right to left


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


def test_a_message_waits_for_its_hour(sender, session, written, post_office):
    notice = written(not_before=utc_now() + timedelta(hours=2))
    sender()
    assert post_office.taken == []
    now_is_later(session, notice, 121)
    sender()
    assert len(post_office.taken) == 1


def test_two_workers_never_send_the_same_message(sender, session, written, post_office):
    notice = written()
    first = delivery.claim(session, notice.id, [NoticeChannel.EMAIL], utc_now())
    token = first.claim
    session.commit()
    sender()
    assert post_office.taken == []
    now_is_later(session, notice, 11)  # the first is gone for longer than its claim holds
    sender()
    assert len(post_office.taken) == 1
    assert not delivery.hand_over(session, notice.id, token, utc_now())
    delivery.record_failure(session, notice.id, token, utc_now(), "too late", lasting=True, handed=False)
    session.commit()
    session.refresh(notice)
    assert notice.state is NoticeState.SENT


def test_text_messages_follow_the_same_rules(sender, session, receiver):  # noqa: F811
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


def test_without_a_server_messages_wait_and_in_a_demo_they_are_shown(sender, session, written, capsys):
    notice = written()
    sender(smtp_host="")
    session.refresh(notice)
    assert (notice.state, notice.attempts) == (NoticeState.QUEUED, 0)
    sender(messages_to_console=True)
    session.refresh(notice)
    assert notice.state is NoticeState.SENT
    assert "Sign in: here" in capsys.readouterr().err


def test_old_messages_are_emptied_and_their_code_still_answers(sender, session, written):
    kept, old, spent = (written(kind="reconfirm") for _ in range(3))
    spent.kind, spent.expires_at = "sign_in_link", utc_now() - timedelta(minutes=1)
    old.created_at = utc_now() - timedelta(days=31)
    session.commit()
    sender(smtp_port=1)
    for notice in (kept, old, spent):
        session.refresh(notice)
        notice.state, notice.sent_at = NoticeState.SENT, utc_now()
    session.commit()
    sender(sending.purge_notices)
    for notice in (kept, old, spent):
        session.refresh(notice)
    assert (kept.recipient, kept.text) == ("azad@example.org", "Sign in: here")
    for notice in (old, spent):
        assert (notice.recipient, notice.subject, notice.text, notice.html) == ("", "", "", None)
        assert (notice.ending, notice.kind != "", notice.code != "") == ("ad@e", True, True)
        with pytest.raises(Conflict):
            delivery.retry(session, notice, utc_now())


def test_committing_a_message_wakes_the_worker(app, session, written):
    from jobmatch.job_queue import queue_of

    huey = queue_of(app).huey
    huey.flush()
    with app.app_context():
        notices.send_email(db.session, "azad@example.org", "Your link", "here", kind="sign_in_link")
        later = utc_now() + timedelta(hours=1)
        notices.send_email(db.session, "azad@example.org", "News", "here", kind="new_offer", not_before=later)
        assert len(huey) == 0
        db.session.commit()
    assert len(huey) == 1
    huey.flush()


@pytest.mark.parametrize(
    "wrong", [{"smtp_tls": "ssl"}, {"mail_from": "nobody"}, {"smtp_user": "u", "smtp_tls": "none"}]
)
def test_settings_that_cannot_work_are_named(wrong):
    with pytest.raises(SettingsError, match="JOBMATCH_"):
        SmtpMailer(Settings(**{"smtp_host": "localhost", "mail_from": "a@example.org", **wrong}))


def test_a_demo_never_reaches_a_server():
    assert isinstance(mailer(Settings(smtp_host="mail.example.org", messages_to_console=True)), ConsoleMailer)


def test_every_message_has_its_own_code(session, written):
    assert len({written().code for _ in range(20)}) == len(session.scalars(select(Notice.code)).all()) == 20
