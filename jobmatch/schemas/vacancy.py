"""Forms about vacancies and employers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from jobmatch.schemas.fields import Words, amount, choice, currency, day, flag, number, text, whole
from models import CloseReason, ContractType, PayPeriod, VacancyKind

LANGUAGE_ROWS = 4


class VacancyForm(Schema):
    """What a vacancy asks for and offers."""

    title = text(300, required=True)
    kind = choice(VacancyKind, required=True)
    programme_id = whole(1, 2**31)
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
    version = whole(1, 2**31)
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
        for words in ("essential_skills", "optional_skills"):
            data[words] = data.get(words) or []
        return data


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
    version = whole(1, 2**31)


class ContactForm(Schema):
    """A person to speak to at a business."""

    name = text(200, required=True)
    position = text(200)
    phone = text(32)
    email = text(254)
