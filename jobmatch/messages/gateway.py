"""Ways to send a text message: into the console of a demo, or to an HTTP gateway."""

import json
import sys
from typing import Protocol, TextIO
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from jobmatch.errors import SettingsError
from jobmatch.settings import Settings

TIMEOUT_SECONDS = 20


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
        with urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            return


def sms_gateway(settings: Settings) -> SmsGateway:
    """The gateway of the settings: HTTP where an address is set, else the console."""
    if settings.sms_gateway_url:
        return HttpGateway(settings.sms_gateway_url, settings.sms_gateway_token)
    return ConsoleGateway()
