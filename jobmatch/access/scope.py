"""Row scope: which rows of a table an account may see. A table or a role that is not listed here sees nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

import models
from jobmatch.access.accounts import current_account
from jobmatch.db import db
from jobmatch.errors import NotFound
from jobmatch.services.fairs.guests import may_take_part
from models import Account, JobSeeker, MessageAudience, Referral, Role, Vacancy, VacancyState

Row = TypeVar("Row", bound=models.Base)
Rule = Callable[[Account], ColumnElement[bool]]


def everything(_account: Account) -> ColumnElement[bool]:
    """Shared by all offices: employers, vacancies, programmes."""
    return true()


def own_office(model: Any) -> Rule:
    """Rows that carry the account's office."""
    return lambda account: model.office_id == account.office_id


def own_or_no_office(account: Account) -> ColumnElement[bool]:
    """Imports of the account's office, and those of vacancies that belong to none."""
    return or_(models.ImportRun.office_id == account.office_id, models.ImportRun.office_id.is_(None))


def of_own_case(model: Any) -> Rule:
    """Rows that hang on a job seeker of the account's office."""
    return lambda account: model.job_seeker.has(JobSeeker.office_id == account.office_id)


def readable_note(account: Account) -> ColumnElement[bool]:
    """Notes of the office's cases; those for the case's own officers only for its officer and their author."""
    case = models.Note.job_seeker.has(JobSeeker.officer_id == account.id)
    open_to_office = models.Note.visibility == models.Visibility.OFFICE
    return and_(of_own_case(models.Note)(account), or_(open_to_office, case, models.Note.by_id == account.id))


def sent_by_own_partner(account: Account) -> ColumnElement[bool]:
    """People whom the partner sent, for as long as anything is held of them."""
    return and_(JobSeeker.partner_id == account.partner_id, JobSeeker.erased_on.is_(None))


def written_by_own_partner(account: Account) -> ColumnElement[bool]:
    """What the partner itself added to the case of somebody whom it sent; officers' notes are not theirs."""
    ours = models.Note.by.has(Account.partner_id == account.partner_id)
    return and_(ours, models.Note.job_seeker.has(sent_by_own_partner(account)))


def of_own_person(model: Any) -> Rule:
    """Rows that hang on the person who is signed in."""
    return lambda account: model.job_seeker_id == account.job_seeker_id


def sent_to_own_employer(account: Account) -> ColumnElement[bool]:
    """Referrals that reached the employer, with a name or without; what was only proposed is not theirs to know."""
    reached = or_(Referral.sent_at.is_not(None), Referral.presented_at.is_not(None))
    return and_(Referral.vacancy.has(Vacancy.employer_id == account.employer_id), reached)


def of_own_employer(model: Any) -> Rule:
    """Rows that carry the account's employer."""
    return lambda account: model.employer_id == account.employer_id


def of_reached_referral(model: Any) -> Rule:
    """Rows that hang on a referral that reached the employer."""
    return lambda account: model.referral.has(sent_to_own_employer(account))


def own_service_placements(account: Account) -> ColumnElement[bool]:
    """The employer's placements that came from a referral; what a person found alone is not theirs to see."""
    return and_(models.Placement.employer_id == account.employer_id, models.Placement.referral_id.is_not(None))


def addressed_to(audience: MessageAudience, rule: Rule) -> Rule:
    """Messages of the referrals that `rule` lets through, if they are meant for this audience."""
    return lambda account: and_(models.ReferralMessage.audience == audience, rule(account))


def open_or_referred(account: Account) -> ColumnElement[bool]:
    """Vacancies that are open, and those the person was referred to."""
    referred = select(Referral.vacancy_id).where(Referral.job_seeker_id == account.job_seeker_id)
    return or_(Vacancy.state == VacancyState.OPEN, Vacancy.id.in_(referred))


def at_own_fair(model: Any) -> Rule:
    """Rows that hang on a fair of the account's office."""
    return lambda account: model.fair.has(models.JobFair.office_id == account.office_id)


def willing_guest(account: Account) -> ColumnElement[bool]:
    """Guests of the office's fairs whose consent to take part stands: who took it back is gone from every list."""
    return and_(at_own_fair(models.FairGuest)(account), models.FairGuest.job_seeker.has(may_take_part()))


def planned_or_own_fair(account: Account) -> ColumnElement[bool]:
    """Fairs that are still planned, and those where the employer is or was."""
    own = models.JobFair.employers.any(models.FairEmployer.employer_id == account.employer_id)
    return or_(models.JobFair.state == models.FairState.PLANNED, own)


def own_booth(account: Account) -> ColumnElement[bool]:
    """The one booth that the account staffs, while its fair is being held."""
    held = models.FairEmployer.fair.has(models.JobFair.state == models.FairState.RUNNING)
    return and_(models.FairEmployer.staff_id == account.id, held)


def own_export(account: Account) -> ColumnElement[bool]:
    """The records of what the account itself exported."""
    return models.Export.by_id == account.id


def own_or_shared_list(account: Account) -> ColumnElement[bool]:
    """Named lists of the account's own, and those that a colleague of the office shares."""
    shared = and_(models.SavedList.shared, models.SavedList.office_id == account.office_id)
    return or_(models.SavedList.owner_id == account.id, shared)


SCOPE: dict[type[models.Base], dict[Role, Rule]] = {
    models.JobSeeker: {
        Role.OFFICER: own_office(JobSeeker),
        Role.ORGANISER: lambda account: and_(JobSeeker.office_id == account.office_id, may_take_part()),
        Role.RETURNEE: lambda account: JobSeeker.id == account.job_seeker_id,
        Role.PARTNER: sent_by_own_partner,
    },
    models.Consent: {Role.OFFICER: of_own_case(models.Consent), Role.RETURNEE: of_own_person(models.Consent)},
    models.Withdrawal: {Role.OFFICER: of_own_case(models.Withdrawal), Role.RETURNEE: of_own_person(models.Withdrawal)},
    models.CounsellingSession: {Role.OFFICER: of_own_case(models.CounsellingSession)},
    models.Note: {Role.OFFICER: readable_note, Role.PARTNER: written_by_own_partner},
    models.Enrolment: {Role.OFFICER: of_own_case(models.Enrolment), Role.RETURNEE: of_own_person(models.Enrolment)},
    models.Task: {Role.OFFICER: own_office(models.Task)},
    models.Employer: {
        Role.OFFICER: everything,
        Role.ORGANISER: everything,
        Role.EMPLOYER: lambda account: models.Employer.id == account.employer_id,
    },
    models.Vacancy: {
        Role.OFFICER: everything,
        Role.ORGANISER: lambda account: Vacancy.state == VacancyState.OPEN,
        Role.EMPLOYER: lambda account: Vacancy.employer_id == account.employer_id,
        Role.RETURNEE: open_or_referred,
    },
    models.Referral: {
        Role.OFFICER: of_own_case(Referral),
        Role.EMPLOYER: sent_to_own_employer,
        Role.RETURNEE: of_own_person(Referral),
    },
    models.Placement: {
        Role.OFFICER: of_own_case(models.Placement),
        Role.RETURNEE: of_own_person(models.Placement),
        Role.EMPLOYER: own_service_placements,
    },
    models.FollowUp: {
        Role.OFFICER: lambda account: models.FollowUp.placement.has(of_own_case(models.Placement)(account)),
        Role.EMPLOYER: lambda account: models.FollowUp.placement.has(own_service_placements(account)),
        Role.RETURNEE: lambda account: models.FollowUp.placement.has(of_own_person(models.Placement)(account)),
    },
    models.ReferralMessage: {
        Role.OFFICER: lambda account: models.ReferralMessage.referral.has(of_own_case(Referral)(account)),
        Role.EMPLOYER: addressed_to(MessageAudience.EMPLOYER, of_reached_referral(models.ReferralMessage)),
        Role.RETURNEE: addressed_to(
            MessageAudience.JOB_SEEKER,
            lambda account: models.ReferralMessage.referral.has(of_own_person(Referral)(account)),
        ),
    },
    models.InterviewProposal: {
        Role.OFFICER: lambda account: models.InterviewProposal.referral.has(of_own_case(Referral)(account)),
        Role.EMPLOYER: of_reached_referral(models.InterviewProposal),
        Role.RETURNEE: lambda account: models.InterviewProposal.referral.has(of_own_person(Referral)(account)),
    },
    models.EmployerContact: {Role.OFFICER: everything, Role.EMPLOYER: of_own_employer(models.EmployerContact)},
    models.EmployerContactEvent: {Role.OFFICER: everything},
    models.EmployerCheck: {Role.OFFICER: everything},
    models.EmployerHold: {Role.OFFICER: everything},
    models.ImportRun: {Role.OFFICER: own_or_no_office},
    models.ImportRow: {Role.OFFICER: lambda account: models.ImportRow.run.has(own_or_no_office(account))},
    models.CodedText: {Role.OFFICER: everything},
    models.PossibleDuplicate: {
        Role.OFFICER: lambda account: and_(
            models.PossibleDuplicate.first.has(JobSeeker.office_id == account.office_id),
            models.PossibleDuplicate.second.has(JobSeeker.office_id == account.office_id),
        )
    },
    models.PersonRequest: {
        Role.OFFICER: of_own_case(models.PersonRequest),
        Role.RETURNEE: of_own_person(models.PersonRequest),
    },
    models.Document: {Role.OFFICER: of_own_case(models.Document), Role.RETURNEE: of_own_person(models.Document)},
    models.ProfileChange: {
        Role.OFFICER: of_own_case(models.ProfileChange),
        Role.RETURNEE: of_own_person(models.ProfileChange),
    },
    models.SavedSearch: {role: lambda account: models.SavedSearch.account_id == account.id for role in Role},
    models.JobFair: {
        Role.OFFICER: own_office(models.JobFair),
        Role.ORGANISER: own_office(models.JobFair),
        Role.BOOTH: lambda account: models.JobFair.employers.any(own_booth(account)),
        Role.EMPLOYER: planned_or_own_fair,
    },
    models.FairEmployer: {
        Role.OFFICER: at_own_fair(models.FairEmployer),
        Role.ORGANISER: at_own_fair(models.FairEmployer),
        Role.BOOTH: own_booth,
        Role.EMPLOYER: lambda account: models.FairEmployer.employer_id == account.employer_id,
    },
    models.FairGuest: {
        Role.OFFICER: willing_guest,
        Role.ORGANISER: willing_guest,
        Role.RETURNEE: of_own_person(models.FairGuest),
    },
    models.FairInterview: {
        Role.OFFICER: lambda account: models.FairInterview.guest.has(willing_guest(account)),
        Role.ORGANISER: lambda account: models.FairInterview.guest.has(willing_guest(account)),
        Role.BOOTH: lambda account: and_(
            models.FairInterview.booth.has(own_booth(account)),
            models.FairInterview.guest.has(models.FairGuest.job_seeker.has(may_take_part())),
        ),
        Role.RETURNEE: lambda account: models.FairInterview.guest.has(of_own_person(models.FairGuest)(account)),
    },
    models.FairScheduleRun: {
        Role.OFFICER: at_own_fair(models.FairScheduleRun),
        Role.ORGANISER: at_own_fair(models.FairScheduleRun),
    },
    models.Export: {
        Role.OFFICER: own_office(models.Export),
        Role.ORGANISER: own_export,
        Role.MANAGER: own_export,
        Role.EMPLOYER: own_export,
        Role.ADMINISTRATOR: everything,  # that something was exported, never the file
    },
    models.SavedList: dict.fromkeys((Role.OFFICER, Role.ORGANISER, Role.MANAGER, Role.EMPLOYER), own_or_shared_list),
    models.Programme: dict.fromkeys((Role.OFFICER, Role.ORGANISER, Role.MANAGER, Role.ADMINISTRATOR), everything),
    models.Office: dict.fromkeys((Role.OFFICER, Role.ORGANISER, Role.MANAGER, Role.ADMINISTRATOR), everything),
    models.Partner: {Role.OFFICER: everything, Role.ADMINISTRATOR: everything},
    models.Account: {
        Role.ADMINISTRATOR: lambda account: Account.role != Role.RETURNEE,  # a person's own sign-in is case content
        Role.OFFICER: own_office(Account),
        Role.EMPLOYER: of_own_employer(Account),
    },
    models.NoticeText: dict.fromkeys((Role.OFFICER, Role.ADMINISTRATOR), everything),
    models.NoticeTextChange: dict.fromkeys((Role.OFFICER, Role.ADMINISTRATOR), everything),
    models.AuditEntry: {Role.ADMINISTRATOR: everything},
    models.Notice: {Role.ADMINISTRATOR: everything},  # what became of it; no page shows receiver or text
}


def scope_of(model: type[models.Base], account: Account) -> ColumnElement[bool]:
    """The condition that keeps `account` to its rows of `model`."""
    rule = SCOPE.get(model, {}).get(account.role)
    return rule(account) if rule else false()


def visible(model: type[Row], account: Account | None = None) -> Select[Row]:
    """Select the rows of `model` that the account may see; the account that is signed in where none is given."""
    return select(model).where(scope_of(model, account or current_account()))


def get_visible(model: type[Row], row_id: int, account: Account | None = None) -> Row:
    """One row, or `NotFound` whether it is missing or somebody else's."""
    row: Row | None = db.session.scalar(
        select(model).where(scope_of(model, account or current_account()), model.id == row_id)
    )
    if row is None:
        raise NotFound(model.__tablename__)
    return row
