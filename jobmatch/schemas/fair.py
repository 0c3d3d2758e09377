"""Forms about job fairs."""

import re
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from jobmatch.languages import LANGUAGES
from jobmatch.schemas.fields import REQUIRED, Words, choice, day, flag, row_id, row_version, text, whole
from models import BoothState, CheckInWay, FairState, InterviewOutcome


def clock(*, required: bool = False) -> fields.Time:
    """A time of the day."""
    return fields.Time(
        required=required,
        allow_none=not required,
        error_messages=REQUIRED | {"invalid": _l("This is not a time."), "format": _l("This is not a time.")},
    )


class Breaks(fields.Field[list[list[str]]]):
    """Breaks as people write them: ``12:00-13:00; 15:30-15:45``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[list[str]]:
        breaks: list[list[str]] = []
        if str(value).strip() in ("-", "–", "—"):
            return breaks
        for part in filter(str.strip, re.split(r"[;,،؛\n]", str(value))):
            times = re.fullmatch(r"(\d{1,2}:\d{2})\s*[-–—]\s*(\d{1,2}:\d{2})", part.strip())
            if not times:
                raise ValidationError(_l("Write breaks as 12:00-13:00."))
            first, last = (read_clock(found) for found in times.groups())
            if last <= first:
                raise ValidationError(_l("A break ends before it begins."))
            breaks.append([first.isoformat("minutes"), last.isoformat("minutes")])
        return breaks


def read_clock(written: str) -> time:
    """A time such as 9:30."""
    try:
        return time.fromisoformat(written.zfill(5))
    except ValueError as error:
        raise ValidationError(_l("This is not a time.")) from error


def language() -> fields.String:
    """A language that the service writes in."""
    return fields.String(allow_none=True, validate=validate.OneOf(LANGUAGES, error=_l("Choose one of the list.")))


class FairForm(Schema):
    """The plan of a fair."""

    name = text(200, required=True)
    programme_id = row_id(required=True)
    governorate = text(10)
    venue = text(200)
    starts_on = day(required=True)
    ends_on = day(required=True)
    opens = clock(required=True)
    closes = clock(required=True)
    breaks = Breaks(load_default=list, allow_none=True)
    halls = Words(load_default=list, allow_none=True)
    languages = fields.List(language(), load_default=list)
    places = whole(1, 100_000)
    slot_minutes = whole(5, 240, required=True)
    way_minutes = whole(0, 240, required=True)
    at_most = whole(1, 50, required=True)
    at_least = whole(0, 50, required=True)
    note = text(5000)
    listed = flag()
    version = row_version()

    @validates_schema
    def check(self, data: dict[str, Any], **_: Any) -> None:
        """Days, hours and numbers in order."""
        if data["ends_on"] < data["starts_on"]:
            raise ValidationError(_l("The last day is before the first."), "ends_on")
        if (data["ends_on"] - data["starts_on"]).days > 30:
            raise ValidationError(_l("A fair lasts at most 31 days."), "ends_on")
        if data["closes"] <= data["opens"]:
            raise ValidationError(_l("The fair closes before it opens."), "closes")
        if data["at_least"] > data["at_most"]:
            raise ValidationError(_l("This is more than the most."), "at_least")


class DayForm(Schema):
    """A day of a fair whose hours differ; what is left empty is as usual."""

    on = day(required=True)
    closed = flag()
    opens = clock()
    closes = clock()
    breaks = Breaks(allow_none=True)


class FairStepForm(Schema):
    """The next step of a fair."""

    to = choice(FairState, required=True)


class InviteForm(Schema):
    """Rows ticked in a list."""

    ids = fields.List(row_id(), load_default=list)


class BoothForm(Schema):
    """A booth: where it stands, who works there, what it brings."""

    hall_id = row_id()
    booth = text(20)
    interviewers = whole(1, 50, required=True)
    interviewer_names = Words(load_default=list, allow_none=True, validate=validate.Length(max=50))
    opens = clock()
    closes = clock()
    breaks = Breaks(load_default=list, allow_none=True)
    vacancies = fields.List(row_id(), load_default=list)


class OwnBoothForm(Schema):
    """What an employer says about its own booth."""

    interviewers = whole(1, 50, required=True)
    interviewer_names = Words(load_default=list, allow_none=True, validate=validate.Length(max=50))
    vacancies = fields.List(row_id(), load_default=list)


class BoothAnswerForm(Schema):
    """Whether the employer comes."""

    to = choice(BoothState, required=True)


class AnswerForm(Schema):
    """A person's answer to an invitation."""

    comes = flag()
    wishes = fields.List(row_id(), load_default=list)
    here_from = clock()
    here_until = clock()
    needs_access = flag()
    needs_childcare = flag()


class YesNoForm(Schema):
    """A yes or a no, and nothing else."""

    comes = flag()


class RunForm(Schema):
    """How long the search may take."""

    minutes = whole(1, 60, required=True)


class PutForm(Schema):
    """An interview put by hand."""

    booth_id = row_id(required=True)
    starts_at = fields.AwareDateTime(required=True, error_messages=REQUIRED | {"invalid": _l("Choose a time.")})


class MoveForm(Schema):
    """Another time for an interview."""

    starts_at = fields.AwareDateTime(required=True, error_messages=REQUIRED | {"invalid": _l("Choose a time.")})
    version = row_version()


class WalkInForm(Schema):
    """Somebody who walks in: as little as possible, and the consent."""

    name = text(200, required=True)
    phone = text(32)
    language = language()
    consents = flag()
    client_id = text(40, required=True)


class RatingForm(Schema):
    """What somebody thinks of the fair."""

    rating = whole(0, 10, required=True)
    rating_note = text(2000)


class CheckInRow(Schema):
    """One check-in that a device gathered."""

    client_id = fields.String(required=True, validate=validate.Length(min=8, max=40))
    token = fields.String(required=True, validate=validate.Length(max=40))
    way = fields.Enum(CheckInWay, by_value=True, required=True)
    at = fields.AwareDateTime(required=True)


class CheckIns(Schema):
    """What a device gathered while the network was away."""

    check_ins = fields.List(fields.Nested(CheckInRow), required=True, validate=validate.Length(max=500))


class QueuedWalkIn(Schema):
    """Somebody who walked in while the network was away.

    A name may be blank here: that row alone is refused then, and does not hold up the others of its device.
    """

    client_id = fields.String(required=True, validate=validate.Length(min=8, max=40))
    name = fields.String(required=True, validate=validate.Length(max=200))
    sealed = fields.String(allow_none=True, validate=validate.Length(max=1000))
    phone = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=32))  # of older pages
    language = language()
    consents = fields.Boolean(required=True)
    at = fields.AwareDateTime(required=True)


class SealedContacts(Schema):
    """What is sealed in the row of somebody who walked in."""

    phone = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=32))
    language = language()


class QueuedWalkIns(Schema):
    """Everybody whom a device registered while the network was away."""

    walk_ins = fields.List(fields.Nested(QueuedWalkIn), required=True, validate=validate.Length(max=100))


class OutcomeForm(Schema):
    """How an interview went."""

    outcome = choice(InterviewOutcome, required=True)
    vacancy_id = row_id()


class CodeForm(Schema):
    """A booth's code, or the code of a badge."""

    code = text(60, required=True)
