"""What each field of a vacancy's row is read with."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from jobmatch.services import facts
from jobmatch.services.intake import languages, readers
from jobmatch.services.intake.cells import Unreadable
from jobmatch.services.intake.phones import parse_phones
from jobmatch.services.intake.readers import text_reader, value_reader
from jobmatch.services.intake.understanding import Cell, Context, Reader, Row, Understood, understand


def understand_vacancy(cells: list[str], context: Context) -> Understood:
    """Read a row of a vacancy; one without a title or an employer is rejected unless its reference may be known."""
    found = understand(cells, context, READERS)
    found.rejected = None if found.values.get("reference") else missing(found.as_json())
    return found


def missing(parsed: Mapping[str, Any]) -> str | None:
    """The code of what a row lacks to become a new vacancy."""
    if not (parsed.get("values") or {}).get("title"):
        return "no_title"
    return None if (parsed.get("employer") or {}).get("name") else "no_employer"


def read_employer(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """The employer's name."""
    name = cells[0][1].replace("\n", " ")
    if len(name) > 200:
        raise Unreadable("too_long")
    found.employer["name"] = name


def read_contact(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """Whom to speak to at the employer."""
    found.employer["contact_name"] = cells[0][1].replace("\n", " ")[:200]


def read_contact_phone(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """The employer's number; a second one stays raw."""
    numbers = parse_phones(cells[0][1], context.country)
    found.employer["phone"] = numbers[0]
    if len(numbers) > 1:
        found.raw[cells[0][0]] = cells[0][1]


def read_contact_email(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """The employer's address."""
    found.employer["email"] = readers.email(cells[0][1], context)


def read_wanted(found: Understood, cells: list[Cell], row: Row, context: Context, *, essential: bool) -> None:
    """Skills asked for."""
    for heading, text in cells:
        named = languages.parse_named(text, levels=True)
        found.skills += [[*one.as_list(), essential] for one in named]
        if not named:
            found.problem(heading, text, "nothing_named")


def read_language(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """The least level of the language that the column is for."""
    name = next(name for name, several in row.by_field.items() if several is cells)
    level, mother_tongue = languages.parse_level(cells[0][1])
    readers.add_language(found, name.split(":")[1], {"level": level}, mother_tongue=mother_tongue)


def read_education(found: Understood, cells: list[Cell], row: Row, context: Context) -> None:
    """The least level of education."""
    level = facts.education_level(cells[0][1])
    if level is None:
        raise Unreadable("education_unknown")
    found.values["education"] = level


def store_range(found: Understood, pay: Any) -> None:
    """The range of pay."""
    found.values.update(
        pay_min=str(pay.low), pay_max=str(pay.high), pay_currency=pay.currency, pay_period=pay.period.value
    )


READERS: dict[str, Reader] = {
    "reference": text_reader("reference", 40),
    "title": text_reader("title", 300),
    "employer": read_employer,
    "contact_name": read_contact,
    "phone": read_contact_phone,
    "email": read_contact_email,
    "kind": value_reader("kind", readers.choice("kind", "kind_unknown")),
    "description": text_reader("description", 20_000),
    "openings": value_reader("openings", readers.whole(1, 10_000)),
    "skills_essential": partial(read_wanted, essential=True),
    "skills_optional": partial(read_wanted, essential=False),
    "skills": partial(read_wanted, essential=True),
    "languages": readers.read_languages,
    "language": read_language,
    "country": value_reader("country", readers.country),
    "place": text_reader("place_text", 200),
    "governorate": value_reader("governorate", readers.governorate),
    "remote": value_reader("remote", readers.yes_no),
    "experience_years": value_reader("experience_years", readers.experience),
    "education": read_education,
    "licences": readers.read_licences,
    "contract": value_reader("contract", readers.choice("contract", "contract_unknown")),
    "hours_per_week": value_reader("hours_per_week", readers.amount(1, 100)),
    "pay": readers.pay_reader(store_range),
    "pay_currency": readers.read_with_pay,
    "pay_period": readers.read_with_pay,
    "hazardous": value_reader("hazardous", readers.yes_no),
    "starts_on": value_reader("starts_on", readers.day_or_now),
    "expires_on": value_reader("expires_on", readers.day),
}
