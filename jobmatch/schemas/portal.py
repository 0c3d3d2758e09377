"""Forms of the job seekers' own pages."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from jobmatch.schemas.fields import REQUIRED, choice, flag, number, row_id, row_version, text, whole
from jobmatch.schemas.job_seeker import JobRow
from models import SHORTEST_PASSWORD, Concern, DocumentKind, Reason, RequestOutcome

WHY_NOT = (
    Reason.PAY_TOO_LOW,
    Reason.DISTANCE,
    Reason.FAMILY,
    Reason.HOURS,
    Reason.SAFETY,
    Reason.HEALTH,
    Reason.LANGUAGE,
    Reason.DOCUMENTS,
    Reason.SKILLS_DID_NOT_FIT,
    Reason.FOUND_WORK_ALONE,
    Reason.TRAINING_INSTEAD,
    Reason.CHANGED_THEIR_MIND,
    Reason.OTHER,
)
"""Reasons that a person gives for a no."""

WHY_LEAVE = (
    Reason.FOUND_WORK_ALONE,
    Reason.STARTED_A_BUSINESS,
    Reason.TRAINING_INSTEAD,
    Reason.FAMILY,
    Reason.HEALTH,
    Reason.SAFETY,
    Reason.MOVED_AWAY,
    Reason.LEFT_AGAIN,
    Reason.CHANGED_THEIR_MIND,
    Reason.OTHER,
)
"""Reasons that a person gives for leaving the service."""

SECRET = {"required": REQUIRED["required"], "null": REQUIRED["null"]}


def secret(shortest: int, longest: int, message: Any) -> fields.String:
    """A word that nobody else should know."""
    return fields.String(
        required=True, error_messages=SECRET, validate=validate.Length(shortest, longest, error=message)
    )


class PhoneForm(Schema):
    """Ask for a code."""

    phone = text(40, required=True)


class EmailForm(Schema):
    """Ask for a link."""

    email = text(254, required=True)


class CodeForm(Schema):
    """The code that came, and what only its receiver knows."""

    code = text(12, required=True)
    fact = text(40, required=True)


class FactForm(Schema):
    """The second fact of an invitation."""

    fact = text(10, required=True)


class PasswordSignInForm(Schema):
    """Name and password."""

    name = text(254, required=True)
    password = text(200, required=True)


class PasswordForm(Schema):
    """A new password."""

    password = secret(SHORTEST_PASSWORD, 200, _l("At least {min} characters."))


class PinForm(Schema):
    """A new PIN; which ones are good is the service's to say."""

    pin = secret(1, 20, _l("Four to eight digits."))


class RegistrationForm(Schema):
    """A person registers by themselves; an officer confirms it."""

    name = text(200, required=True)
    phone = text(40)
    email = text(254)
    birth_year = whole(1920, 2030)
    place_text = text(200)
    office_id = row_id(required=True)
    wanted = text(300)
    matching = flag()
    employers = flag()

    @validates_schema
    def check_reachable(self, data: dict[str, Any], **_: Any) -> None:
        """Somebody must be able to answer."""
        if not data.get("phone") and not data.get("email"):
            raise ValidationError(_l("Write a phone number or an e-mail address, so that we can answer."), "phone")


class NoForm(Schema):
    """Not for me."""

    reason = choice(Reason, required=True)
    version = row_version()

    @validates_schema
    def check_reason(self, data: dict[str, Any], **_: Any) -> None:
        """Only what the page offers."""
        if data.get("reason") and data["reason"] not in WHY_NOT:
            raise ValidationError(_l("Choose one of the list."), "reason")


class LeaveForm(Schema):
    """Withdraw the profile."""

    reason = choice(Reason, required=True)
    words = text(1000)

    @validates_schema
    def check_reason(self, data: dict[str, Any], **_: Any) -> None:
        """Only what the page offers."""
        if data.get("reason") and data["reason"] not in WHY_LEAVE:
            raise ValidationError(_l("Choose one of the list."), "reason")


class WordsForm(Schema):
    """A request that must be explained."""

    words = text(2000, required=True)


class ReportForm(WordsForm):
    """What an employer did."""

    concern = choice(Concern, required=True)


class PaperForm(Schema):
    """What a paper is."""

    kind = choice(DocumentKind, required=True)


class CorrectionForm(Schema):
    """What is wrong, and what is right."""

    field = text(40, required=True)
    words = text(500, required=True)


class OwnSkillRow(Schema):
    """A skill as the person says it. Proof is the officer's to record."""

    level = whole(1, 5)
    years = number(0, 70)
    text = text(300, required=True)


class OwnJobRow(JobRow):
    """A job of the person's history, in their own words."""

    description = text(5000)


class AnswerRequestForm(Schema):
    """The office's answer to a request."""

    outcome = choice(RequestOutcome, required=True)
    answer = text(2000)

    @validates_schema
    def check_outcome(self, data: dict[str, Any], **_: Any) -> None:
        """Only the person takes a request back."""
        if data.get("outcome") is RequestOutcome.TAKEN_BACK:
            raise ValidationError(_l("Choose one of the list."), "outcome")


class RatingForm(Schema):
    """How the work is, after some months."""

    still_employed = fields.Boolean(
        required=True,
        error_messages={
            "required": _l("Say whether you still work there."),
            "null": _l("Say whether you still work there."),
        },
    )
    seeker_rating = whole(0, 10)
    seeker_words = text(2000)
