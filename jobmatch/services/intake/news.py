"""What a row says that the record does not say yet. A row that brings no news changes nothing.

An import adds and corrects; it never erases. An empty cell, a column that the file does not have and a column that was
hidden from whoever made the file all say nothing. What was only inferred (a currency that no cell gives, the
governorate of a town) does not replace what is recorded.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from jobmatch.services.intake import names, records
from jobmatch.services.intake.cells import clean
from jobmatch.services.plain import plain
from models import (
    Consent,
    DatePrecision,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
)

KEPT = frozenset({"name_latin", "name_native", "case_reference", "registered_on"})
"""Facts that a sheet may add but not replace: another spelling of the name is kept raw."""
SAME_NUMBER = 1e-6


@dataclass(frozen=True)
class Change:
    """One difference. `part` is what it adds to (empty for a column), `note` what an undo needs."""

    part: str
    name: str
    note: Any
    write: Callable[[], None]


def news_of(
    person: JobSeeker,
    parsed: Mapping[str, Any],
    coded: tuple[records.Coded, records.Coded],
    *,
    by_id: int | None,
    at: datetime,
) -> list[Change]:
    """Every difference between an understood row and the person; nothing is written before `Change.write` is called."""
    raw = dict(parsed.get("raw") or {})
    columns: list[Change] = []
    for name, value in news_of_columns(person, parsed):
        if getattr(person, name) is not None and name in KEPT:
            raw.setdefault(name.replace("_", " "), str(value))
        else:
            columns.append(column_change(person, name, value))
    return [
        *columns,
        *news_of_raw(person, raw),
        *news_of_skills(person, parsed, coded[0]),
        *news_of_occupations(person, parsed, coded[1]),
        *news_of_languages(person, parsed),
        *news_of_consents(person, parsed, by_id=by_id, at=at),
    ]


def column_change(record: Any, name: str, value: Any) -> Change:
    """A column gets another value."""
    return Change("", name, plain(getattr(record, name)), partial(setattr, record, name, value))


def news_of_columns(record: Any, parsed: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The columns of a person or a vacancy that a row gives another value."""
    values = records.typed(parsed.get("values") or {})
    for name in old_news(record, values, parsed.get("inferred") or ()):
        values.pop(name, None)
    for name, value in values.items():
        if value is not None and not says_the_same(name, getattr(record, name), value):
            yield name, value


def old_news(record: Any, values: Mapping[str, Any], inferred: Sequence[str]) -> set[str]:
    """Columns of which the row says nothing new: the same place otherwise written, a year of a known birth date.

    What was inferred is news where nothing is recorded, and the governorate where the place is another one.
    """
    old = {name for name in inferred if getattr(record, name) is not None}
    if "place_text" in values:
        key = values.get("place_key")
        same_words = says_the_same("place_text", record.place_text, values["place_text"])
        if same_words and record.place_key:
            old.add("place_key")
        elif key and key == record.place_key:
            old.add("place_text")
        elif key:
            old.discard("governorate")
    held, birth = getattr(record, "birth_on", None), values.get("birth_on")
    if held and birth and same_birth(record, birth, values["birth_precision"]):
        old |= {"birth_on", "birth_precision"}
    return old


def same_birth(person: JobSeeker, birth: date, precision: DatePrecision) -> bool:
    """Whether a birth date says no more than the one that is held: 1990 of 1990-05-14, 1 July of a year alone."""
    held = person.birth_on
    if held is None:
        return False
    if held == birth:
        return precision is not DatePrecision.DAY or person.birth_precision is DatePrecision.DAY
    if person.birth_precision is not precision or precision is DatePrecision.DAY or held.year != birth.year:
        return False
    return precision is DatePrecision.YEAR or held.month == birth.month


def says_the_same(name: str, held: Any, value: Any) -> bool:
    """Whether two values of a column are one, whatever spaces, order or capitals a sheet gave them."""
    if held is None or held == value:
        return held == value
    if isinstance(value, str) and isinstance(held, str) and not isinstance(held, StrEnum):
        if name in ("name_latin", "name_native"):
            return names.tidy(held) == value
        return flat(held) == flat(value)
    if isinstance(value, list) and isinstance(held, list):
        return set(held) == set(value)
    if isinstance(value, (float, int)) and isinstance(held, (float, int)):
        return abs(held - value) < SAME_NUMBER
    return False


def flat(text: str) -> str:
    """A text in one line of cleaned words."""
    return clean(text).replace("\n", " ")


def news_of_raw(record: Any, raw: Mapping[str, str]) -> Iterator[Change]:
    """Cells that no field takes; another value under the same heading stands beside the one that is there."""
    held = dict(record.raw_intake or {})
    merged = dict(held)
    for heading, text in raw.items():
        name, number = heading, 2
        while name in merged and merged[name] != text:
            name, number = f"{heading} ({number})", number + 1
        merged[name] = text
    if merged != held:
        yield column_change(record, "raw_intake", merged)


def known_as(rows: Sequence[Any]) -> Callable[[Mapping[str, Any]], Any]:
    """Finds a held skill or occupation: by its concept, else by its words."""
    concepts = {row.concept: row for row in rows if row.concept}
    texts = {flat(row.text).casefold(): row for row in rows if row.text}

    def find(told: Mapping[str, Any]) -> Any:
        return concepts.get(told["concept"]) or texts.get(flat(told["text"]).casefold())

    return find


def key_of(row: Any) -> str:
    """What an undo finds a skill or an occupation by."""
    return row.concept or f"={row.text}"


def news_of_skills(person: JobSeeker, parsed: Mapping[str, Any], coded: records.Coded) -> Iterator[Change]:
    """Skills that are new, and levels and years where none was known."""
    known = known_as(person.skills)
    for row in records.skill_rows(person.id, parsed.get("skills", ()), coded):
        held = known(row)
        if held is None:
            new = partial(add, person.skills, JobSeekerSkill, row)
            yield Change("skills", "skills", row["concept"] or f"={row['text']}", new)
        else:
            yield from filled("skills", held, row, ("level", "years"))


def news_of_occupations(person: JobSeeker, parsed: Mapping[str, Any], coded: records.Coded) -> Iterator[Change]:
    """Occupations that are new; what was only held or only wanted may become both."""
    known = known_as(person.occupations)
    for row in records.occupation_rows(person.id, parsed.get("occupations", ()), coded):
        held = known(row)
        if held is None:
            new = partial(add, person.occupations, JobSeekerOccupation, row)
            yield Change("occupations", "occupations", row["concept"] or f"={row['text']}", new)
            continue
        for flag in ("held", "wanted"):
            if row[flag] and not getattr(held, flag):
                note = f"{key_of(held)}:{flag}"
                yield Change("occupations", "occupations", note, partial(setattr, held, flag, True))
        yield from filled("occupations", held, row, ("years",))


def news_of_languages(person: JobSeeker, parsed: Mapping[str, Any]) -> Iterator[Change]:
    """Languages that are new; a level in the sheet replaces the one that is there."""
    known = {row.code: row for row in person.languages}
    for row in records.language_rows(person.id, parsed.get("languages", ())):
        held = known.get(row["code"])
        if held is None:
            new = partial(add, person.languages, JobSeekerLanguage, row)
            yield Change("languages", "languages", row["code"], new)
            continue
        for name in records.LEVELS:
            if row[name] is not None and row[name] != getattr(held, name):
                note = f"{row['code']}:{name}:{getattr(held, name)}"
                yield Change("languages", "languages", note, partial(setattr, held, name, row[name]))
        if row["mother_tongue"] and not held.mother_tongue:
            note = f"{row['code']}:mother_tongue:False"
            yield Change("languages", "languages", note, partial(setattr, held, "mother_tongue", True))


def news_of_consents(
    person: JobSeeker, parsed: Mapping[str, Any], *, by_id: int | None, at: datetime
) -> Iterator[Change]:
    """Consents for purposes that have none in force; one that was withdrawn on or after that day stays so."""
    in_force = {row.purpose for row in person.consents if row.withdrawn_on is None}
    withdrawn: dict[Any, date] = {}
    for row in person.consents:
        if row.withdrawn_on is not None:
            withdrawn[row.purpose] = max(row.withdrawn_on, withdrawn.get(row.purpose, date.min))
    for told in records.consent_rows(person.id, parsed.get("consents", ()), by_id=by_id, at=at):
        if told["purpose"] in in_force or withdrawn.get(told["purpose"], date.min) >= told["given_on"]:
            continue
        yield Change("consents", "consents", told["purpose"].value, partial(add, person.consents, Consent, told))


def add(rows: list[Any], model: type[Any], values: Mapping[str, Any]) -> None:
    """Put a new row beside the others."""
    rows.append(model(**values))


def filled(part: str, held: Any, row: Mapping[str, Any], columns: Sequence[str]) -> Iterator[Change]:
    """Figures that nobody knew."""
    for name in columns:
        if row[name] is not None and getattr(held, name) is None:
            yield Change(part, part, f"{key_of(held)}:{name}:None", partial(setattr, held, name, row[name]))
