"""Fields that several forms share, with their messages in the reader's language."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError, fields, validate

MOST_PHRASES = 100
LARGEST = 2**31 - 1
"""The largest number that the database has for a row."""

CURRENCIES = ("IQD", "USD", "EUR")

REQUIRED = {"required": _l("This is needed."), "null": _l("This is needed.")}


def text(maximum: int, *, required: bool = False) -> fields.String:
    """One line or several, at most `maximum` characters."""
    return fields.String(
        required=required,
        allow_none=not required,
        error_messages=REQUIRED | {"invalid": _l("This is not a text.")},
        validate=validate.Length(max=maximum, error=_l("At most {max} characters.")),
    )


def whole(minimum: int, maximum: int, *, required: bool = False) -> fields.Integer:
    """A whole number within limits."""
    return fields.Integer(
        required=required,
        allow_none=not required,
        error_messages=REQUIRED | {"invalid": _l("This is not a whole number.")},
        validate=validate.Range(minimum, maximum, error=_l("From {min} to {max}.")),
    )


def row_id(*, required: bool = False) -> fields.Integer:
    """The number of a row; what no row can have is refused before the database sees it."""
    return whole(1, LARGEST, required=required)


def row_version() -> fields.Integer:
    """The version of the row that the form was opened with."""
    return whole(1, LARGEST)


def number(minimum: float, maximum: float) -> fields.Float:
    """A number within limits."""
    return fields.Float(
        allow_none=True,
        error_messages={"invalid": _l("This is not a number."), "special": _l("This is not a number.")},
        validate=validate.Range(minimum, maximum, error=_l("From {min} to {max}.")),
    )


def amount() -> fields.Decimal:
    """An amount of money."""
    return fields.Decimal(
        places=2,
        allow_none=True,
        error_messages={"invalid": _l("This is not an amount."), "special": _l("This is not an amount.")},
        validate=validate.Range(0, 999_999_999_999, error=_l("From {min} to {max}.")),
    )


def choice(enum: Any, *, required: bool = False) -> fields.Enum:
    """One member of an enum, by value."""
    return fields.Enum(
        enum,
        by_value=True,
        required=required,
        allow_none=not required,
        error_messages=REQUIRED | {"unknown": _l("Choose one of the list.")},
    )


def day(*, required: bool = False) -> fields.Date:
    """A calendar day."""
    return fields.Date(
        required=required,
        allow_none=not required,
        error_messages=REQUIRED | {"invalid": _l("This is not a date."), "format": _l("This is not a date.")},
    )


def flag() -> fields.Boolean:
    """A tick box; not ticked is not sent."""
    return fields.Boolean(load_default=False)


def currency() -> fields.String:
    """A currency's ISO 4217 code."""
    return fields.String(allow_none=True, validate=validate.OneOf(CURRENCIES, error=_l("Choose one of the list.")))


class Words(fields.Field[list[str]]):
    """Several phrases in one input, apart by semicolon or line; by comma only where neither is used.

    Each is coded, so that there are not more than `MOST_PHRASES`.
    """

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[str]:
        if not isinstance(value, str):
            raise ValidationError("not a text")
        parts = re.split(r"[;؛\r\n]+", value)
        if len(parts) == 1:
            parts = re.split(r"[,،]", value)
        phrases = list(dict.fromkeys(part.strip()[:300] for part in parts if part.strip()))
        if len(phrases) > MOST_PHRASES:
            raise ValidationError(_l("This is too long."))
        return phrases
