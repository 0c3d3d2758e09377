"""What each kind of message is about: receivers choose by topic how they are told."""

from datetime import timedelta

from jobmatch.messages.kinds import KINDS as WRITTEN
from jobmatch.services.sign_in import LIFE
from models import NoticeTopic, Role, SignInKind

KINDS: dict[NoticeTopic, tuple[str, ...]] = {
    NoticeTopic.SIGN_IN: ("sign_in_code", "sign_in_link", "password_link"),
    NoticeTopic.ACCOUNT: ("registration_confirmed", "withdrawal_done", "employer_verified", "export_ready"),
    NoticeTopic.OFFERS: ("new_offer", "offer_over"),
    NoticeTopic.REFERRALS: (
        "offer_made",
        "not_selected",
        "offer_retracted",
        "hired",
        "referral_arrived",
        "referral_ended",
        "referral_answered",
        "employer_answered",
    ),
    NoticeTopic.INTERVIEWS: (
        "interview_times",
        "interview_arranged",
        "interview_changed",
        "interview_cancelled",
        "interview_reminder",
        "employer_interview_arranged",
        "employer_interview_cancelled",
        "employer_interview_reminder",
        "officer_interview_chosen",
    ),
    NoticeTopic.MESSAGES: ("message_to_job_seeker", "message_to_employer", "message_to_officer"),
    NoticeTopic.VACANCIES: ("vacancy_approved", "vacancy_returned", "expiring_vacancy"),
    NoticeTopic.FAIRS: ("fair_invitation", "fair_schedule", "fair_no_times", "fair_cancelled", "fair_reminder"),
    NoticeTopic.REMINDERS: (
        "reminder",
        "reconfirm",
        "follow_up_due",
        "employer_follow_up_due",
        "officer_follow_up_due",
    ),
}
TOPICS = {kind: topic for topic, kinds in KINDS.items() for kind in kinds}

ALWAYS = frozenset({NoticeTopic.SIGN_IN, NoticeTopic.ACCOUNT})
"""Nobody can switch these off: without them they could not come in, or would not see what was done in their name."""

AT_ANY_HOUR = frozenset({NoticeTopic.SIGN_IN})
"""Somebody waits for these now."""

OF_A_DAY = frozenset({NoticeTopic.INTERVIEWS, NoticeTopic.FAIRS})
"""What tells of an appointment: afterwards it would only mislead, whoever sends it again."""

USE = {"sign_in_code": LIFE[SignInKind.CODE], "sign_in_link": LIFE[SignInKind.LINK]}
LONGEST_USE = timedelta(days=7)


def topic_of(kind: str) -> NoticeTopic:
    """The topic of a kind of message; OTHER for a kind that no topic lists."""
    return TOPICS.get(kind, NoticeTopic.OTHER)


def use_of(kind: str) -> timedelta:
    """How long after it may be sent a message of this kind is still of use."""
    return USE.get(kind, LONGEST_USE)


def offered(role: Role) -> tuple[NoticeTopic, ...]:
    """The topics that a role is told of and may choose about."""
    told = {topic_of(kind.code) for kind in WRITTEN.values() if kind.audience is role}
    return tuple(topic for topic in NoticeTopic if topic in told - ALWAYS)
