"""Forms about vacancies and employers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from jobmatch.schemas.fields import Words, amount, choice, currency, day, flag, number, row_id, row_version, text, whole
from models import CloseReason, ContactStage, ContractType, PayPeriod, VacancyKind

LANGUAGE_ROWS = 4


class VacancyForm(Schema):
    """What a vacancy asks for and offers."""

    title = text(300, required=True)
    kind = choice(VacancyKind, required=True)
    programme_id = row_id()
    openings = whole(1, 10_000, required=True)
    description = text(10_000)
    place_text = text(200)
    remote = flag()
    abroad = flag()
    hazardous = flag()
    essential_skills = Words(load_default=list, allow_none=True)
    optional_skills = Words(load_default=list, allow_none=True)
    experience_years = number(0, 50)
    education = whole(0, 8)
    contract = choice(ContractType)
    hours_per_week = number(1, 168)
    pay_min = amount()
    pay_max = amount()
    pay_currency = currency()
    pay_period = choice(PayPeriod)
    starts_on = day()
    expires_on = day()
    licences = fields.List(fields.String(), load_default=list)
    charges_worker = fields.Boolean(allow_none=True, error_messages={"invalid": _l("Choose one of the list.")})
    more_essential = fields.List(fields.String(), load_default=list)  # proposed skills that were ticked
    more_optional = fields.List(fields.String(), load_default=list)
    version = row_version()
    language_1, language_2, language_3, language_4 = (text(3) for _ in range(LANGUAGE_ROWS))
    level_1, level_2, level_3, level_4 = (whole(1, 6) for _ in range(LANGUAGE_ROWS))

    @validates_schema
    def check_pay(self, data: dict[str, Any], **_: Any) -> None:
        """A range in order, with its unit."""
        low, high = data.get("pay_min"), data.get("pay_max")
        if low is not None and high is not None and high < low:
            raise ValidationError(_l("The highest pay is below the lowest."), "pay_max")
        if (low is not None or high is not None) and not (data.get("pay_currency") and data.get("pay_period")):
            raise ValidationError(_l("Say the currency and the period of the pay."), "pay_currency")

    @validates_schema
    def check_fee(self, data: dict[str, Any], **_: Any) -> None:
        """Nobody pays for a job."""
        if data.get("charges_worker"):
            raise ValidationError(
                _l("A vacancy for which the worker pays anything is not taken: no fee, deposit or commission."),
                "charges_worker",
            )

    @validates_schema
    def check_languages(self, data: dict[str, Any], **_: Any) -> None:
        """A language has a level."""
        for row in range(1, LANGUAGE_ROWS + 1):
            if data.get(f"language_{row}") and not data.get(f"level_{row}"):
                raise ValidationError(_l("Say the level of each language."), f"level_{row}")

    @post_load
    def gather(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Languages as pairs of code and level."""
        rows = [
            (data.pop(f"language_{row}", None), data.pop(f"level_{row}", None)) for row in range(1, LANGUAGE_ROWS + 1)
        ]
        data["languages"] = [(code, level) for code, level in rows if code]
        for words, more in (("essential_skills", "more_essential"), ("optional_skills", "more_optional")):
            data[words] = list(dict.fromkeys([*(data.get(words) or []), *(data.pop(more, None) or [])]))
        return data


class OwnVacancyForm(VacancyForm):
    """The same from an employer, who must say that the worker pays nothing. The programme is not theirs to choose."""

    class Meta:
        exclude = ("programme_id",)

    @validates_schema
    def check_fee_is_answered(self, data: dict[str, Any], **_: Any) -> None:
        """Asked of every employer."""
        if data.get("charges_worker") is None:
            raise ValidationError(_l("Say whether the worker pays anything."), "charges_worker")


class CloseVacancyForm(Schema):
    """Why a vacancy closes."""

    reason = choice(CloseReason, required=True)
    note = text(2000)


class StepForm(Schema):
    """A step that needs no more than a note."""

    note = text(2000)


class NotedStepForm(Schema):
    """A step that must be explained."""

    note = text(2000, required=True)


class EmployerForm(Schema):
    """What is known of a business."""

    name = text(200, required=True)
    place_text = text(200)
    address = text(300)
    phone = text(32)
    email = text(254)
    website = text(300)
    registration_number = text(80)
    about = text(5000)
    version = row_version()


class ContactForm(Schema):
    """A person to speak to at a business."""

    name = text(200, required=True)
    position = text(200)
    phone = text(32)
    email = text(254)


class CheckForm(Schema):
    """The checklist before a business is verified."""

    exists_at_address, contact_answers, takes_no_fee, offers_are_real = flag(), flag(), flag(), flag()
    registration_seen = flag()
    verify = flag()
    note = text(2000)


class ContactEventForm(Schema):
    """How far the service has come with a business."""

    stage = choice(ContactStage, required=True)
    happened_on = day(required=True)
    note = text(2000)
    next_step = text(300)
    next_on = day()
