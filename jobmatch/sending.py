"""The worker's side of the outbox: claim a message, hand it over, write down what became of it.

No transaction is open while a server is talked to: each step is committed before the next begins, so that a worker may
be killed anywhere.
"""

from collections.abc import Iterable
from contextlib import ExitStack, closing
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from jobmatch.db import db
from jobmatch.messages.carrier import Carrier
from jobmatch.messages.gateway import sms_carrier
from jobmatch.messages.letter import compose
from jobmatch.messages.mailer import mailer
from jobmatch.messages.outcomes import Doubtful, NotSent, Refused, ServerAway
from jobmatch.services import delivery
from jobmatch.settings import Settings
from models import Notice, NoticeChannel, utc_now
from models.sqlite import committed_state

Carriers = dict[NoticeChannel, Carrier]


class ClaimLost(Exception):
    """Another worker took the message over, since this one was away too long."""


def send_notices() -> None:
    """The background job: send what is due, until nothing is."""
    delivery.expire(db.session, utc_now())
    db.session.commit()
    with ExitStack() as stack:
        carriers = open_carriers(current_app.config["JOBMATCH"])
        for carrier in carriers.values():
            stack.enter_context(closing(carrier))
        while ids := look(carriers):
            send_all(db.session, ids, carriers)


def purge_notices() -> None:
    """The background job: empty old messages."""
    delivery.purge(db.session, utc_now(), days=current_app.config["JOBMATCH"].message_days)
    db.session.commit()


def open_carriers(settings: Settings) -> Carriers:
    """Who takes messages of each channel. A channel without anybody is left out: its messages wait."""
    found = {NoticeChannel.EMAIL: mailer(settings), NoticeChannel.SMS: sms_carrier(settings)}
    return {channel: carrier for channel, carrier in found.items() if carrier}


def channels_without_server(settings: Settings) -> list[NoticeChannel]:
    """The channels whose messages wait because the settings name nobody to take them."""
    servers = {NoticeChannel.EMAIL: settings.smtp_host, NoticeChannel.SMS: settings.sms_gateway_url}
    return [channel for channel, server in servers.items() if not server and not settings.messages_to_console]


def look(carriers: Carriers) -> Iterable[int]:
    """What is due for these, without holding up any writer."""
    with committed_state(db.session) as beside:
        return delivery.due(beside, carriers, utc_now())


def send_all(session: Session, ids: Iterable[int], carriers: Carriers) -> None:
    """Send messages; where nobody takes any, the others of that channel are left for the next look."""
    for notice_id in ids:
        notice = delivery.claim(session, notice_id, carriers, utc_now())
        if notice is not None:
            channel = notice.channel
            if not send(session, notice, carriers[channel]):
                del carriers[channel]
        session.commit()


def send(session: Session, notice: Notice, carrier: Carrier) -> bool:
    """Send one claimed message and write down what became of it; False if there is nobody to send more to."""
    notice_id, token, handed = notice.id, notice.claim or "", False
    channel = notice.channel.value

    def handing_over() -> None:
        nonlocal handed
        handed = delivery.hand_over(session, notice_id, token, utc_now())
        session.commit()
        if not handed:
            raise ClaimLost

    try:
        letter = compose(notice, current_app.config["JOBMATCH"])
        session.commit()
        carrier.carry(letter, handing_over)
    except ClaimLost:
        return True
    except NotSent as error:
        lasting = isinstance(error, Refused)
        delivery.record_failure(session, notice_id, token, utc_now(), str(error), lasting=lasting, handed=handed)
        if isinstance(error, ServerAway):
            current_app.logger.warning("nobody takes messages by %s: %s", channel, error)
            return False
    except Doubtful as error:
        delivery.record_doubt(session, notice_id, token, utc_now(), str(error))
    except Exception as error:  # one message that cannot be sent must not keep the others
        current_app.logger.exception("message %s was not sent", notice_id)
        session.rollback()
        record = delivery.record_doubt if handed else failed_before
        record(session, notice_id, token, utc_now(), type(error).__name__)
    else:
        delivery.record_sent(session, notice_id, token, utc_now())
    return True


def failed_before(session: Session, notice_id: int, token: str, now: datetime, reason: str) -> None:
    """It failed before it was handed over."""
    delivery.record_failure(session, notice_id, token, now, reason, lasting=False, handed=False)
