"""Input at the edge: a posted form or a query string becomes validated values, or errors beside the fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter, Map

from jobmatch.errors import InvalidInput
from jobmatch.i18n import spoken
from jobmatch.schemas.fields import LARGEST

MOST_ROWS = 100


@dataclass(frozen=True)
class Submitted:
    """What was sent: `values` are clean, `errors` by field, `raw` as typed so that nothing has to be typed again."""

    values: dict[str, Any]
    errors: dict[str, list[str]]
    raw: MultiDict[str, str]

    @property
    def ok(self) -> bool:
        """Whether every value can be used."""
        return not self.errors


def as_dict(schema: Schema, form: MultiDict[str, str]) -> dict[str, Any]:
    """One value per field, a list where the schema wants a list; blanks count as not given."""
    data: dict[str, Any] = {}
    for name, field in schema.fields.items():
        key = field.data_key or name
        if isinstance(field, fields.List):
            if key in form:
                data[key] = [value.strip() for value in form.getlist(key) if value.strip()]
        elif key in form:
            text = form[key].strip()
            if text or isinstance(field, fields.String):
                data[key] = text or None
            else:
                data[key] = None
    return data


def flatten(messages: Any, name: str = "") -> dict[str, list[str]]:
    """Marshmallow's nested messages as one list per field; the position within a list is left out."""
    if isinstance(messages, list):
        return {name: [str(message) for message in messages]}
    if not isinstance(messages, Mapping):
        return {name: [str(messages)]}
    found: dict[str, list[str]] = {}
    for key, value in messages.items():
        inner = name if isinstance(key, int) or key == "_schema" else str(key)
        for field, texts in flatten(value, inner).items():
            found.setdefault(field, []).extend(texts)
    return found


def read(schema: type[Schema], form: MultiDict[str, str], **options: Any) -> Submitted:
    """Validate a form; errors are returned for the page to show."""
    reader = schema(unknown=EXCLUDE, **options)
    try:
        return Submitted(reader.load(as_dict(reader, form)), {}, form)
    except ValidationError as error:
        return Submitted({}, flatten(error.messages), form)


def require(schema: type[Schema], form: MultiDict[str, str], **options: Any) -> dict[str, Any]:
    """Validate a form that has no page of its own to show errors on; raise `InvalidInput`."""
    submitted = read(schema, form, **options)
    if not submitted.ok:
        raise InvalidInput(submitted.errors)
    return submitted.values


def row_number(text: str) -> int:
    """The number of a row, as `type` of a value in an address; ValueError for what no row can have."""
    number = int(text)
    if not 0 < number <= LARGEST:
        raise ValueError(text)
    return number


class RowNumber(IntegerConverter):
    """``<int:…>`` in an address; what no row can have is no address of ours."""

    def __init__(self, map: Map, **options: Any) -> None:
        super().__init__(map, **{"max": LARGEST, **options})


def read_rows(schema: type[Schema], form: MultiDict[str, str], prefix: str, first: str) -> Submitted:
    """Validate the repeated rows of a form, whose fields are named such as ``skills_0_level``.

    A row whose `first` field is blank is left out. Errors stand under the field's full name.

    Returns
    -------
    Submitted
        Its `values` hold the rows under `prefix`.
    """
    numbers = sorted({int(m[1]) for key in form if (m := re.fullmatch(rf"{prefix}_(\d{{1,3}})_{first}", key))})
    rows: list[dict[str, Any]] = []
    errors: dict[str, list[str]] = {}
    for number in numbers[:MOST_ROWS]:
        start = f"{prefix}_{number}_"
        cells = MultiDict(
            (key.removeprefix(start), value) for key, value in form.items(multi=True) if key.startswith(start)
        )
        if not cells.get(first, "").strip():
            continue
        row = read(schema, cells)
        rows.append(row.values)
        errors |= {start + (name or first): messages for name, messages in row.errors.items()}
    return Submitted({prefix: rows}, errors, form)


def rows_sent(form: MultiDict[str, str], prefix: str) -> int:
    """How many repeated rows a form holds, blank ones counted, so that the page can show all of them again."""
    return 1 + max((int(m[1]) for key in form if (m := re.match(rf"{prefix}_(\d{{1,3}})_", key))), default=-1)


def together(*parts: Submitted) -> Submitted:
    """Several parts of one form as one: its values are clean only if those of every part are."""
    values = {key: value for part in parts for key, value in part.values.items()}
    errors = {key: messages for part in parts for key, messages in part.errors.items()}
    return Submitted(values if not errors else {}, errors, parts[0].raw)


def rejected(form: Submitted, error: InvalidInput) -> Submitted:
    """The form with what a service found wrong with it, to be shown again."""
    found = {name: [spoken(text) for text in texts] for name, texts in error.errors.items()}
    return Submitted({}, {**form.errors, **found}, form.raw)
