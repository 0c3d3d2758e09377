"""What each field of a job seeker's row is read with."""

import re
from datetime import date
from functools import partial
from typing import Any

from jobmatch.services import facts
from jobmatch.services.intake import dates, languages, names, readers, words
from jobmatch.services.intake.cells import Unreadable, split
from jobmatch.services.intake.readers import text_reader, value_reader
from jobmatch.services.intake.understanding import Cell, Context, Reader, Row, Understood, understand
from models import ConsentGiven, ConsentPurpose

BIRTH_NAMES = ("first_name", "middle_name", "family_name")
DAY_IN_TEXT = re.compile(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{5}")


def understand_person(cells: list[str], context: Context) -> Understood:
    """Read a row of a person.

    A row without a name and without a reference cannot become a record: it is rejected as ``no_name``.
    """
    found = understand(cells, context, READERS)
    finish_name(found)
    if not (found.values.get("name_latin") or found.values.get("name_native") or found.values.get("case_reference")):
        found.rejected = "no_name"
    return found


def read_name(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """A whole name, in either script or in both."""
    if any(part in row.by_field for part in BIRTH_NAMES) and cells[0][0] in found.raw:
        return
    put_name(found, names.tidy(cells[0][1]), cells[0])


def read_part(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """A part of a name: the parts that there are make the name, once, in reading order."""
    if found.values.get("name_from_parts") or "name" in row.by_field:
        if "name" in row.by_field:
            found.raw.update(cells)
        return
    parts = [names.tidy(row.by_field[part][0][1]) for part in BIRTH_NAMES if part in row.by_field]
    found.values["name_from_parts"] = True
    put_name(found, " ".join(parts), cells[0])


def put_name(found: Understood, name: str, cell: Cell) -> None:
    """Store a name under its script."""
    latin, native = names.by_script(name)
    for column, value in (("name_latin", latin), ("name_native", native)):
        if value and len(value) > 200:
            raise Unreadable("too_long")
        if value and not found.values.get(column):
            found.values[column] = value
        elif value and found.values[column] != value:
            found.raw[cell[0]] = cell[1]


def finish_name(found: Understood) -> None:
    """A name whose letters are of another script than its column says goes where its letters belong."""
    found.values.pop("name_from_parts", None)


def read_script_name(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """A name in a column of its own script."""
    put_name(found, names.tidy(cells[0][1]), cells[0])


def store_floor(found: Understood, pay: Any) -> None:
    """The least pay that somebody asks for: the lower end of what they wrote."""
    found.values.update(pay_floor=str(pay.low), pay_currency=pay.currency, pay_period=pay.period.value)
    if pay.high != pay.low:
        found.raw["pay range"] = f"{pay.low} - {pay.high} {pay.currency}"


def read_education(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """The level of education; the words are kept beside it."""
    heading, text = cells[0]
    if len(text) > 300:
        raise Unreadable("too_long")
    found.values["education_text"] = text.replace("\n", " ")
    level = facts.education_level(text)
    if level is None:
        found.problem(heading, text, "education_unknown")
    else:
        found.values["education"] = level


def read_skills(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """Several skills in a cell, with levels and years."""
    for heading, text in cells:
        named = languages.parse_named(text, levels=True)
        found.skills += [one.as_list() for one in named]
        if not named:
            found.problem(heading, text, "nothing_named")


def read_jobs(found: Understood, cells: list[Cell], row: Row, context: Context, *, wanted: bool) -> None:
    """Occupations held or wanted, several in a cell."""
    for heading, text in cells:
        named = languages.parse_named(text, levels=False)
        found.occupations += [[one.text, one.years, not wanted, wanted] for one in named]
        if not named:
            found.problem(heading, text, "nothing_named")


def read_language(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """The level of the language that the column is for."""
    for name, several in row.by_field.items():
        if several is not cells:
            continue
        _, code, *competence = name.split(":")
        level, mother_tongue = languages.parse_level(cells[0][1])
        readers.add_language(
            found, code, {competence[0] if competence else "level": level}, mother_tongue=mother_tongue
        )


def read_mother_tongue(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """The mother tongue, or two."""
    codes = [facts.language_code(part) for part in split(cells[0][1])]
    for code in codes:
        if code:
            readers.add_language(found, code, {"level": 6}, mother_tongue=True)
    if None in codes or not codes:
        raise Unreadable("language_unknown")


def read_contracts(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """Contract types that are accepted."""
    kinds = [words.meaning("contract", part) for part in split(cells[0][1])]
    known = [kind for kind in kinds if kind]
    if not known:
        known = [kind] if (kind := words.contained("contract", cells[0][1])) else []
    if known:
        found.values["contracts"] = list(dict.fromkeys(known))
    if not known or None in kinds:
        found.problem(*cells[0], "contract_unknown")


def read_governorates(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """Where else somebody would work: governorates by name, or by a town in them."""
    codes = []
    for part in split(cells[0][1]):
        place = facts.known_place(part, context.country)
        codes.append(place.governorate if place else None)
    if any(codes):
        found.values["governorates"] = list(dict.fromkeys(code for code in codes if code))
    if None in codes or not codes:
        found.problem(*cells[0], "governorate_unknown")


def read_consent(found: Understood, cells: list[Cell], row: Row, context: Context, *, purposes: Any) -> None:
    """A consent counts with its day only. A bare yes is a problem, a no is kept as it stands."""
    heading, text = cells[0]
    answer = words.meaning("yes_no", text)
    if answer == "no":
        found.raw[heading] = text
        return
    if answer == "yes":
        raise Unreadable("consent_without_date")
    given_on = consent_day(text, context.today)
    how = words.meaning("consent_given", row.text("consent_given") or "") or words.contained("consent_given", text)
    given = ConsentGiven(how) if how else ConsentGiven.IN_WRITING
    found.consents += [[purpose.value, given_on.isoformat(), given.value] for purpose in purposes]


def consent_day(text: str, today: date) -> date:
    """The day in a cell such as ``signed 12/03/2026``."""
    try:
        return dates.parse_past(text, today)
    except Unreadable as error:
        inside = DAY_IN_TEXT.search(text)
        if error.code != "date_invalid" or inside is None:
            raise
        return dates.parse_past(inside[0], today)


def read_consent_given(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """How the consent was given is read with its day; without a day it stays raw."""
    if "consent_on" not in row.by_field or words.meaning("consent_given", cells[0][1]) is None:
        found.raw.update(cells)


CONTACT_LANGUAGES = {
    "eng": "en", "fra": "fr", "nld": "nl", "ara": "ar", "arb": "ar", "acm": "ar", "ckb": "ckb", "kmr": "ku",
    "kur": "ckb",
}  # fmt: skip


def read_contact_language(found: Understood, cells: list[Cell]) -> None:
    """The language to write to somebody in, of those that the service speaks."""
    code = CONTACT_LANGUAGES.get(facts.language_code(cells[0][1]) or "")
    if code is None:
        raise Unreadable("language_unknown")
    found.values["language"] = code


def read_either_language(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """``language:eng`` is the level of a language, ``language`` the one to write in."""
    if any(several is cells and ":" in name for name, several in row.by_field.items()):
        read_language(found, cells, row, context)
    else:
        read_contact_language(found, cells)


READERS: dict[str, Reader] = {
    "case_reference": text_reader("case_reference", 40),
    "name": read_name,
    **dict.fromkeys(BIRTH_NAMES, read_part),
    "name_native": read_script_name,
    "name_latin": read_script_name,
    "phone": readers.read_phone,
    "other_phone": readers.read_other_phone,
    "email": value_reader("email", readers.email),
    "address": text_reader("address", 300),
    "birth_on": readers.birth,
    "gender": value_reader("gender", readers.choice("gender", "gender_unknown")),
    "host_country": value_reader("host_country", readers.country),
    "returned_on": value_reader("returned_on", readers.past_day),
    "household_size": value_reader("household_size", readers.whole(1, 40)),
    "language": read_either_language,
    "place": text_reader("place_text", 200),
    "governorate": value_reader("governorate", readers.governorate),
    "radius_km": value_reader("radius_km", readers.amount(1, 2000)),
    "governorates": read_governorates,
    "abroad": value_reader("abroad", readers.yes_no),
    "remote": value_reader("remote", readers.yes_no),
    "experience_years": value_reader("experience_years", readers.experience),
    "education": read_education,
    "available_on": value_reader("available_on", readers.day_or_now),
    "pay": readers.pay_reader(store_floor),
    "pay_currency": readers.read_with_pay,
    "pay_period": readers.read_with_pay,
    "contract": read_contracts,
    "licences": readers.read_licences,
    "summary": text_reader("summary", 20_000),
    "skills": read_skills,
    "occupations_held": partial(read_jobs, wanted=False),
    "occupations_wanted": partial(read_jobs, wanted=True),
    "languages": readers.read_languages,
    "mother_tongue": read_mother_tongue,
    "consent_on": partial(read_consent, purposes=(ConsentPurpose.MATCHING, ConsentPurpose.EMPLOYERS)),
    "consent_fairs_on": partial(read_consent, purposes=(ConsentPurpose.FAIRS,)),
    "consent_given": read_consent_given,
    "registered_on": value_reader("registered_on", readers.past_day),
}
