"""Forms about counselling sessions, notes, tasks and courses."""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validates_schema

from jobmatch.schemas.fields import REQUIRED, choice, day, row_id, row_version, text, whole
from models import EnrolmentKind, EnrolmentState, SessionKind, Visibility


class SessionForm(Schema):
    """A talk with a person."""

    kind = choice(SessionKind, required=True)
    held_on = day(required=True)
    minutes = whole(1, 600)
    summary = text(10_000, required=True)
    agreed_steps = text(5000)


class NoteForm(Schema):
    """A note, and who may read it."""

    text = fields.String(required=True, error_messages=REQUIRED)
    visibility = choice(Visibility, required=True)


class TaskForm(Schema):
    """Something to do."""

    title = text(300, required=True)
    due_on = day()
    officer_id = row_id()


class TaskStepForm(Schema):
    """A task that is done, or not after all."""

    version = row_version()


class EnrolmentForm(Schema):
    """A course or training that begins."""

    kind = choice(EnrolmentKind, required=True)
    title = text(200, required=True)
    provider = text(200)
    started_on = day(required=True)
    ends_on = day()

    @validates_schema
    def check_order(self, data: dict[str, Any], **_: Any) -> None:
        """It ends after it begins."""
        if data.get("started_on") and data.get("ends_on") and data["ends_on"] < data["started_on"]:
            raise ValidationError(_l("The end lies before the beginning."), "ends_on")


class EndEnrolmentForm(Schema):
    """How a course ended."""

    to = choice(EnrolmentState, required=True)
    ended_on = day(required=True)
    certificate = text(200)
    version = row_version()

    @validates_schema
    def check_end(self, data: dict[str, Any], **_: Any) -> None:
        """Only an end ends it."""
        if data.get("to") is EnrolmentState.ENROLLED:
            raise ValidationError(_l("Choose one of the list."), "to")
