"""What officers are told. Their mail names nobody either: who it is stands behind the sign-in."""

from jobmatch.messages.kinds.base import Kind, Wording, by_code
from jobmatch.messages.words import mark as _l
from models import Role

REFERRAL = "/officer/referrals/{referral_id}"
READ = _l("Open the page")


def kind(code: str, name: str, subject: str, text: str, **values) -> Kind:
    """A kind of message to an officer."""
    return Kind(
        code=code,
        audience=Role.OFFICER,
        name=name,
        wording=Wording(subject, text),
        **{"path": REFERRAL, "button": READ, "facts": ("title", "reference", "number"), **values},
    )


KINDS = by_code(
    kind(
        "referral_answered",
        _l("Referral answered"),
        _l("A referral was answered"),
        _l("A person answered referral {number} to vacancy {reference}, {title}."),
    ),
    kind(
        "employer_answered",
        _l("Employer answers"),
        _l("An employer answered"),
        _l("The employer answered referral {number} to vacancy {reference}, {title}."),
    ),
    kind(
        "message_to_officer",
        _l("Message to the officer"),
        _l("A question for you"),
        _l("There is a new message about referral {number} to vacancy {reference}. Sign in to read it and to answer."),
    ),
    kind(
        "officer_interview_chosen",
        _l("Interview time chosen"),
        _l("An interview is arranged"),
        _l("The time of an interview was chosen: {when} (referral {number}, vacancy {reference})."),
        facts=("title", "reference", "number", "when"),
        required=("when",),
    ),
    kind(
        "officer_follow_up_due",
        _l("Follow-ups due"),
        _l("Follow-ups are due"),
        _l("Follow-ups that are due: {count}. They stand on your first page and in the list behind the link."),
        facts=("count",),
        required=("count",),
        path="/officer/follow-ups",
    ),
    kind(
        "export_ready",
        _l("Export ready"),
        _l("Your export is ready"),
        _l("The export that you asked for is ready. It can be fetched once you have signed in, until {day}."),
        facts=("day",),
        path="{page}",
        essential=True,
    ),
)
