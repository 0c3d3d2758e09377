"""What a report is asked for."""

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields

from jobmatch.schemas.fields import text


def end_of_period(key: str) -> fields.Date:
    """A day under the name that the address uses."""
    return fields.Date(
        data_key=key, load_default=None, allow_none=True, error_messages={"invalid": _l("This is not a date.")}
    )


class ReportForm(Schema):
    """A programme, and where wanted a host country and a period."""

    programme = text(40)
    host_country = text(2)
    first = end_of_period("from")
    last = end_of_period("to")
