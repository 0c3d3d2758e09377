"""E-mail over an encrypted connection, to a real mail server with a certificate of its own, with user and password."""

import gc
import socket
import ssl
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
import trustme

from jobmatch import sending
from jobmatch.db import db
from jobmatch.messages.mailer import SmtpMailer
from jobmatch.messages.outcomes import ServerAway
from jobmatch.services import notices
from jobmatch.settings import Settings
from models import Notice, NoticeState
from tests.messages.post_office import open_post_office

RIGHT, WRONG = "the right password", "another password"
USER = "jobs"


@pytest.fixture(scope="module")
def authority():
    """Who signs certificates."""
    return trustme.CA()


def certificate_for(authority, name):
    """What a server of this name needs to speak TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture
def trusted(authority, tmp_path, monkeypatch):
    """The machine trusts this authority, in the way that docs/operations.md says; returned for short."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


@contextmanager
def server_with(mode, context):
    """A mail server that wants encryption, user and password."""
    how = {"tls_context": context, "require_starttls": True} if mode == "starttls" else {"ssl_context": context}
    # The server itself knows only of STARTTLS whether it is encrypted.
    with open_post_office(auth_required=True, auth_require_tls=mode == "starttls", **how) as office:
        office.password = RIGHT
        yield office


@pytest.fixture
def send(app, session, monkeypatch):
    """``send(office, mode)`` writes a message, lets a worker look once, and returns the row."""

    def run(office, mode, host="localhost", password=RIGHT):
        settings = {
            "smtp_host": host,
            "smtp_port": office.port,
            "smtp_tls": mode,
            "smtp_user": USER,
            "smtp_password": password,
            "mail_from": "jobs@example.org",
        }
        monkeypatch.setitem(app.config, "JOBMATCH", replace(app.config["JOBMATCH"], **settings))
        notice = notices.send_email(session, "azad@example.org", "Something new", "Look", kind="reconfirm")
        session.commit()
        with app.test_request_context():
            sending.send_notices()
            db.session.rollback()
        session.refresh(notice)
        return notice

    return run


MODES = pytest.mark.parametrize("mode", ["starttls", "tls"])


@MODES
def test_a_message_goes_encrypted_after_signing_in(send, trusted, mode):
    with server_with(mode, certificate_for(trusted, "localhost")) as office:
        first, second = send(office, mode), send(office, mode)
    assert (first.state, second.state) == (NoticeState.SENT, NoticeState.SENT)
    assert office.encrypted == [True, True]
    assert set(office.asked) == {(USER, True)}


@MODES
@pytest.mark.parametrize("fault", ["unknown authority", "name of another machine"])
def test_a_server_that_cannot_prove_its_name_gets_neither_password_nor_message(send, trusted, mode, fault):
    signed_by = trustme.CA() if fault == "unknown authority" else trusted
    name = "localhost" if fault == "unknown authority" else "mail.example.org"
    with server_with(mode, certificate_for(signed_by, name)) as office:
        notice = send(office, mode)
    assert (office.taken, office.asked) == ([], [])
    assert (notice.state, notice.handed_at) == (NoticeState.QUEUED, None)
    assert notice.error.startswith("certificate refused: ")


@MODES
def test_a_wrong_password_is_said_and_the_others_wait_until_it_is_right(send, session, trusted, mode, caplog):
    with server_with(mode, certificate_for(trusted, "localhost")) as office:
        notice = send(office, mode, password=WRONG)
        other = notices.send_email(session, "rojin@example.org", "Something new", "Look", kind="reconfirm")
        session.commit()
        assert (notice.state, notice.handed_at, notice.attempts) == (NoticeState.QUEUED, None, 1)
        assert notice.error.startswith("user or password refused: 535 5.7.8")
        assert "nobody takes messages by email: user or password refused" in caplog.text
        assert WRONG not in caplog.text + notice.error
        assert office.taken == []
        last = send(office, mode)
        session.refresh(other)
        assert (last.state, other.state, other.attempts) == (NoticeState.SENT, NoticeState.SENT, 1)
        assert len(office.taken) == 2


def test_a_server_without_encryption_is_told_nothing(send, trusted):
    with open_post_office(auth_require_tls=False) as office:
        notice = send(office, "starttls")
        assert (office.taken, office.asked) == ([], [])
        assert (notice.state, "STARTTLS" in notice.error) == (NoticeState.QUEUED, True)
        assert send(office, "tls").state is NoticeState.QUEUED
    assert office.taken == []


def open_towards(port):
    """The sockets of this process that are connected to a port."""
    sockets = [thing for thing in gc.get_objects() if isinstance(thing, socket.socket) and thing.fileno() >= 0]
    return [end for end in sockets if end.type is socket.SOCK_STREAM and connected_to(end) == port]


def connected_to(end):
    with suppress(OSError, IndexError):
        return end.getpeername()[1]
    return None


def test_a_refused_sign_in_leaves_no_connection_open(trusted):
    with server_with("starttls", certificate_for(trusted, "localhost")) as office:
        settings = Settings(
            smtp_host="localhost", smtp_port=office.port, smtp_user=USER, smtp_password=WRONG, mail_from="a@example.org"
        )
        with pytest.raises(ServerAway) as caught:  # held, so that nothing is closed by being forgotten
            SmtpMailer(settings).connected()
        assert caught.value.__traceback__
        assert open_towards(office.port) == []


def test_every_message_of_a_look_uses_one_connection(send, session, trusted):
    for number in range(5):
        notices.send_email(session, f"p{number}@example.org", "Something new", "Look", kind="reconfirm")
    session.commit()
    with server_with("tls", certificate_for(trusted, "localhost")) as office:
        send(office, "tls")
    assert (len(office.taken), len(office.asked)) == (6, 1)
    assert session.query(Notice).filter(Notice.state == NoticeState.QUEUED).count() == 0
