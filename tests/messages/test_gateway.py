"""Text messages leave through the gateway of the settings."""

import io

import pytest

from jobmatch.errors import SettingsError
from jobmatch.messages.gateway import ConsoleGateway, HttpGateway, SmsCarrier, sms_gateway
from jobmatch.messages.letter import Letter
from jobmatch.messages.outcomes import NotNow, Refused
from jobmatch.settings import Settings
from tests.messages.post_office import address


def test_a_message_is_posted_with_its_id_and_the_token(receiver):
    gateway = sms_gateway(Settings(sms_gateway_url=address(receiver), sms_gateway_token="t0ken"))
    gateway.send("+9647501234567", "کۆدەکەت 123456", "m-1")
    assert receiver.kept == [("Bearer t0ken", {"to": "+9647501234567", "text": "کۆدەکەت 123456", "id": "m-1"})]


def test_a_gateway_that_refuses_is_an_error(receiver):
    receiver.status = 503
    with pytest.raises(OSError, match="503"):
        HttpGateway(address(receiver), "").send("+9647501234567", "x", "m-2")


@pytest.mark.parametrize(
    ("status", "outcome"), [(302, NotNow), (401, NotNow), (429, NotNow), (500, NotNow), (400, Refused)]
)
def test_only_a_taken_message_is_sent_and_only_a_refused_one_is_given_up(receiver, status, outcome):
    receiver.status = status
    letter = Letter(to="+9647501234567", text="x", message_id="m-5")
    with pytest.raises(outcome) as error:
        SmsCarrier(HttpGateway(address(receiver), "t0ken")).carry(letter, lambda: None)
    assert error.type is outcome
    assert len(receiver.kept) == 1


def test_a_gateway_that_is_away_is_an_error(receiver):
    receiver.shutdown()
    receiver.server_close()
    with pytest.raises(OSError):
        HttpGateway(address(receiver), "").send("+9647501234567", "x", "m-3")


def test_only_http_is_a_gateway():
    with pytest.raises(SettingsError):
        HttpGateway("file:///etc/passwd", "")


def test_without_an_address_nobody_takes_messages_and_a_demo_shows_them():
    assert sms_gateway(Settings()) is None
    assert isinstance(sms_gateway(Settings(messages_to_console=True, sms_gateway_url="http://x")), ConsoleGateway)
    shown = io.StringIO()
    ConsoleGateway(shown).send("+9647501234567", "Your code: 123456.", "m-4")
    assert "123456" in shown.getvalue()
