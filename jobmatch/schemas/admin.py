"""Forms of administrators."""

import re
from typing import Any

from babel import Locale
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validates_schema

from jobmatch.schemas.fields import choice, day, flag, row_id, row_version, text, whole
from models import Role

CREATED_HERE = (Role.OFFICER, Role.ORGANISER, Role.PARTNER, Role.MANAGER, Role.ADMINISTRATOR)
"""Employers and returnees are invited where their case is."""

KNOWN = Locale("en").territories
CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9-]{1,38}$")


class Countries(fields.Field[list[str]]):
    """ISO 3166-1 codes, apart by comma or space."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[str]:
        codes = [part.upper() for part in re.split(r"[\s,;]+", str(value)) if part]
        unknown = [code for code in codes if not (len(code) == 2 and code.isalpha() and code in KNOWN)]
        if unknown:
            raise ValidationError(_l("No such country: ") + ", ".join(unknown))
        return list(dict.fromkeys(codes))


def check_code(code: str) -> None:
    """Refuse a code that could not stand in a case number or a command."""
    if not CODE.match(code):
        raise ValidationError(_l("Letters, digits and hyphens, at least two."))


class AccountForm(Schema):
    """A new sign-in."""

    email = text(254, required=True)
    name = text(200, required=True)
    role = choice(Role, required=True)
    office_id = row_id()
    partner_id = row_id()

    @validates_schema
    def check_links(self, data: dict[str, Any], **_: Any) -> None:
        """Staff belong to an office, partners to their organisation."""
        if data["role"] not in CREATED_HERE:
            raise ValidationError({"role": [_l("Accounts of this role are made where the case is.")]})
        if data["role"] in (Role.OFFICER, Role.ORGANISER) and not data.get("office_id"):
            raise ValidationError({"office_id": [_l("This role needs an office.")]})
        if data["role"] is Role.PARTNER and not data.get("partner_id"):
            raise ValidationError({"partner_id": [_l("This role needs a partner.")]})


class SwitchForm(Schema):
    """On or off."""

    active = flag()


class OfficeForm(Schema):
    """A new office."""

    code = fields.String(required=True, validate=check_code)
    name = text(200, required=True)
    country = Countries(required=True)
    governorate = text(10)
    phone = text(32)


class ProgrammeForm(Schema):
    """A programme's facts; the code only where it is new."""

    code = fields.String(validate=check_code)
    name = text(200, required=True)
    starts_on = day(required=True)
    ends_on = day()
    host_countries = Countries(load_default=list, allow_none=True)
    countries_of_return = Countries(load_default=list, allow_none=True)
    target_employed = whole(0, 1_000_000)
    offices = fields.List(row_id(), load_default=list)
    version = row_version()

    @validates_schema
    def check_period(self, data: dict[str, Any], **_: Any) -> None:
        """The end not before the beginning."""
        if data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            raise ValidationError({"ends_on": [_l("The end lies before the beginning.")]})


class AuditFilter(Schema):
    """Whose entries, and of which day."""

    account = row_id()
    day = day()
