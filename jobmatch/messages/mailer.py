"""Hand e-mails to a mail server, over one connection for many, and know for each what became of it."""

import smtplib
import ssl
import sys
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from typing import TextIO

from jobmatch.errors import SettingsError
from jobmatch.messages.carrier import Carrier
from jobmatch.messages.letter import Letter, as_email, domain
from jobmatch.messages.outcomes import Doubtful, NotNow, Refused, ServerAway
from jobmatch.settings import Settings

TIMEOUT_SECONDS = 30
TAKEN = (250, 251)
LASTING = 500
TLS = ("starttls", "tls", "none")


class ConsoleMailer:
    """Shows e-mails to whoever runs a demo. Nothing leaves the machine."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr

    def carry(self, letter: Letter, handing_over: Callable[[], None]) -> None:
        """Write the e-mail to the console."""
        handing_over()
        self.stream.write(f"\nE-mail to {letter.to}: {letter.subject}\n{letter.text}\n")

    def close(self) -> None:
        """Nothing is open."""


class SmtpMailer:
    """A mail server, by SMTP with STARTTLS, TLS, or neither for one on the same machine."""

    def __init__(self, settings: Settings) -> None:
        if settings.smtp_tls not in TLS:
            raise SettingsError("JOBMATCH_SMTP_TLS must be starttls, tls or none")
        if settings.smtp_user and settings.smtp_tls == "none":
            raise SettingsError("JOBMATCH_SMTP_USER would send its password unencrypted: set JOBMATCH_SMTP_TLS")
        domain(settings)
        self.settings = settings
        self.server: smtplib.SMTP | None = None

    def carry(self, letter: Letter, handing_over: Callable[[], None]) -> None:
        """Hand over one e-mail; the connection stays open for the next."""
        content, receiver = written(letter, self.settings)
        server = self.connected()
        try:
            self.announce(server, receiver)
        except (smtplib.SMTPException, OSError) as error:
            self.close(politely=False)
            raise ServerAway(f"{type(error).__name__}: {error}") from error
        try:
            handing_over()
        except BaseException:
            self.close(politely=False)  # the server still waits for what will not come
            raise
        self.deliver(server, content)

    def announce(self, server: smtplib.SMTP, receiver: str) -> None:
        """Say from whom and to whom; nothing can have been taken yet."""
        _name, sender = parseaddr(self.settings.mail_from)
        code, answer = server.mail(sender)
        if code not in TAKEN:
            self.close()
            raise NotNow(f"{code} {reason_text(answer)}")
        code, answer = server.rcpt(receiver)
        if code not in TAKEN:
            self.close()
            raise (Refused if code >= LASTING else NotNow)(f"{code} {reason_text(answer)}")

    def deliver(self, server: smtplib.SMTP, content: bytes) -> None:
        """Give the message itself; between its last byte and the answer nobody knows."""
        try:
            code, answer = server.data(content)
        except smtplib.SMTPDataError as error:  # the server did not want to see it
            code, answer = error.smtp_code, error.smtp_error  # type: ignore[assignment]
        except (smtplib.SMTPException, OSError) as error:
            self.close(politely=False)
            raise Doubtful(f"{type(error).__name__}: {error}") from error
        if code not in TAKEN:
            self.close()
            raise (Refused if code >= LASTING else NotNow)(f"{code} {reason_text(answer)}")

    def connected(self) -> smtplib.SMTP:
        """The open connection, or a new one."""
        if self.server is not None:
            with suppress(smtplib.SMTPException, OSError):
                if self.server.noop()[0] == 250:
                    return self.server
            self.close(politely=False)
        try:
            self.server = self.connect()
        except (smtplib.SMTPException, OSError) as error:
            raise ServerAway(why(error)) from error
        return self.server

    def connect(self) -> smtplib.SMTP:
        """Open a connection and sign in where the settings say so; nothing is left open where that fails."""
        settings, context = self.settings, ssl.create_default_context()
        where, timeout = (settings.smtp_host, settings.smtp_port), TIMEOUT_SECONDS
        if settings.smtp_tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=timeout, context=context)
        else:
            server = smtplib.SMTP(*where, timeout=timeout)
        try:
            if settings.smtp_tls == "starttls":
                server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
        except BaseException:
            server.close()
            raise
        return server

    def close(self, *, politely: bool = True) -> None:
        """End the connection; a server that may not listen any more is not waited for."""
        server, self.server = self.server, None
        if server is not None:
            if politely:
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
            server.close()


def written(letter: Letter, settings: Settings) -> tuple[bytes, str]:
    """The e-mail's bytes, and its receiver as servers want it; what cannot be written is refused."""
    name, _, host = letter.to.rpartition("@")
    try:
        receiver = f"{name}@{host.encode('idna').decode('ascii')}"
        receiver.encode("ascii")
        return as_email(letter, settings).as_bytes(), receiver
    except (ValueError, UnicodeError) as error:
        raise Refused(f"{type(error).__name__}: this address or subject cannot be written in an e-mail") from error


def why(error: Exception) -> str:
    """Why there is no connection, in words that lead to the setting that is wrong."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"user or password refused: {error.smtp_code} {reason_text(error.smtp_error)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate refused: {error.verify_message}"
    return f"{type(error).__name__}: {error}"


def reason_text(answer: bytes | str) -> str:
    """A server's words."""
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def mailer(settings: Settings) -> Carrier | None:
    """The mail server of the settings, the console of a demo, or nobody: then messages wait in the outbox."""
    if settings.messages_to_console:
        return ConsoleMailer()
    return SmtpMailer(settings) if settings.smtp_host else None
