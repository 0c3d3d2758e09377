"""Where the messages of a test arrive."""

import json
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from jobmatch import sending
from jobmatch.db import db
from jobmatch.services import notices
from tests.messages.post_office import open_post_office


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


@pytest.fixture
def receiver():
    """A real HTTP server that keeps what it is sent, and answers with `status`."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.server.kept.append((self.headers["Authorization"], body))
            self.send_response(self.server.status)
            if self.server.status < 400:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def do_GET(self):
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.kept, server.status = [], 202
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
