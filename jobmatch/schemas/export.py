"""What is asked for when a list is exported or kept."""

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from jobmatch.schemas.fields import REQUIRED, choice, flag, row_version, text
from models import ExportFormat, ExportPurpose

LEAST_PASSWORD = 12


class ExportForm(Schema):
    """Columns in their order, a format and a purpose."""

    columns = fields.List(fields.String(), load_default=list)
    format = choice(ExportFormat, required=True)
    purpose = choice(ExportPurpose, required=True)


class ListForm(Schema):
    """A named list: its columns and its name; the version that the form was opened with."""

    columns = fields.List(fields.String(), load_default=list)
    name = text(100, required=True)
    format = choice(ExportFormat, required=True)
    purpose = choice(ExportPurpose, required=True)
    shared = flag()
    version = row_version()


class PasswordForm(Schema):
    """The password of a protected file; it is used once and kept nowhere."""

    password = fields.String(
        required=True,
        error_messages=REQUIRED,
        validate=validate.Length(LEAST_PASSWORD, 128, error=_l("From {min} to {max} characters.")),
    )
