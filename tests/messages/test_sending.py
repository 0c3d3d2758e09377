"""Messages leave once, through a real mail server, when their hour has come."""

import email
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
from tests.messages.later import now_is_later


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
