"""A real mail server that stops where a test wants to kill whoever is talking to it."""

import asyncio
import socket
from contextlib import contextmanager
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class PostOffice:
    """Takes e-mails into `taken`; may answer something else, or stop answering at a point.

    `stop_at` is "receiver" (asked about the address), "message" (it has all of it and has not taken it) or "answer"
    (it has taken it and has not said so). `reached` is set there. `encrypted` says of each e-mail whether it came so,
    `asked` holds who tried to sign in, and whether that was encrypted; `password` is the right one.
    """

    def __init__(self):
        self.taken, self.answers = [], {}
        self.encrypted, self.asked, self.password = [], [], None
        self.stop_at, self.reached = None, Event()

    async def pause(self, point):
        if self.stop_at == point:
            self.reached.set()
            await asyncio.sleep(3600)  # until the connection breaks

    def check_sign_in(self, server, session, envelope, mechanism, offered):
        self.asked.append((offered.login.decode(), is_encrypted(server)))
        return AuthResult(success=offered.password.decode() == self.password, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, options):
        await self.pause("receiver")
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await self.pause("message")
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        self.encrypted.append(is_encrypted(server))
        await self.pause("answer")
        return "250 taken"


def is_encrypted(server):
    return server.transport.get_extra_info("cipher") is not None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def open_post_office(**how):
    """A mail server on `port` of this machine; `how` is what aiosmtpd's controller is told beside."""
    office = PostOffice()
    office.port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=office.port, authenticator=office.check_sign_in, **how)
    controller.start()
    try:
        yield office
    finally:
        controller.stop(no_assert=True)


def address(server):
    return f"http://127.0.0.1:{server.server_port}/send"
