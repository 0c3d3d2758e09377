"""What employers are told. A message stays in a mailbox for ever, so none tells anything about a person."""

from jobmatch.messages.kinds.base import CalendarUse, Kind, Wording, by_code
from jobmatch.messages.words import mark as _l
from models import Role

PERSON = "/employer/people/{referral_id}"
VACANCY = "/employer/vacancies/{vacancy_id}"
READ = _l("Open the page")
CALENDAR = _l("Put it in your calendar")
CALENDAR_FILE = "/employer/people/{referral_id}/interview.ics"
OF_REFERRAL = ("title", "reference", "number")


def kind(code: str, name: str, subject: str, text: str, **values) -> Kind:
    """A kind of message to an employer."""
    return Kind(
        code=code,
        audience=Role.EMPLOYER,
        name=name,
        wording=Wording(subject, text),
        **{"path": PERSON, "button": READ, "facts": OF_REFERRAL, **values},
    )


KINDS = by_code(
    kind(
        "referral_arrived",
        _l("Referral arrived"),
        _l("Somebody for your vacancy"),
        _l(
            "Somebody is proposed for your vacancy {title} ({reference}).\n\n"
            "Skills, experience and languages stand on the page behind the link; the name does as soon as the person "
            "has agreed. Please answer within a few days: an answer counts, also a no."
        ),
    ),
    kind(
        "message_to_employer",
        _l("Message to the employer"),
        _l("A message for you"),
        _l("The placement office wrote to you about {number}, vacancy {reference}. Sign in to read it and to answer."),
    ),
    kind(
        "employer_interview_arranged",
        _l("Interview arranged"),
        _l("An interview is arranged"),
        _l("An interview is arranged for your vacancy {title} ({number}): {when}."),
        facts=(*OF_REFERRAL, "when"),
        required=("when",),
        file=CALENDAR_FILE,
        file_label=CALENDAR,
        calendar=CalendarUse.PUBLISH,
    ),
    kind(
        "employer_interview_cancelled",
        _l("Interview cancelled"),
        _l("An interview does not take place"),
        _l(
            "The interview at this time does not take place: {when} ({number}, vacancy {reference}). "
            "The person is no longer available.\n\nThe placement office gladly proposes others to you."
        ),
        facts=(*OF_REFERRAL, "when"),
        required=("when",),
        calendar=CalendarUse.CANCEL,
    ),
    kind(
        "employer_interview_reminder",
        _l("Reminder of an interview"),
        _l("Tomorrow: an interview"),
        _l("Tomorrow there is an interview for your vacancy {title} ({number}): {when}."),
        facts=(*OF_REFERRAL, "when"),
        required=("when",),
        file=CALENDAR_FILE,
        file_label=CALENDAR,
        calendar=CalendarUse.PUBLISH,
    ),
    kind(
        "referral_ended",
        _l("Somebody is no longer available"),
        _l("Somebody is no longer available"),
        _l(
            "Somebody who was proposed for your vacancy {title} ({number}) is no longer available.\n\n"
            "The placement office gladly proposes others to you."
        ),
    ),
    kind(
        "employer_verified",
        _l("Business verified"),
        _l("Your business is verified"),
        _l("Thank you: your business is verified. Your vacancies can be published, and people can be proposed to you."),
        facts=(),
        path="/employer/",
        essential=True,
    ),
    kind(
        "vacancy_approved",
        _l("Vacancy approved"),
        _l("Your vacancy is published"),
        _l(
            "Your vacancy {title} ({reference}) is approved and public. "
            "The placement office looks for people whom it suits."
        ),
        facts=("title", "reference"),
        path=VACANCY,
    ),
    kind(
        "vacancy_returned",
        _l("Vacancy returned"),
        _l("Your vacancy needs a change"),
        _l(
            "Your vacancy {title} ({reference}) cannot be published as it is. "
            "What is missing stands on the page behind the link; change it and hand it in again."
        ),
        facts=("title", "reference"),
        path=VACANCY,
    ),
    kind(
        "expiring_vacancy",
        _l("Vacancy expires"),
        _l("A vacancy expires soon"),
        _l(
            "Your vacancy {title} ({reference}) is open until {day}.\n\n"
            "If you still look for people, sign in and choose a later day; "
            "otherwise it leaves the public list by itself."
        ),
        facts=("title", "reference", "day"),
        required=("day",),
        path=VACANCY,
    ),
    kind(
        "employer_follow_up_due",
        _l("Follow-up due"),
        _l("How is it going?"),
        _l(
            "We ask whoever hired somebody through the service how it goes, after 1, 3, 6 and 12 months. "
            "Answers that we ask you for now: {count}.\n\n"
            "A number from 0 to 10 and a few words are enough. Only the placement office reads them."
        ),
        facts=("count",),
        required=("count",),
        path="/employer/placements",
        button=_l("Answer"),
    ),
)
