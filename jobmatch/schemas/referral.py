"""Forms about rankings, referrals and placements."""

from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from jobmatch.clock import OFFICE_TIME
from jobmatch.schemas.fields import amount, choice, currency, day, row_id, row_version, text, whole
from models import Actor, ContractType, MessageAudience, PayPeriod, PlacementSource, Reason

MOST_REFERRED_AT_ONCE = 50


class ReferForm(Schema):
    """People, or vacancies, to refer at once."""

    ids = fields.List(row_id(), load_default=list)
    message = text(2000)

    @validates_schema
    def check_ids(self, data: dict[str, Any], **_: Any) -> None:
        """Somebody, and not everybody."""
        if not 1 <= len(data.get("ids", [])) <= MOST_REFERRED_AT_ONCE:
            raise ValidationError(_l("Choose at least one, and at most fifty."), "ids")


class OverrideForm(Schema):
    """Why a hard rule is waived for one person."""

    reason = text(2000, required=True)


class AnswerForm(Schema):
    """A person's yes or no, and who said so."""

    actor = choice(Actor)
    note = text(2000)
    version = row_version()


class InterviewForm(Schema):
    """When and where they meet, in the office's time."""

    on = fields.NaiveDateTime(
        allow_none=True,
        format="%Y-%m-%dT%H:%M",
        error_messages={"invalid": _l("This is not a time."), "format": _l("This is not a time.")},
    )
    place = text(300)
    note = text(2000)
    version = row_version()

    @post_load
    def in_utc(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The appointment as an instant."""
        local: datetime | None = data.pop("on", None)
        data["interview_on"] = local.replace(tzinfo=OFFICE_TIME).astimezone(UTC) if local else None
        return data


class OfficerMessageForm(Schema):
    """A message about a referral, and who reads it beside the officers."""

    text = text(4000, required=True)
    audience = choice(MessageAudience, required=True)


class CloseReferralForm(Schema):
    """Why a referral ends."""

    reason = choice(Reason, required=True)
    actor = choice(Actor)
    note = text(2000)
    version = row_version()


class TermsForm(Schema):
    """The terms of a placement."""

    started_on = day(required=True)
    title = text(300)
    contract = choice(ContractType)
    pay = amount()
    pay_currency = currency()
    pay_period = choice(PayPeriod)
    subsidy_monthly = amount()
    subsidy_currency = currency()
    subsidy_months = whole(1, 24)
    version = row_version()

    @validates_schema
    def check_pay(self, data: dict[str, Any], **_: Any) -> None:
        """Pay with its unit."""
        if data.get("pay") is not None and not (data.get("pay_currency") and data.get("pay_period")):
            raise ValidationError(_l("Say the currency and the period of the pay."), "pay_currency")


class OwnPlacementForm(TermsForm):
    """Work that the person found alone, or on their own account."""

    source = choice(PlacementSource, required=True)
    employer_name = text(200)


class EndPlacementForm(Schema):
    """When and why a placement ended."""

    ended_on = day(required=True)
    reason = choice(Reason, required=True)
    note = text(2000)
    version = row_version()


class FollowUpForm(Schema):
    """What was said at a follow-up."""

    done_on = day(required=True)
    still_employed = fields.Boolean(
        required=True,
        error_messages={
            "required": _l("Say whether the person still works there."),
            "null": _l("Say whether the person still works there."),
        },
    )
    pay = amount()
    pay_currency = currency()
    pay_period = choice(PayPeriod)
    seeker_rating = whole(0, 10)
    employer_rating = whole(0, 10)
    seeker_words = text(2000)
    employer_words = text(2000)
    note = text(2000)
    version = row_version()
