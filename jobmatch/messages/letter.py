"""From a row of the outbox to what is handed over: the code is put under the text here, and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from markupsafe import Markup, escape

from jobmatch.calendars import interview_calendar, method_of
from jobmatch.errors import SettingsError
from jobmatch.messages.codes import shown
from jobmatch.messages.kinds import KINDS
from jobmatch.messages.words import direction, language_of, translate
from jobmatch.messages.words import mark as _l
from jobmatch.settings import Settings
from models import Notice, NoticeChannel, Role

ISOLATED = "\u2066%s\u2069"
"""Left to right inside of a text of either direction: a code that begins with digits would be turned around."""

CHECK_PATH = "/message"

APPOINTMENT, INTERVIEW = _l("Appointment"), _l("Interview")
CALENDAR_FILE = "appointment.ics"

BY_EMAIL = _l("Did this message come from us? Enter its code %(code)s here: %(url)s")
BY_SMS = _l("Is it from us? %(url)s Code: %(code)s")
WITHOUT_ADDRESS = _l("Code of this message: %(code)s")

PLAIN = SMTP.clone(cte_type="7bit")
"""Any server on the way takes it."""


@dataclass(frozen=True)
class Letter:
    """A message as it is sent; nothing of it is read from the database any more."""

    to: str
    text: str
    subject: str = ""
    html: str | None = None
    language: str = "en"
    message_id: str = ""
    written_at: datetime | None = None
    calendar: bytes | None = None
    calendar_method: str = ""


def compose(notice: Notice, settings: Settings) -> Letter:
    """The message with the words about its code, in its language."""
    by_email = notice.channel is NoticeChannel.EMAIL
    language = language_of(notice.language)
    return Letter(
        to=notice.recipient,
        subject=notice.subject or "",
        text=f"{notice.text.rstrip()}\n\n{proof(notice, settings, language, BY_EMAIL if by_email else BY_SMS)}\n",
        html=with_proof(notice, settings, language) if notice.html else None,
        language=language,
        message_id=notice.message_id or notice.code,
        written_at=notice.created_at,
        **calendar_of(notice, settings, language),
    )


def calendar_of(notice: Notice, settings: Settings, language: str) -> dict[str, Any]:
    """What goes with an e-mail for its receiver's calendar. Its title says less than the message does."""
    entry = notice.appointment
    if not entry:
        return {}
    to_employer = notice.kind in KINDS and KINDS[notice.kind].audience is Role.EMPLOYER
    _name, organizer = parseaddr(settings.mail_from)
    made = interview_calendar(
        entry,
        title=translate(INTERVIEW if to_employer else APPOINTMENT, language),
        link=entry["link"],
        organizer=organizer or None,
        reminds=not to_employer,
    )
    return {"calendar": made, "calendar_method": method_of(entry)}


def proof(notice: Notice, settings: Settings, language: str, words: str) -> str:
    """The words about the code."""
    code = shown(notice.code)
    code = ISOLATED % code if direction(language) == "rtl" else code
    return str(sentence(settings, language, words)) % {"code": code, "url": check_address(settings)}


def sentence(settings: Settings, language: str, words: str) -> str:
    """What is said of the code; without an address where nobody knows it."""
    return translate(words if settings.public_url else WITHOUT_ADDRESS, language)


def with_proof(notice: Notice, settings: Settings, language: str) -> str:
    """The HTML with a last paragraph about the code."""
    url = check_address(settings)
    parts = {
        "code": Markup('<bdi dir="ltr"><strong>%s</strong></bdi>') % shown(notice.code),
        "url": Markup('<a href="%s">%s</a>') % (url, url),
    }
    paragraph = f'<p dir="auto">{escape(sentence(settings, language, BY_EMAIL)) % parts}</p>'
    page = notice.html or ""
    before, end, after = page.rpartition("</main>" if "</main>" in page else "</body>")
    return f"{before}{paragraph}{end}{after}" if end else f"{after}{paragraph}"


def check_address(settings: Settings) -> str:
    """Where a code is entered."""
    return settings.public_url.rstrip("/") + CHECK_PATH


def as_email(letter: Letter, settings: Settings) -> EmailMessage:
    """The e-mail, with the same Message-ID each time it is made of the same row.

    Raises
    ------
    ValueError
        If subject or address hold what no header can.
    """
    mail = EmailMessage(policy=PLAIN)
    mail["From"] = settings.mail_from
    mail["To"] = letter.to
    mail["Subject"] = letter.subject
    if letter.written_at:
        mail["Date"] = format_datetime(letter.written_at)
    mail["Message-ID"] = f"<{letter.message_id}@{domain(settings)}>"
    mail["Auto-Submitted"] = "auto-generated"  # no holiday answers (RFC 3834)
    mail.set_content(letter.text)
    if letter.html:
        mail.add_alternative(letter.html, subtype="html")
    if letter.calendar:
        attach_calendar(mail, letter)
    mail["Content-Language"] = letter.language  # last: new content takes such headers away
    return mail


def attach_calendar(mail: EmailMessage, letter: Letter) -> None:
    """Put the calendar's entry beside the text (RFC 6047)."""
    mail.add_attachment(
        (letter.calendar or b"").decode(),
        subtype="calendar",
        filename=CALENDAR_FILE,
        params={"method": letter.calendar_method},
    )


def domain(settings: Settings) -> str:
    """The right side of Message-IDs: the sender's domain."""
    _name, address = parseaddr(settings.mail_from)
    if "@" not in address:
        raise SettingsError("JOBMATCH_MAIL_FROM must be an address, such as: Jobs <jobs@example.org>")
    return address.rpartition("@")[2]
