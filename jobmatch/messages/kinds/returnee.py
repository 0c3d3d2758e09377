"""What job seekers are told. Subject and SMS may be read by others: they name no person, employer or return."""

from jobmatch.messages.kinds.base import CalendarUse, Kind, Wording, by_code
from jobmatch.messages.words import mark as _l
from models import Role

LOOK = _l("Read it here")
OFFER = _l("Look at the offer")
SIGN_IN = _l("Sign in")
SMS_NEWS = _l("There is news for you: {link}")
SMS_APPOINTMENT = _l("Your appointment: {when}. More here: {link}")
CALENDAR = _l("Put it in your calendar")
CALENDAR_FILE = "/my/referrals/{referral_id}/appointment.ics"
REFERRAL = "/my/referrals/{referral_id}"


def kind(code: str, name: str, subject: str, text: str, *, sms: str = SMS_NEWS, **values) -> Kind:
    """A kind of message to a job seeker."""
    return Kind(
        code=code,
        audience=Role.RETURNEE,
        name=name,
        wording=Wording(subject, text, sms),
        **{"path": REFERRAL, "button": LOOK, **values},
    )


REFERRALS = by_code(
    kind(
        "new_offer",
        _l("New offer"),
        _l("Something new for you"),
        _l(
            "There is an offer that may suit you: {title}.\n\n"
            "Read what the work is, where it is and what it pays, and say yes or no. "
            "A no costs you nothing: other offers and all assistance stay as they are."
        ),
        facts=("title", "reference"),
        path="/my/offers/{vacancy_id}",
        button=OFFER,
    ),
    kind(
        "message_to_job_seeker",
        _l("Message to the job seeker"),
        _l("A message for you"),
        _l("Your officer wrote to you about an offer. Sign in to read it and to answer."),
        facts=("reference",),
    ),
    kind(
        "offer_made",
        _l("The employer offers the job"),
        _l("Good news for you"),
        _l(
            "Good news: you are offered the work you said yes to, {title}.\n\n"
            "Your officer speaks with you about pay, hours and the first day before you decide. You may still say no."
        ),
        facts=("title", "reference"),
    ),
    kind(
        "not_selected",
        _l("The employer chose somebody else"),
        _l("An answer for you"),
        _l(
            "Thank you for your interest in this work: {title}. This time somebody else was chosen.\n\n"
            "It says nothing about what you are worth. Your profile stays in the search, other offers come to you, "
            "and your officer gladly talks with you about what could help."
        ),
        facts=("title", "reference"),
    ),
    kind(
        "offer_retracted",
        _l("The offer was taken back"),
        _l("An answer for you"),
        _l(
            "We are sorry: the offer of this work was taken back: {title}.\n\n"
            "It is not your fault. You are in the search again at once, and your officer speaks with you "
            "about what comes next."
        ),
        facts=("title", "reference"),
    ),
    kind(
        "offer_over",
        _l("An offer is no longer open"),
        _l("An answer for you"),
        _l(
            "An offer that you said yes to is no longer open: {title}. The place was filled or given up; "
            "it has nothing to do with you.\n\nYour profile stays in the search, and other offers come to you."
        ),
        facts=("title", "reference"),
    ),
    kind(
        "hired",
        _l("Hired"),
        _l("Congratulations"),
        _l(
            "Congratulations on your new work! Your first day is {day}.\n\n"
            "We ask after 1, 3, 6 and 12 months how it goes. If something is not as it was promised, "
            "tell your officer at once, and never pay anybody for the work."
        ),
        facts=("title", "reference", "day"),
        required=("day",),
    ),
)

INTERVIEWS = by_code(
    kind(
        "interview_times",
        _l("Times for an interview are proposed"),
        _l("Choose a time"),
        _l(
            "You are invited to an interview: {title}. There is a choice of times: {count}.\n\n"
            "Choose the one that suits you best. If none does, write to your officer."
        ),
        facts=("title", "reference", "count"),
    ),
    kind(
        "interview_arranged",
        _l("Interview arranged"),
        _l("Your appointment"),
        _l("Your interview is arranged: {when}.\n\nThe place, and whom you meet, stand on the page behind the link."),
        sms=SMS_APPOINTMENT,
        facts=("title", "reference", "when"),
        required=("when",),
        file=CALENDAR_FILE,
        file_label=CALENDAR,
        calendar=CalendarUse.PUBLISH,
    ),
    kind(
        "interview_changed",
        _l("Interview changed"),
        _l("Your appointment has changed"),
        _l("Your interview was moved. The time before no longer holds.\n\nSign in and look at the new times."),
        sms=_l("Your appointment has changed. Look here: {link}"),
        facts=("title", "reference"),
        calendar=CalendarUse.CANCEL,
    ),
    kind(
        "interview_cancelled",
        _l("Interview cancelled"),
        _l("Your appointment does not take place"),
        _l(
            "Your interview at this time does not take place: {when}.\n\n"
            "Your officer speaks with you about what is next."
        ),
        sms=_l("Your appointment does not take place: {when}. More here: {link}"),
        facts=("title", "reference", "when"),
        required=("when",),
        calendar=CalendarUse.CANCEL,
    ),
    kind(
        "interview_reminder",
        _l("Reminder of an interview"),
        _l("Tomorrow: your appointment"),
        _l(
            "Your interview is tomorrow: {when}.\n\nTake your papers with you, and plan the way. "
            "If you cannot come, tell your officer today."
        ),
        sms=SMS_APPOINTMENT,
        facts=("title", "reference", "when"),
        required=("when",),
        file=CALENDAR_FILE,
        file_label=CALENDAR,
        calendar=CalendarUse.PUBLISH,
    ),
)

CASE = by_code(
    kind(
        "registration_confirmed",
        _l("Registration confirmed"),
        _l("You are registered"),
        _l(
            "Your registration is confirmed. From now on you see offers that fit you, with the reasons.\n\n"
            "The more of your profile is filled in, the better they fit."
        ),
        sms=_l("You are registered. Sign in here: {link}"),
        path="/my/",
        button=SIGN_IN,
        essential=True,
    ),
    kind(
        "reconfirm",
        _l("Is the profile still right?"),
        _l("Are you still available?"),
        _l(
            "Nobody has told us for {days} days that your profile is right. Are you still available for work?\n\n"
            "One tap is enough. If something has changed, correct it at the same time."
        ),
        sms=_l("Is everything still as it was? One tap is enough: {link}"),
        facts=("days",),
        path="/my/",
        button=_l("Yes, or correct it"),
    ),
    kind(
        "withdrawal_done",
        _l("Withdrawal done"),
        _l("It is done"),
        _l(
            "You have withdrawn your profile. You are on no list any more, and your consents have ended. "
            "It costs you no assistance.\n\n"
            "You can undo it for {days} days, until {day}: sign in and choose to come back. "
            "Was it not you? Then tell your office."
        ),
        sms=_l("It is done. You can undo it until {day}: {link}"),
        facts=("days", "day"),
        required=("day",),
        path="/my/",
        button=SIGN_IN,
        essential=True,
    ),
    kind(
        "follow_up_due",
        _l("Follow-up due"),
        _l("How is it going?"),
        _l(
            "We would like to know how it goes after this time. Months: {months}.\n\n"
            "Two questions, one minute. Your answers help whoever comes after you, and nobody at work reads them."
        ),
        sms=_l("How is it going? Two questions, one minute: {link}"),
        facts=("months",),
        path="/my/employment/{follow_up_id}",
        button=_l("Answer"),
    ),
)

FAIRS = by_code(
    kind(
        "fair_invitation",
        _l("Invitation to a job fair"),
        _l("An invitation"),
        _l(
            "You are invited to meet employers: {fair}, {day}, {venue}.\n\n"
            "Say whether you come, when you are there, and whom you would like to meet. It costs nothing."
        ),
        sms=_l("You are invited: {day}. Say yes or no here: {link}"),
        facts=("fair", "venue", "day"),
        required=("day",),
        path="/my/answer/{key}",
        button=_l("Say yes or no"),
    ),
    kind(
        "fair_schedule",
        _l("Schedule of a job fair"),
        _l("Your times"),
        _l(
            "Your times for {fair} stand. Interviews: {count}. The first begins: {when}.\n\n"
            "Look at all of them behind the link, with the code that you show at the door."
        ),
        sms=_l("Your times stand. The first: {when}. All of them: {link}"),
        facts=("fair", "venue", "count", "when"),
        required=("when",),
        path="/my/fairs/{guest_id}",
        button=_l("Look at my times"),
    ),
    kind(
        "fair_no_times",
        _l("Times of a job fair taken off"),
        _l("Your times have changed"),
        _l(
            "The times that you were told for {fair} are taken off: the employers cannot keep them. "
            "You are still welcome on {day}, and at the door you can ask whom you may meet.\n\n"
            "As soon as there are new times, we write to you."
        ),
        sms=_l("The times that we told you are taken off. More here: {link}"),
        facts=("fair", "venue", "day"),
        path="/my/fairs/{guest_id}",
        button=_l("Look at my times"),
    ),
    kind(
        "fair_cancelled",
        _l("A job fair is cancelled"),
        _l("A day is cancelled"),
        _l("We are sorry: {fair} on {day} does not take place.\n\nPlease do not come. Your profile stays as it is."),
        sms=_l("We are sorry: the day on {day} is cancelled. Please do not come. More here: {link}"),
        facts=("fair", "venue", "day"),
        required=("day",),
        path="/my/fairs",
        button=_l("Look at my job fairs"),
    ),
    kind(
        "fair_reminder",
        _l("Reminder of a job fair"),
        _l("Soon: your day"),
        _l(
            "We look forward to seeing you: {fair}, {day}, {venue}.\n\n"
            "Take your papers with you. The code for the door and your times stand behind the link."
        ),
        sms=_l("We look forward to seeing you: {day}. More here: {link}"),
        facts=("fair", "venue", "day"),
        required=("day",),
        path="/my/fairs/{guest_id}",
        button=_l("Look at my times"),
    ),
)

KINDS = {**REFERRALS, **INTERVIEWS, **CASE, **FAIRS}
