"""Ways to send a text message: into the console of a demo, or to an HTTP gateway."""

import json
import sys
from collections.abc import Callable
from socket import gaierror
from typing import Any, Protocol, TextIO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from jobmatch.errors import SettingsError
from jobmatch.messages.carrier import Carrier
from jobmatch.messages.letter import Letter
from jobmatch.messages.outcomes import Doubtful, NotNow, Refused, ServerAway
from jobmatch.settings import Settings

LATER = frozenset({401, 407, 408, 425, 429})
"""Answers that refuse this time only, beside those of 500 and above and those that lead elsewhere."""

LASTING = range(400, 500)

TIMEOUT_SECONDS = 20


class NoRedirect(HTTPRedirectHandler):
    """Goes nowhere else: a redirected message would arrive as an empty question, and its token at another house."""

    def redirect_request(self, *_asked: Any) -> None:
        """Leave the answer as the error that it is."""


class SmsGateway(Protocol):
    """Sends one text message; any exception means that it was not accepted."""

    def send(self, to: str, text: str, message_id: str) -> None:
        """Send `text` to the number `to` (E.164); the same `message_id` again is the same message again."""


class ConsoleGateway:
    """Shows messages to whoever runs a demo. They stay in the outbox as well."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr

    def send(self, to: str, text: str, message_id: str) -> None:
        """Write the message to the console."""
        self.stream.write(f"SMS to {to}: {text}\n")


class HttpGateway:
    """Posts ``{"to", "text", "id"}`` as JSON with a bearer token; an answer of 2xx means accepted."""

    def __init__(self, url: str, token: str) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise SettingsError("JOBMATCH_SMS_GATEWAY_URL must begin with https:// or http://")
        self.url, self.token = url, token

    def send(self, to: str, text: str, message_id: str) -> None:
        """Post the message; raises OSError if the gateway is away or refuses."""
        body = json.dumps({"to": to, "text": text, "id": message_id}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        request = Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 - the scheme is checked
        with build_opener(NoRedirect).open(request, timeout=TIMEOUT_SECONDS):
            return


class SmsCarrier:
    """Text messages by a gateway. It is told the message's id, so a careful one sends a repeated message once."""

    def __init__(self, gateway: SmsGateway) -> None:
        self.gateway = gateway

    def carry(self, letter: Letter, handing_over: Callable[[], None]) -> None:
        """Hand over one text message. An answer other than 2xx means that it was not taken."""
        handing_over()
        try:
            self.gateway.send(letter.to, letter.text.strip(), letter.message_id)
        except HTTPError as error:
            lasting = error.code in LASTING and error.code not in LATER
            raise (Refused if lasting else NotNow)(f"{error.code} {error.reason}") from error
        except URLError as error:
            if isinstance(error.reason, ConnectionRefusedError | gaierror):
                raise ServerAway(error.reason) from error
            raise Doubtful(error.reason) from error
        except OSError as error:
            raise Doubtful(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Nothing stays open."""


def sms_gateway(settings: Settings) -> SmsGateway | None:
    """The gateway of the settings, the console of a demo, or nobody: then messages wait in the outbox."""
    if settings.messages_to_console:
        return ConsoleGateway()
    return HttpGateway(settings.sms_gateway_url, settings.sms_gateway_token) if settings.sms_gateway_url else None


def sms_carrier(settings: Settings) -> Carrier | None:
    """The gateway of the settings as the worker uses it."""
    gateway = sms_gateway(settings)
    return SmsCarrier(gateway) if gateway else None
