"""The one rule for identity, asked for the rows of an export.

The rule looks at few facts of a person and a referral. They are selected with each row, and the rule is asked once for
every combination of them that occurs.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from sqlalchemy import and_, case, exists

from jobmatch.access.identity import Level, employer_level, identity_level
from jobmatch.services.exports.columns import Column, Reader
from jobmatch.services.exports.purposes import RULES
from models import Consent, ConsentPurpose, Employer, ExportPurpose, JobSeeker, Referral, Role, Vacancy


def agrees(purpose: ConsentPurpose) -> Any:
    """Whether a consent for a purpose is in force, as a column."""
    given = exists().where(
        Consent.job_seeker_id == JobSeeker.id, Consent.purpose == purpose, Consent.withdrawn_on.is_(None)
    )
    return case((given, True), else_=False)


PERSON_KEYS: dict[str, Any] = {
    "office_id": JobSeeker.office_id,
    "fairs": agrees(ConsentPurpose.FAIRS),
    "employers": agrees(ConsentPurpose.EMPLOYERS),
}
"""What the rule looks at in a person."""

REFERRAL_KEYS: dict[str, Any] = PERSON_KEYS | {
    "employer_id": Vacancy.employer_id,
    "employer_state": Employer.state,
    "state": Referral.state,
    "closed": Referral.closed_at.is_not(None),
    "sent": Referral.sent_at.is_not(None),
    "reached": and_(Referral.sent_at.is_(None), Referral.presented_at.is_not(None)),
    "accepted": Referral.accepted_at.is_not(None),
}
"""What the rule looks at in a referral."""


def level_of(reader: Reader, facts: Mapping[str, Any]) -> Level:
    """The level at which a row's person is shown to the reader of the file.

    What is handed to an employer is shown as that employer may see it: nobody by name but in a referral that the person
    said yes to.
    """
    person = stand_in_person(facts)
    level = identity_level(reader.account, person, stand_in_referral(person, facts))
    if reader.purpose is ExportPurpose.EMPLOYER:
        level = min(level, level_for_employer(person, facts))
    return min(level, RULES[reader.purpose].ceiling)


def stand_in_person(facts: Mapping[str, Any]) -> Any:
    """What the rule looks at in a person, from a row."""
    agreed = [purpose for purpose in (ConsentPurpose.FAIRS, ConsentPurpose.EMPLOYERS) if facts[purpose.value]]
    consents = [SimpleNamespace(purpose=purpose, withdrawn_on=None) for purpose in agreed]
    return SimpleNamespace(id=0, office_id=facts["office_id"], consents=consents)


def level_for_employer(person: Any, facts: Mapping[str, Any]) -> Level:
    """The level at which the employer of a referral sees the person; without a referral nobody has a name."""
    referral = stand_in_referral(person, facts)
    if referral is None:
        return Level.ANONYMOUS
    employer: Any = SimpleNamespace(role=Role.EMPLOYER, employer_id=facts["employer_id"])
    return employer_level(employer, referral)


def stand_in_referral(person: Any, facts: Mapping[str, Any]) -> Any:
    """What the rule looks at in a referral, from a row; None for a row of something else."""
    if "employer_id" not in facts:
        return None
    vacancy = SimpleNamespace(employer_id=facts["employer_id"], employer=SimpleNamespace(state=facts["employer_state"]))
    return SimpleNamespace(
        vacancy=vacancy,
        job_seeker=person,
        state=facts["state"],
        reached_employer=facts["sent"] or facts["reached"],
        closed_at=facts["closed"] or None,
        sent_at=facts["sent"] or None,
        accepted_at=facts["accepted"] or None,
    )


def shows(column: Column, level: Level, reader: Reader) -> bool:
    """Whether a column of a row is shown at a level, in a file for this purpose."""
    if column.identifies and not RULES[reader.purpose].names:
        return False
    return column.level is None or column.level <= level
