"""Forms about people, one for each part of a profile. A blank means that nobody asked, never "no"."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from jobmatch.schemas.fields import Words, amount, choice, currency, day, flag, number, row_id, row_version, text, whole
from models import (
    Actor,
    ConsentGiven,
    ConsentPurpose,
    ContractType,
    DatePrecision,
    Evidence,
    Gender,
    PayPeriod,
    Reason,
)

COUNTRY = validate.Regexp(r"^[A-Z]{2}$", error=_l("Choose one of the list."))
NAME_NEEDED = _l("Write the name, in Latin letters or in the person's own script.")


def country() -> fields.String:
    """A country's ISO 3166-1 alpha-2 code."""
    return fields.String(allow_none=True, validate=COUNTRY)


def answer() -> fields.Boolean:
    """Yes, no, or not asked yet."""
    return fields.Boolean(allow_none=True, error_messages={"invalid": _l("Choose one of the list.")})


def several(enum: Any) -> fields.List:
    """Some members of an enum; none at all is unknown."""
    return fields.List(choice(enum, required=True), load_default=list)


class ConsentFields(Schema):
    """What a person agrees to, and how they said so."""

    purposes = several(ConsentPurpose)
    given = choice(ConsentGiven)
    given_on = day()
    consent_language = text(8)

    @validates_schema
    def check_consent(self, data: dict[str, Any], **_: Any) -> None:
        """A consent has a day and a way in which it was given."""
        if data.get("purposes") and not data.get("given"):
            raise ValidationError(_l("Say how the consent was given."), "given")
        if data.get("purposes") and not data.get("given_on"):
            raise ValidationError(_l("Say when the consent was given."), "given_on")


class ConsentForm(ConsentFields):
    """Consents to record for one person."""

    @validates_schema
    def check_purposes(self, data: dict[str, Any], **_: Any) -> None:
        """At least one."""
        if not data.get("purposes"):
            raise ValidationError(_l("Choose what the person agrees to."), "purposes")


class NewPersonForm(ConsentFields):
    """The least that a case begins with."""

    name_latin = text(200)
    name_native = text(200)
    programme_id = row_id(required=True)
    phone = text(40)
    gender = choice(Gender)
    place_text = text(200)
    occupations = Words(load_default=list, allow_none=True)
    sure = flag()

    @validates_schema
    def check_name(self, data: dict[str, Any], **_: Any) -> None:
        """A name in some script."""
        if not (data.get("name_latin") or data.get("name_native")):
            raise ValidationError(NAME_NEEDED, "name_latin")


class IdentityForm(Schema):
    """Who the person is and how to reach them."""

    name_latin = text(200)
    name_native = text(200)
    phone = text(40)
    other_phone = text(40)
    email = text(254)
    language = text(8)
    birth_on = day()
    birth_precision = choice(DatePrecision)
    gender = choice(Gender)
    host_country = country()
    returned_on = day()
    household_size = whole(1, 40)
    officer_id = row_id()
    version = row_version()

    @validates_schema
    def check_name(self, data: dict[str, Any], **_: Any) -> None:
        """A name in some script."""
        if not (data.get("name_latin") or data.get("name_native")):
            raise ValidationError(NAME_NEEDED, "name_latin")

    @post_load
    def with_precision(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A birth date without a precision was given as a day; a precision without a date says nothing."""
        if data.get("birth_on") is None:
            data["birth_precision"] = None
        elif data.get("birth_precision") is None:
            data["birth_precision"] = DatePrecision.DAY
        return data


class PlaceForm(Schema):
    """Where the person lives and would work."""

    place_text = text(200)
    address = text(300)
    radius_km = number(0.5, 2000)
    governorates = fields.List(fields.String(validate=validate.Length(max=10)), load_default=list)
    abroad = answer()
    remote = answer()
    version = row_version()

    @post_load
    def unknown_if_blank(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """No governorate chosen is not asked yet."""
        data["governorates"] = data["governorates"] or None
        return data


class WorkForm(Schema):
    """Experience and education; skills, occupations and jobs are rows of their own."""

    experience_years = number(0, 70)
    education = whole(0, 8)
    education_text = text(300)
    summary = text(5000)
    version = row_version()


class SkillRow(Schema):
    """One skill; without a level nobody asked about it."""

    concept = text(200)
    was = text(300)
    level = whole(1, 5)
    years = number(0, 70)
    evidence = choice(Evidence)
    text = text(300, required=True)

    @post_load
    def same_words(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A concept holds only for the words that it was shown with."""
        if data.pop("was", None) != data["text"]:
            data["concept"] = None
        return data


class OccupationRow(Schema):
    """One occupation, held or wanted or both."""

    concept = text(200)
    was = text(300)
    years = number(0, 70)
    role = fields.String(load_default="held", validate=validate.OneOf(("held", "wanted", "both")))
    text = text(300, required=True)

    @post_load
    def same_words(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A concept holds only for the words that it was shown with."""
        if data.pop("was", None) != data["text"]:
            data["concept"] = None
        role = data.pop("role", None) or "held"
        return {**data, "held": role != "wanted", "wanted": role != "held"}


class JobRow(Schema):
    """One job of the person's history."""

    title = text(300, required=True)
    employer_name = text(200)
    country = country()
    started_on = day()
    ended_on = day()

    @validates_schema
    def check_order(self, data: dict[str, Any], **_: Any) -> None:
        """It ends after it begins."""
        if data.get("started_on") and data.get("ended_on") and data["ended_on"] < data["started_on"]:
            raise ValidationError(_l("The end lies before the beginning."), "ended_on")


class LanguageRow(Schema):
    """One language, CEFR 1..6 overall and per competence, 0 for asked and not held."""

    code = fields.String(required=True, validate=validate.Regexp(r"^[a-z]{3}$", error=_l("Choose one of the list.")))
    mother_tongue = flag()
    level = whole(0, 6)
    listening = whole(0, 6)
    reading = whole(0, 6)
    speaking = whole(0, 6)
    writing = whole(0, 6)


class VersionForm(Schema):
    """A form that has only rows."""

    version = row_version()


class ConditionsForm(Schema):
    """Under which conditions the person would work."""

    available_on = day()
    pay_floor = amount()
    pay_currency = currency()
    pay_period = choice(PayPeriod)
    contracts = several(ContractType)
    licences = fields.List(fields.String(validate=validate.Length(max=200)), load_default=list)
    no_licence = flag()
    version = row_version()

    @validates_schema
    def check_pay(self, data: dict[str, Any], **_: Any) -> None:
        """An amount has its unit."""
        if data.get("pay_floor") is not None and not (data.get("pay_currency") and data.get("pay_period")):
            raise ValidationError(_l("Say the currency and the period of the pay."), "pay_currency")

    @validates_schema
    def check_licences(self, data: dict[str, Any], **_: Any) -> None:
        """None and some cannot both be true."""
        if data.get("licences") and data.get("no_licence"):
            raise ValidationError(_l("Choose licences, or say that there is none."), "no_licence")

    @post_load
    def unknown_if_blank(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Nothing chosen is not asked yet; only the tick says that there is no licence."""
        none_held = data.pop("no_licence")
        data["licences"] = data["licences"] or ([] if none_held else None)
        data["contracts"] = [kind.value for kind in data["contracts"]] or None
        if data.get("pay_floor") is None:
            data["pay_currency"] = data["pay_period"] = None
        return data


class WithdrawalForm(Schema):
    """Why a person leaves, and on whose word."""

    reason = choice(Reason, required=True)
    actor = choice(Actor, required=True)
    note = text(2000)
    version = row_version()


class CloseCaseForm(Schema):
    """Why the work on a case ends."""

    reason = choice(Reason, required=True)
    note = text(2000)
    version = row_version()


class FindForm(Schema):
    """A name, phone number, e-mail address or case reference."""

    q = text(200)
