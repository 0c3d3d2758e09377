"""Referrals as an employer may read them. Templates get these and never the rows, so that nothing else can slip out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from jobmatch.access import current_account
from jobmatch.access.identity import Level, ShownProfile, employer_level, shown_profile
from jobmatch.referral_words import STATES_FOR_EMPLOYER, referral_number
from models import Account, JobSeeker, Referral, ReferralMessage, ReferralState, Role, StateEvent, Vacancy


def with_profile(person: Any) -> tuple[ORMOption, ...]:
    """What a profile is made of, read with the people that a loader leads to: a query a kind, not a person."""
    lists = (
        JobSeeker.skills,
        JobSeeker.occupations,
        JobSeeker.languages,
        JobSeeker.experiences,
        JobSeeker.consents,
        JobSeeker.documents,
    )
    return person.joinedload(JobSeeker.office), *(person.selectinload(each) for each in lists)


WITH_PROFILE = (
    joinedload(Referral.vacancy).joinedload(Vacancy.employer),
    *with_profile(joinedload(Referral.job_seeker)),
)
"""Options of a query of referrals whose people are shown."""


@dataclass(frozen=True)
class ShownReferral:
    """One referral with the person at the level that this account may see."""

    id: int
    code: str
    version: int
    vacancy_id: int
    vacancy_title: str
    state: ReferralState
    word: Any
    is_open: bool
    since: datetime | None
    updated_at: datetime
    interview_on: datetime | None
    interview_place: str | None
    message: str | None
    profile: ShownProfile

    @property
    def named(self) -> bool:
        """Whether the name is shown."""
        return self.profile.level >= Level.SHARED

    @property
    def title(self) -> str:
        """The name, or a number that stands for it."""
        return self.profile.name or _("Person %(code)s", code=self.code)


@dataclass(frozen=True)
class ShownEvent:
    """One step in a referral's history."""

    at: datetime
    word: Any
    who: str
    note: str | None


def shown_referral(referral: Referral, account: Account | None = None) -> ShownReferral:
    """What the account may read of a referral; NotFound where it is nothing."""
    profile = shown_profile(referral.job_seeker, employer_level(account or current_account(), referral))
    named = profile.level >= Level.SHARED
    return ShownReferral(
        id=referral.id,
        code=referral_number(referral.id),
        version=referral.version,
        vacancy_id=referral.vacancy_id,
        vacancy_title=referral.vacancy.title,
        state=referral.state,
        word=STATES_FOR_EMPLOYER[referral.state.value],
        is_open=referral.is_open,
        since=referral.sent_at or referral.presented_at,
        updated_at=referral.updated_at,
        interview_on=referral.interview_on if named else None,
        interview_place=referral.interview_place if named else None,
        message=referral.message if named else None,
        profile=profile,
    )


def shown_history(referral: Referral, events: Iterable[StateEvent], account: Account | None = None) -> list[ShownEvent]:
    """The steps since it reached the employer; only the employer's own notes, and those only beside a name."""
    account = account or current_account()
    named = employer_level(account, referral) >= Level.SHARED
    reached = min(at for at in (referral.sent_at, referral.presented_at) if at is not None)
    shown = []
    for event in events:
        if event.at < reached:
            continue
        own = event.by is not None and event.by.role is Role.EMPLOYER and event.by.employer_id == account.employer_id
        who = event.by.name if own and event.by else _("Placement office")
        word = STATES_FOR_EMPLOYER[event.to_state]
        shown.append(ShownEvent(event.at, word, who, event.note if own and named else None))
    return shown


def shown_messages(
    referral: Referral, messages: Iterable[ReferralMessage], account: Account | None = None
) -> list[ReferralMessage]:
    """The conversation; once a name was shared it is only shown beside the name, for it may be written there."""
    if employer_level(account or current_account(), referral) >= Level.SHARED:
        return list(messages)
    return [message for message in messages if referral.sent_at is None or message.at < referral.sent_at]
