"""How somebody wants to be told, and at which hours not."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from babel.core import get_global
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from jobmatch.clock import OFFICE_TIME
from jobmatch.services.notice_topics import ALWAYS, AT_ANY_HOUR, topic_of
from jobmatch.services.transitions import check_version
from models import Account, JobSeeker, NoticePreference, NoticeTopic, NoticeWay, Office, Role

QUIET_FROM, QUIET_UNTIL = time(21), time(8)
"""When nobody is told anything that can wait, unless they chose otherwise."""

Receiver = Account | JobSeeker


class Preferences:
    """What receivers chose, read with one query however many they are."""

    def __init__(self, rows: Iterable[NoticePreference] = ()) -> None:
        self.rows = {(row.account_id, row.job_seeker_id): row for row in rows}

    @classmethod
    def load(cls, session: Session, receivers: Iterable[Receiver]) -> "Preferences":
        """Read those of these receivers. An account that is a person's own stands for the person."""
        keys = {key_of(receiver) for receiver in receivers}
        accounts, people = {a for a, _ in keys if a}, {p for _, p in keys if p}
        row = NoticePreference
        return cls(
            session.scalars(select(row).where(or_(row.account_id.in_(accounts), row.job_seeker_id.in_(people))))
            if keys
            else ()
        )

    def way(self, receiver: Receiver, kind: str) -> NoticeWay | None:
        """How they want to be told of this kind; None if they never said, or if it is always sent."""
        row, topic = self.rows.get(key_of(receiver)), topic_of(kind)
        chosen = row.ways.get(topic) if row and topic not in ALWAYS else None
        return NoticeWay(chosen) if chosen else None

    def not_before(self, receiver: Receiver, kind: str, now: datetime) -> datetime:
        """The first instant from `now` on at which they may be told."""
        if topic_of(kind) in AT_ANY_HOUR:
            return now
        row = self.rows.get(key_of(receiver))
        hours = (row.quiet_from, row.quiet_until) if row else (QUIET_FROM, QUIET_UNTIL)
        return after_quiet(now, *hours, zone=zone_of(receiver))


def key_of(receiver: Receiver) -> tuple[int | None, int | None]:
    """Whose preferences hold: (account, person), one of them None."""
    if isinstance(receiver, JobSeeker):
        return None, receiver.id
    return (None, receiver.job_seeker_id) if receiver.job_seeker_id else (receiver.id, None)


def zone_of(receiver: Receiver) -> tzinfo:
    """The time zone of the receiver's office; of a country with several, and without an office, the service's."""
    office: Office | None = receiver.office
    zones = get_global("territory_zones").get(office.country, []) if office else []
    return ZoneInfo(zones[0]) if len(zones) == 1 else OFFICE_TIME


def after_quiet(now: datetime, quiet_from: time | None, quiet_until: time | None, *, zone: tzinfo) -> datetime:
    """`now`, or the end of the quiet hours in which it lies."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return now
    local = now.astimezone(zone)
    clock, over_midnight = local.time(), quiet_from > quiet_until
    inside = (clock >= quiet_from or clock < quiet_until) if over_midnight else quiet_from <= clock < quiet_until
    if not inside:
        return now
    day = local.date() + timedelta(days=over_midnight and clock >= quiet_from)
    return datetime.combine(day, quiet_until, zone).astimezone(UTC)


def find_preference(session: Session, receiver: Receiver) -> NoticePreference | None:
    """The receiver's row, if they ever chose."""
    return Preferences.load(session, [receiver]).rows.get(key_of(receiver))


def set_preference(
    session: Session,
    receiver: Receiver,
    *,
    ways: dict[NoticeTopic, NoticeWay],
    quiet: tuple[time, time] | None,
    version: int | None = None,
) -> NoticePreference:
    """Keep what a receiver chose; `quiet` is from and until at the office's clock, or None for no quiet hours. Flushes.

    Raises
    ------
    Conflict
        If it was changed elsewhere since `version` was read.
    """
    row = find_preference(session, receiver)
    if row is None:
        account_id, job_seeker_id = key_of(receiver)
        row = NoticePreference(account_id=account_id, job_seeker_id=job_seeker_id)
        session.add(row)
    elif version is not None:
        check_version(row, version)
    row.ways = {topic.value: way.value for topic, way in ways.items() if topic not in ALWAYS}
    row.quiet_from, row.quiet_until = quiet or (None, None)
    session.flush()
    return row


def role_of(receiver: Receiver) -> Role:
    """The role whose topics the receiver is asked about."""
    return Role.RETURNEE if isinstance(receiver, JobSeeker) else receiver.role
