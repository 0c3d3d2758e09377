"""Words for what the database and the ranking hold as codes. Every enum value and reason code has one here."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from babel import Locale
from flask import Flask
from flask_babel import format_currency, format_date, format_time, get_locale
from flask_babel import lazy_gettext as _l

import models as m
from jobmatch.forms import rows_sent
from jobmatch.services import taxonomy
from models.states import TRANSITIONS

ENUM_WORDS: dict[type[StrEnum], dict[str, Any]] = {
    m.Role: {
        "officer": _l("Placement officer"),
        "employer": _l("Employer"),
        "returnee": _l("Returnee"),
        "organiser": _l("Job-fair organiser"),
        "partner": _l("Referring partner"),
        "manager": _l("Programme manager"),
        "administrator": _l("Administrator"),
        "booth": _l("Booth staff"),
    },
    m.Gender: {"female": _l("Female"), "male": _l("Male"), "other": _l("Other")},
    m.DatePrecision: {"day": _l("Exact day"), "month": _l("Month known"), "year": _l("Year known")},
    m.JobSeekerState: {
        "pending": _l("To be confirmed"),
        "active": _l("Active"),
        "placed": _l("Placed"),
        "withdrawn": _l("Withdrawn"),
        "closed": _l("Closed"),
    },
    m.VacancyState: {
        "draft": _l("Draft"),
        "submitted": _l("Submitted"),
        "open": _l("Open"),
        "on_hold": _l("On hold"),
        "closed": _l("Closed"),
    },
    m.VacancyKind: {
        "job": _l("Job"),
        "internship": _l("Internship"),
        "apprenticeship": _l("Apprenticeship"),
        "on_the_job_training": _l("On-the-job training"),
        "short_assignment": _l("Short assignment"),
    },
    m.CloseReason: {
        "filled": _l("Filled"),
        "filled_elsewhere": _l("Filled elsewhere"),
        "expired": _l("Expired"),
        "cancelled": _l("Cancelled"),
        "employer_suspended": _l("Employer suspended"),
        "other": _l("Other reason"),
    },
    m.ReferralState: {
        "proposed": _l("Proposed"),
        "accepted": _l("Accepted by the person"),
        "sent": _l("Sent to the employer"),
        "interview": _l("Interview"),
        "offered": _l("Job offered"),
        "placed": _l("Placed"),
        "declined": _l("Declined by the person"),
        "not_selected": _l("Not selected"),
        "retracted": _l("Offer retracted"),
        "withdrawn": _l("Withdrawn"),
    },
    m.PlacementState: {"working": _l("Working"), "ended": _l("Ended")},
    m.PlacementSource: {
        "service": _l("Through the service"),
        "own_network": _l("Own network"),
        "self_employment": _l("Self-employed"),
    },
    m.FollowUpState: {"due": _l("Due"), "done": _l("Done"), "missed": _l("Missed"), "cancelled": _l("Cancelled")},
    m.TaskState: {"open": _l("Open"), "done": _l("Done"), "cancelled": _l("Cancelled")},
    m.EmployerState: {
        "pending": _l("To be verified"),
        "verified": _l("Verified"),
        "suspended": _l("Suspended"),
        "rejected": _l("Rejected"),
    },
    m.ContactStage: {
        "contacted": _l("Contacted"),
        "interested": _l("Interested"),
        "posting": _l("Posting"),
        "hired_before": _l("Hired before"),
        "declined": _l("Not interested"),
    },
    m.MessageAudience: {
        "employer": _l("The employer"),
        "job_seeker": _l("The person"),
        "office": _l("The office only"),
    },
    m.Reason: {
        "pay_too_low": _l("Pay too low"),
        "distance": _l("Transport or distance"),
        "family": _l("Childcare or family duty"),
        "hours": _l("Working hours"),
        "safety": _l("Safety"),
        "health": _l("Health"),
        "language": _l("Language"),
        "documents": _l("Documents or permit"),
        "qualification_not_recognised": _l("Qualification not recognised"),
        "skills_did_not_fit": _l("Skills did not fit"),
        "employer_unresponsive": _l("Employer did not respond"),
        "offer_retracted": _l("Offer retracted"),
        "found_work_alone": _l("Found work alone"),
        "started_a_business": _l("Started a business"),
        "training_instead": _l("Training instead"),
        "moved_away": _l("Moved away"),
        "left_again": _l("Left the country again"),
        "unreachable": _l("Unreachable"),
        "changed_their_mind": _l("Changed their mind"),
        "vacancy_closed": _l("The vacancy was closed"),
        "placed_elsewhere": _l("Placed in another job"),
        "position_filled": _l("The position was filled"),
        "contract_ended": _l("The contract ended"),
        "dismissed": _l("Dismissed"),
        "person_withdrew": _l("The person withdrew their profile"),
        "consent_withdrawn": _l("The consent was withdrawn"),
        "other": _l("Other reason"),
    },
    m.Actor: {
        "job_seeker": _l("The person"),
        "officer": _l("An officer"),
        "employer": _l("The employer"),
        "system": _l("The service"),
    },
    m.ConsentPurpose: {
        "matching": _l("Be suggested for vacancies"),
        "employers": _l("Share the profile with employers"),
        "fairs": _l("Take part in job fairs"),
        "partner_feedback": _l("Tell the referring partner how it went"),
        "guardian": _l("Guardian's consent"),
    },
    m.ConsentGiven: {"in_writing": _l("In writing"), "orally": _l("Orally"), "online": _l("Online")},
    m.Evidence: {
        "stated": _l("Stated"),
        "certificate": _l("Certificate"),
        "reference": _l("Reference"),
        "tested": _l("Tested"),
    },
    m.PayPeriod: {
        "hour": _l("per hour"),
        "day": _l("per day"),
        "week": _l("per week"),
        "month": _l("per month"),
        "year": _l("per year"),
    },
    m.ContractType: {
        "permanent": _l("Permanent"),
        "fixed_term": _l("Fixed term"),
        "part_time": _l("Part time"),
        "daily": _l("Daily work"),
        "seasonal": _l("Seasonal"),
        "internship": _l("Internship"),
    },
    m.Visibility: {"office": _l("Office"), "case": _l("Only this case's officers")},
    m.SessionKind: {
        "intake": _l("Intake"),
        "counselling": _l("Counselling"),
        "orientation": _l("Orientation"),
        "interview_preparation": _l("Interview preparation"),
        "follow_up": _l("Follow-up"),
    },
    m.EnrolmentKind: {
        "vocational": _l("Vocational training"),
        "language": _l("Language course"),
        "on_the_job": _l("On-the-job training"),
        "apprenticeship": _l("Apprenticeship"),
        "entrepreneurship": _l("Entrepreneurship course"),
        "orientation": _l("Orientation course"),
    },
    m.EnrolmentState: {"enrolled": _l("Enrolled"), "completed": _l("Completed"), "left": _l("Left early")},
    m.CodingKind: {
        "occupation": _l("Occupation"),
        "skill": _l("Skill"),
        "place": _l("Place"),
        "language": _l("Language"),
    },
    m.CodingState: {
        "sure": _l("Sure"),
        "unsure": _l("Unsure"),
        "settled": _l("Settled"),
        "dismissed": _l("Names nothing"),
    },
    m.ImportKind: {"job_seekers": _l("Job seekers"), "vacancies": _l("Vacancies")},
    m.ImportState: {"staged": _l("Preview"), "saved": _l("Saved"), "undone": _l("Undone"), "failed": _l("Failed")},
    m.RowOutcome: {
        "created": _l("Created"),
        "updated": _l("Updated"),
        "unchanged": _l("Unchanged"),
        "possible_duplicate": _l("Possible duplicate"),
        "rejected": _l("Rejected"),
        "skipped": _l("Skipped"),
    },
    m.DuplicateState: {"open": _l("To be decided"), "merged": _l("Merged"), "distinct": _l("Two people")},
    m.FairState: {
        "planned": _l("Planned"),
        "running": _l("Open now"),
        "over": _l("Over"),
        "cancelled": _l("Cancelled"),
    },
    m.BoothState: {
        "invited": _l("Invited"),
        "applied": _l("Asked to come"),
        "accepted": _l("Comes"),
        "declined": _l("Does not come"),
    },
    m.GuestState: {
        "invited": _l("Invited"),
        "yes": _l("Comes"),
        "no": _l("Does not come"),
        "waiting": _l("On the waiting list"),
    },
    m.InterviewState: {
        "planned": _l("Planned"),
        "confirmed": _l("Confirmed"),
        "queued": _l("Waiting at the booth"),
        "done": _l("Done"),
        "cancelled": _l("Cancelled"),
    },
    m.InterviewOutcome: {
        "offer": _l("Offer"),
        "second_interview": _l("Second interview"),
        "not_now": _l("Not now"),
        "no_show": _l("Did not come"),
    },
    m.CheckInWay: {
        "qr": _l("By code"),
        "name": _l("By name"),
        "list": _l("From the list"),
        "walk_in": _l("Walked in"),
    },
    m.ScheduleRunState: {
        "waiting": _l("About to begin"),
        "running": _l("Searching"),
        "done": _l("Done"),
        "cancelled": _l("Stopped"),
        "failed": _l("Failed"),
    },
    m.AuditAction: {
        "open": _l("Opened"),
        "list": _l("Listed"),
        "search": _l("Searched"),
        "export": _l("Exported"),
        "create": _l("Created"),
        "change": _l("Changed"),
        "delete": _l("Deleted"),
        "sign_in": _l("Signed in"),
        "sign_in_failed": _l("Sign-in failed"),
        "override": _l("Rule overridden"),
    },
    m.NoticeChannel: {"email": _l("E-mail"), "sms": _l("Text message")},
    m.NoticeState: {
        "queued": _l("Waiting to be sent"),
        "sent": _l("Sent"),
        "failed": _l("Failed"),
        "unknown": _l("Not known whether it arrived"),
        "expired": _l("Too late to be sent"),
    },
    m.NoticeTopic: {
        "sign_in": _l("Signing in"),
        "account": _l("What you did or asked for yourself"),
        "offers": _l("New offers"),
        "referrals": _l("Answers to a referral"),
        "interviews": _l("Interviews"),
        "messages": _l("Questions and messages"),
        "vacancies": _l("Vacancies"),
        "fairs": _l("Job fairs"),
        "reminders": _l("Reminders"),
        "other": _l("Other matters"),
    },
    m.NoticeWay: {"email": _l("E-mail"), "sms": _l("Text message"), "none": _l("Do not tell me")},
    m.SignInKind: {"link": _l("Link by e-mail"), "code": _l("Code by text message"), "invitation": _l("Invitation")},
    m.DocumentKind: {
        "cv": _l("CV"),
        "certificate": _l("Certificate"),
        "reference": _l("Letter of reference"),
        "licence": _l("Licence"),
        "other": _l("Another paper"),
    },
    m.TaskKind: {"send_referral": _l("Send a profile"), "answer_request": _l("Answer a request")},
    m.Concern: {
        "fee_charged": _l("Asked for money to give work"),
        "threats": _l("Threats or violence"),
        "documents_taken": _l("Kept somebody's documents"),
        "false_offer": _l("The work is not what was offered"),
        "not_paid": _l("Did not pay what was agreed"),
        "treated_badly": _l("Treated somebody badly"),
        "other": _l("Something else"),
    },
    m.RequestKind: {
        "correction": _l("Correction of a fact"),
        "erasure": _l("Erasure of everything"),
        "withheld": _l("See what is withheld"),
        "employer_report": _l("Report of an employer"),
    },
    m.ExportKind: {
        "people": _l("People"),
        "vacancies": _l("Vacancies"),
        "referrals": _l("Referrals"),
        "placements": _l("Placements"),
        "fair_guests": _l("Guests of a job fair"),
        "fair_interviews": _l("Interviews of a job fair"),
        "fair_booths": _l("Booths of a job fair"),
        "figures": _l("Figures of a programme"),
    },
    m.ExportFormat: {
        "csv": _l("CSV (text, for any spreadsheet)"),
        "xlsx": _l("Excel workbook"),
        "pdf": _l("PDF (to print)"),
        "jsonl": _l("JSON lines (for other programs)"),
    },
    m.ExportPurpose: {
        "contact": _l("Contact and follow up our people"),
        "report": _l("Report to a programme or donor (without names)"),
        "fair": _l("List for a job fair"),
        "employer": _l("Hand to an employer"),
        "backup": _l("Keep a copy in the office"),
    },
    m.ExportState: {
        "queued": _l("Waiting"),
        "running": _l("Being written"),
        "done": _l("Done"),
        "failed": _l("Failed"),
        "cancelled": _l("Cancelled"),
    },
    m.RequestOutcome: {"done": _l("Done"), "declined": _l("Not done"), "taken_back": _l("Taken back")},
}

EDUCATION = [
    _l("No schooling completed"),
    _l("Primary school"),
    _l("Lower secondary school"),
    _l("Upper secondary school"),
    _l("Post-secondary, not tertiary"),
    _l("Short-cycle tertiary (diploma)"),
    _l("Bachelor's or equivalent"),
    _l("Master's or equivalent"),
    _l("Doctorate or equivalent"),
]
LANGUAGE_CODES = (
    "ckb", "kmr", "ara", "eng", "tur", "fas", "tuk", "aii", "fra", "nld", "deu", "fin", "swe", "nor", "dan",
    "hye", "kat", "rus", "pus", "prs", "sqi", "srp", "bos", "mkd", "hau", "wol", "ful", "mos", "dyu", "kin",
)  # fmt: skip
"""The languages offered first, as the programmes meet them (ISO 639-3)."""
CEFR = ["-", "A1", "A2", "B1", "B2", "C1", "C2"]

SKILL_LEVELS = ["", _l("beginner"), _l("basic"), _l("good"), _l("very good"), _l("expert")]
"""Words for a skill's level, 1..5."""


def word(value: Any) -> Any:
    """The word for an enum's value; nothing for nothing."""
    return "" if value is None else ENUM_WORDS[type(value)][value.value]


def state_word(event: m.StateEvent, state: str) -> Any:
    """The word for a state in a row's history."""
    return word(type(next(iter(TRANSITIONS[event.noun])))(state))


def reason_word(code: str) -> Any:
    """The word for the reason of an event: a person's reason, or why a vacancy closed."""
    return ENUM_WORDS[m.Reason].get(code) or ENUM_WORDS[m.CloseReason].get(code, code)


def choices(enum: type[StrEnum]) -> list[tuple[str, Any]]:
    """(value, word) of every member, for a select box."""
    return [(member.value, word(member)) for member in enum]


def country_name(code: str | None) -> str:
    """A country's name in the reader's language."""
    locale: Locale = get_locale() or Locale("en")
    return str(locale.territories.get(code or "", code or ""))


def language_name(code: str | None) -> str:
    """A language's name in the reader's language, from its ISO 639-3 code."""
    return taxonomy.language_name(code, str(get_locale() or "en"))


def money(amount: Decimal | float | None, currency: str | None, period: Any = None) -> str:
    """An amount with its currency and period."""
    if amount is None or currency is None:
        return ""
    shown = format_currency(
        amount, currency, currency_digits=False, format="#,##0.## ¤¤" if currency == "IQD" else None
    )
    return f"{shown} {word(period)}".strip()


def day(value: date | datetime | None) -> str:
    """A date, or nothing."""
    return format_date(value, "medium") if value else ""


def month_of(value: date | None) -> str:
    """A month and its year, or nothing."""
    return format_date(value, "MMMM y") if value else ""


def phone(number: str | None) -> str:
    """A stored phone number as people read it."""
    import phonenumbers

    if not number:
        return ""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def moment(value: datetime | None) -> str:
    """An instant in the office's time, or nothing."""
    return f"{format_date(value, 'medium')} {format_time(value, 'short')}" if value else ""


def place(key: str | None) -> str:
    """A place's name in the reader's language."""
    return taxonomy.place_name(key, str(get_locale() or "en"))


def governorate(code: str | None) -> str:
    """A governorate's name in the reader's language."""
    return taxonomy.governorate_name(code, str(get_locale() or "en"))


def register(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.filters.update(
        word=word,
        place_name=place,
        governorate_name=governorate,
        state_word=state_word,
        reason_word=reason_word,
        day=day,
        month_of=month_of,
        rows_sent=rows_sent,
        phone=phone,
        moment=moment,
        country=country_name,
        language_name=language_name,
        money=money,
    )
    app.jinja_env.globals.update(choices=choices, m=m, EDUCATION=EDUCATION, CEFR=CEFR, SKILL_LEVELS=SKILL_LEVELS)
