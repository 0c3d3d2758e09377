"""Forms about messages: how somebody wants to be told, and the code of one."""

from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validates_schema

from jobmatch.schemas.fields import choice, flag, row_version, text
from models import NoticeState, NoticeTopic, NoticeWay

WAY = "way_"


class QuietHours(Schema):
    """From when until when nobody is told anything that can wait."""

    version = row_version()
    quiet = flag()
    quiet_from = fields.Time(allow_none=True, error_messages={"invalid": _l("This is not a time.")})
    quiet_until = fields.Time(allow_none=True, error_messages={"invalid": _l("This is not a time.")})

    @validates_schema
    def check_hours(self, values: dict[str, Any], **_more: Any) -> None:
        """Both, and not the same."""
        start, end = values.get("quiet_from"), values.get("quiet_until")
        if values.get("quiet") and (start is None or end is None):
            raise ValidationError(_l("Say from when until when."), "quiet_from" if start is None else "quiet_until")
        if values.get("quiet") and start == end:
            raise ValidationError(_l("From and until must differ."), "quiet_until")


def hours_of(values: dict[str, Any]) -> tuple[time, time] | None:
    """The quiet hours of a form that was read, or None."""
    return (values["quiet_from"], values["quiet_until"]) if values["quiet"] else None


def ways_of(values: dict[str, Any]) -> dict[NoticeTopic, NoticeWay]:
    """The ways that were chosen, by topic."""
    return {topic: values[WAY + topic] for topic in NoticeTopic if values.get(WAY + topic)}


PreferenceForm: type[Schema] = type(
    "PreferenceForm",
    (QuietHours,),
    {"__doc__": "Ways by topic, and quiet hours.", **{WAY + topic: choice(NoticeWay) for topic in NoticeTopic}},
)


class CodeForm(Schema):
    """The code under a message."""

    code = text(40, required=True)


class NoticeFilter(Schema):
    """Which messages to list."""

    state = choice(NoticeState)
