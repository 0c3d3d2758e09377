"""The one rule for identity: at which level an account sees a person.

anonymous  no name, contact, free text, document or file name
shared     adds name, contacts and CV; never host country, return route, household, vulnerability or reasons
full       the case, for its own office and for the person
"""

from enum import IntEnum

from models import Account, JobSeeker, Referral, Role


class Level(IntEnum):
    """How much of a person is shown; higher shows more."""

    NONE = 0
    ANONYMOUS = 1
    SHARED = 2
    FULL = 3


def identity_level(account: Account, person: JobSeeker, referral: Referral | None = None) -> Level:
    """The level at which `account` may see `person`, in the light of the referral that connects them."""
    if account.role is Role.OFFICER:
        return Level.FULL if person.office_id == account.office_id else Level.NONE
    if account.role is Role.RETURNEE:
        return Level.FULL if person.id == account.job_seeker_id else Level.NONE
    if account.role is Role.EMPLOYER:
        return employer_level(account, referral)
    return Level.NONE


def employer_level(account: Account, referral: Referral | None) -> Level:
    """Nothing before the referral was sent; by name only while it lives and the person said yes to it."""
    if referral is None or referral.vacancy.employer_id != account.employer_id or referral.sent_at is None:
        return Level.NONE
    if referral.closed_at is not None and referral.state != "placed":
        return Level.ANONYMOUS
    return Level.SHARED if referral.accepted_at is not None else Level.ANONYMOUS
