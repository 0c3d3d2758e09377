"""Forms that employers fill in: registration, colleagues, answers about people referred to them, ratings."""

from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from jobmatch.clock import OFFICE_TIME
from jobmatch.schemas.fields import REQUIRED, choice, day, row_version, text, whole
from jobmatch.schemas.referral import TermsForm
from models import SHORTEST_PASSWORD, Reason

TIMES = ("time_1", "time_2", "time_3")


def email_address() -> fields.String:
    """An e-mail address, needed."""
    return fields.String(
        required=True,
        error_messages=REQUIRED | {"invalid": _l("This is not an e-mail address.")},
        validate=[
            validate.Length(max=254, error=_l("At most {max} characters.")),
            validate.Email(error=_l("This is not an e-mail address.")),
        ],
    )


class RegistrationForm(Schema):
    """A business, its contact, and a password."""

    name = text(200, required=True)
    place_text = text(200, required=True)
    address = text(300, required=True)
    phone = text(32, required=True)
    website = text(300)
    registration_number = text(80)
    about = text(5000)
    contact_name = text(200, required=True)
    contact_position = text(200)
    email = email_address()
    password = fields.String(
        required=True,
        error_messages=REQUIRED,
        validate=validate.Length(min=SHORTEST_PASSWORD, max=200, error=_l("At least {min} characters.")),
    )
    takes_no_fee = fields.Boolean(load_default=False, allow_none=True)

    @validates_schema
    def check_promise(self, data: dict[str, Any], **_: Any) -> None:
        """Nobody registers who charges workers."""
        if not data.get("takes_no_fee"):
            raise ValidationError(_l("Only businesses that take nothing from workers can register."), "takes_no_fee")

    @post_load
    def apart(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The business, its contact and the password, as the service takes them."""
        data.pop("takes_no_fee")
        password, address = data.pop("password"), data.pop("email")
        contact = {"name": data.pop("contact_name"), "position": data.pop("contact_position", None), "email": address}
        return {"business": {**data, "email": address}, "contact": contact, "password": password}


class BusinessForm(Schema):
    """What an employer may correct about itself; the name and the registration were verified and stay."""

    place_text = text(200)
    address = text(300)
    phone = text(32)
    website = text(300)
    about = text(5000)
    version = row_version()


class ColleagueForm(Schema):
    """A colleague who gets an account."""

    name = text(200, required=True)
    position = text(200)
    email = email_address()


class InterviewTimesForm(Schema):
    """Up to three times to meet, in the office's time."""

    time_1, time_2, time_3 = (
        fields.NaiveDateTime(
            allow_none=True,
            format="%Y-%m-%dT%H:%M",
            error_messages={"invalid": _l("This is not a time."), "format": _l("This is not a time.")},
        )
        for _ in TIMES
    )
    minutes = whole(5, 480)
    place = text(300, required=True)
    version = row_version()

    @validates_schema
    def check_times(self, data: dict[str, Any], **_: Any) -> None:
        """At least one, none in the past."""
        given = [data[name] for name in TIMES if data.get(name)]
        if not given:
            raise ValidationError(_l("Propose at least one time."), "time_1")
        now = datetime.now(OFFICE_TIME).replace(tzinfo=None)
        for name in TIMES:
            if data.get(name) and data[name] <= now:
                raise ValidationError(_l("This time has passed."), name)

    @post_load
    def in_utc(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The times as instants."""
        local = [data.pop(name, None) for name in TIMES]
        data["times"] = [time.replace(tzinfo=OFFICE_TIME).astimezone(UTC) for time in local if time]
        data["minutes"] = data.get("minutes") or 30
        return data


class RefusalForm(Schema):
    """Why somebody is not chosen."""

    reason = choice(Reason, required=True)
    note = text(2000)
    version = row_version()


class HireForm(TermsForm):
    """When the work begins, and on what terms. A wage subsidy is agreed with the officer."""

    class Meta:
        exclude = ("subsidy_monthly", "subsidy_currency", "subsidy_months", "title")


class MessageForm(Schema):
    """A question or an answer."""

    text = text(4000, required=True)


class RatingForm(Schema):
    """How it goes with somebody who works there."""

    employer_rating = whole(0, 10, required=True)
    employer_words = text(2000)


class FunnelForm(Schema):
    """The period of the figures."""

    since = day()
    until = day()
