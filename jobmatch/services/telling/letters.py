"""From what happened to rows of the outbox: receiver, language, words, and never the same reminder twice."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jobmatch.messages.kinds import KINDS, Kind
from jobmatch.messages.rendering import FIRST_PAGE, address, render
from jobmatch.messages.words import language_of
from jobmatch.services.notice_preferences import Preferences
from jobmatch.services.notice_texts import own_wordings
from jobmatch.services.notices import notify
from models import Account, JobSeeker, Notice, Role, utc_now

NEWS = timedelta(days=1)
"""What is written down later than this is no news: an officer who records the past tells nobody."""

NO_ADDRESS = "http://localhost"
AT_ONCE = 500


@dataclass(frozen=True)
class Letter:
    """One message to one receiver, before it has words.

    `once` is the key of what may be told a single time, such as a reminder of one day; after `until` it is of no use
    and is not sent any more. `appointment` goes with it for a calendar (``telling.appointments``).
    """

    kind: str
    to: Account | JobSeeker
    where: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    once: str | None = None
    until: datetime | None = None
    appointment: Mapping[str, Any] | None = None


def write_letters(session: Session, letters: Iterable[Letter], *, at: datetime | None = None) -> list[Notice]:
    """Write messages into the outbox, with no query for each. Flushes.

    Who cannot be reached, or switched this kind off, is left out, and so is what was told before under the same
    `once`. What happened more than a day before now is told to nobody.
    """
    wanted = list(letters)
    if not wanted or (at is not None and utc_now() - at > NEWS):
        return []
    desk = Desk(session, wanted)
    told = told_before(session, [letter.once for letter in wanted if letter.once])
    made = []
    for letter in wanted:
        if letter.once in told:
            continue
        notice = desk.write(letter)
        if notice is not None:
            made.append(notice)
            told |= {letter.once} if letter.once else set()
    session.flush()
    return made


class Desk:
    """What is needed to write some letters, read once: words of officers, languages, and how receivers want it."""

    def __init__(self, session: Session, letters: Sequence[Letter]) -> None:
        self.session = session
        self.base = session.info.get("public_url") or NO_ADDRESS
        self.own = own_wordings(session, {letter.kind for letter in letters})
        self.languages = account_languages(session, [row.to for row in letters if isinstance(row.to, JobSeeker)])
        self.preferences = Preferences.load(session, [letter.to for letter in letters])

    def language(self, to: Account | JobSeeker) -> str:
        """The language to write in: the account's, else the person's."""
        if isinstance(to, Account):
            return language_of(to.language)
        return language_of(self.languages.get(to.id), to.language)

    def write(self, letter: Letter) -> Notice | None:
        """One message in its receiver's words; None if it is not wanted or reaches nobody."""
        language, kind = self.language(letter.to), KINDS[letter.kind]
        message = render(
            kind,
            language=language,
            facts=letter.facts,
            base=self.base,
            where=letter.where,
            wording=self.own.get((kind.code, language)),
        )
        return notify(
            self.session,
            letter.to,
            kind=kind.code,
            subject=message.subject,
            text=message.text,
            html=message.html,
            sms=message.sms,
            language=language,
            expires_at=letter.until,
            preferences=self.preferences,
            once=letter.once,
            appointment=letter.appointment and {**letter.appointment, "link": self.calendar_link(kind, letter)},
        )

    def calendar_link(self, kind: Kind, letter: Letter) -> str:
        """The address in a calendar's entry: for a person no more than a text message tells, for others the page."""
        return address(self.base, FIRST_PAGE if kind.audience is Role.RETURNEE else kind.path, letter.where)


def told_before(session: Session, keys: Sequence[str]) -> set[str]:
    """Those of the keys under which something was written already."""
    return {
        key
        for part in parts(keys)
        for key in session.scalars(select(Notice.once).where(Notice.once.in_(part)))
        if key is not None
    }


def account_languages(session: Session, people: Sequence[JobSeeker]) -> dict[int, str | None]:
    """The language that each person chose on their own pages, by person."""
    query = select(Account.job_seeker_id, Account.language)
    return {
        person_id: language
        for part in parts([person.id for person in people])
        for person_id, language in session.execute(query.where(Account.job_seeker_id.in_(part)))
        if person_id is not None
    }


def parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Cut a list into what one query may ask for."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def but_not(by: Account | None, receivers: Collection[Account]) -> list[Account]:
    """Everybody but the one who did it: nobody is told what they did themselves."""
    return [account for account in receivers if by is None or account.id != by.id]
