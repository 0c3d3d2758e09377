"""Referrals, one row each.

A file for an employer holds what that employer may read of the referrals that reached it: how and why one ended is the
office's and the person's to know.
"""

from typing import Any

from sqlalchemy import Select, or_
from sqlalchemy.orm import aliased

from jobmatch.access.identity import Level
from jobmatch.services import attention
from jobmatch.services.exports import filters
from jobmatch.services.exports.columns import CellType, Kind, facts_of
from jobmatch.services.exports.kinds import case
from jobmatch.services.exports.levels import REFERRAL_KEYS
from models import Account, Employer, ExportKind, ExportPurpose, JobSeeker, Referral, ReferralState, Role, Vacancy

R, T = Referral, CellType
PROPOSER = aliased(Account)
SENT = or_(R.sent_at.is_not(None), R.presented_at.is_not(None))
fact = facts_of(R, Level.FULL)

COLUMNS = (
    case.REFERENCE,
    *case.NAMES,
    *case.CONTACTS,
    case.GOVERNORATE,
    fact("vacancy_reference", level=None, sql=Vacancy.reference, chosen=True),
    fact("vacancy_title", level=None, sql=Vacancy.title, chosen=True),
    fact("employer", level=None, sql=Employer.name, chosen=True),
    fact("state", words="enum", chosen=True),
    fact("proposed_at", T.MOMENT),
    fact("accepted_at", T.MOMENT),
    fact("sent_at", T.MOMENT, Level.ANONYMOUS, chosen=True),
    fact("interview_on", T.MOMENT, Level.ANONYMOUS),
    fact("interview_place", level=Level.SHARED),
    fact("offered_at", T.MOMENT, Level.ANONYMOUS),
    fact("closed_at", T.MOMENT),
    fact("close_reason", words="enum"),
    fact("score", T.NUMBER),
    fact("proposed_by", sql=PROPOSER.name),
    fact("updated_at", T.MOMENT),
)


def joins(query: Select[Any]) -> Select[Any]:
    """The person, the vacancy, the employer and who proposed it."""
    return (
        query.join(JobSeeker, JobSeeker.id == R.job_seeker_id)
        .join(Vacancy, Vacancy.id == R.vacancy_id)
        .join(Employer, Employer.id == Vacancy.employer_id)
        .outerjoin(PROPOSER, PROPOSER.id == R.proposed_by_id)
    )


KIND = Kind(
    code=ExportKind.REFERRALS,
    model=R,
    person=True,
    roles=frozenset({Role.OFFICER}),
    purposes=(ExportPurpose.CONTACT, ExportPurpose.REPORT, ExportPurpose.EMPLOYER, ExportPurpose.BACKUP),
    columns=COLUMNS,
    joins=joins,
    keys=REFERRAL_KEYS,
    filters={
        "ids": filters.numbers(R.id),
        "state": filters.member(
            R.state,
            ReferralState,
            awaiting=lambda reader: attention.answer_awaited(reader.today),
            open=lambda _reader: R.closed_at.is_(None),
            all=lambda _reader: R.id.is_not(None),
        ),
        "vacancy": filters.number(R.vacancy_id),
        "employer": filters.number(Vacancy.employer_id),
    },
    sorts={"updated": R.updated_at, "proposed": R.proposed_at, "sent": R.sent_at, "state": R.state},
    default_sort="-updated",
    on_screen={"state": "open"},
)
