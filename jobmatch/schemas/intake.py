"""Forms about imports, unsure codings, possible duplicates and consents of many."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validates_schema

from jobmatch.schemas.fields import choice, day, row_id, row_version
from models import ConsentGiven, ConsentPurpose, ImportKind

MOST_AT_ONCE = 500


class UploadForm(Schema):
    """A file of people or of vacancies; the programme is needed for people."""

    kind = choice(ImportKind, required=True)
    programme_id = row_id()

    @validates_schema
    def check_programme(self, data: dict[str, Any], **_: Any) -> None:
        """People belong to a programme."""
        if data.get("kind") is ImportKind.JOB_SEEKERS and not data.get("programme_id"):
            raise ValidationError(_l("Choose the programme."), "programme_id")


class SettleForm(Schema):
    """The concept that a text means."""

    concept = fields.String(required=True)


class MergeForm(Schema):
    """Which of the two records keeps its facts where they differ."""

    keep = row_id(required=True)
    version = row_version()


class ConsentsForm(Schema):
    """Consents of several people, given on one day."""

    ids = fields.List(row_id(), load_default=list)
    purposes = fields.List(
        fields.Enum(ConsentPurpose, by_value=True, error_messages={"unknown": _l("Choose one of the list.")}),
        load_default=list,
    )
    given = choice(ConsentGiven, required=True)
    given_on = day(required=True)

    @validates_schema
    def check_choice(self, data: dict[str, Any], **_: Any) -> None:
        """Somebody, and something."""
        if not 1 <= len(data.get("ids", [])) <= MOST_AT_ONCE:
            raise ValidationError(_l("Tick at least one person."), "ids")
        if not data.get("purposes"):
            raise ValidationError(_l("Tick at least one purpose."), "purposes")
