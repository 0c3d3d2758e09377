"""A file of this service that is loaded again changes nothing, in every language and form; one edit is one change."""

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jobmatch import exporting, importing
from jobmatch.clock import today
from jobmatch.export_words import heading
from jobmatch.i18n import LANGUAGES
from jobmatch.services.exports import files
from jobmatch.services.exports.kinds import KINDS
from jobmatch.services.intake import saving
from jobmatch.services.names import name_key
from models import (
    DatePrecision,
    ExportFormat,
    ExportKind,
    ExportPurpose,
    ExportState,
    Gender,
    ImportKind,
    ImportRow,
    JobSeeker,
    JobSeekerLanguage,
    JobSeekerOccupation,
    JobSeekerSkill,
    PayPeriod,
    VacancyLanguage,
    VacancySkill,
    VacancyState,
)

CODES = {kind: [column.code for column in KINDS[kind].columns] for kind in (ExportKind.PEOPLE, ExportKind.VACANCIES)}
WORDS = st.text(alphabet="'=+-@;,:|/()[] \t\n\"abcDE129.éêşئازادكريمن٣’", max_size=24)
HOSTILE = st.sampled_from(["'s Hertogenbosch", "=1+1", "'=1", "-", "n/a", "C++ / C#", "a; b", "Total", "yes", "+964"])
TEXT = WORDS | HOSTILE
SKILLS = ("skill:arc-welding", "skill:assembly-work", "skill:active-listening", "skill:adaptability")
EDUCATION = st.none() | st.integers(0, 8)


def maybe(strategy):
    return st.none() | strategy


PERSON = st.fixed_dictionaries(
    {
        "name_latin": maybe(TEXT | st.just("KARIM, Azad")),
        "name_native": maybe(TEXT | st.just("ئازاد کەریم")),
        "phone": maybe(st.sampled_from(["+9647501234567", "+33612345678", "0750 12"])),
        "other_phone": maybe(st.sampled_from(["+9647507654321", "+31612345678"])),
        "email": maybe(st.sampled_from(["a@example.org", "Not.A.Mail"])),
        "address": maybe(TEXT),
        "birth_on": maybe(st.sampled_from([date(1990, 1, 1), date(1990, 7, 1), date(1988, 9, 14), date(2004, 2, 29)])),
        "gender": maybe(st.sampled_from(Gender)),
        "host_country": maybe(st.sampled_from(["BE", "FR", "NL", "DE", "FI", "GB"])),
        "returned_on": maybe(st.dates(date(2012, 1, 1), date(2026, 1, 1))),
        "household_size": maybe(st.integers(1, 12)),
        "language": maybe(st.sampled_from(sorted(LANGUAGES))),
        "place_text": maybe(TEXT | st.sampled_from(["Erbil", "سلێمانی"])),
        "governorate": maybe(st.sampled_from(["IQ-AR", "IQ-DA", "IQ-SU", "IQ-NI"])),
        "radius_km": maybe(st.sampled_from([0.125, 5.0, 12.5, 1.234])),
        "governorates": maybe(st.lists(st.sampled_from(["IQ-AR", "IQ-DA", "IQ-SU"]), unique=True)),
        "abroad": maybe(st.booleans()),
        "remote": maybe(st.booleans()),
        "experience_years": maybe(st.sampled_from([0.0, 0.5, 2.333, 12.0, 1 / 3])),
        "education": EDUCATION,
        "education_text": maybe(TEXT),
        "available_on": maybe(st.dates(date(2026, 1, 1), date(2027, 1, 1))),
        "contracts": maybe(st.lists(st.sampled_from(["permanent", "part_time", "daily"]), unique=True)),
        "licences": maybe(st.lists(st.sampled_from(["licence:accountant", "licence:blasting"]), unique=True)),
        "summary": maybe(TEXT),
    }
)
PAY = maybe(
    st.tuples(st.decimals(0, 5_000_000, places=2), st.sampled_from(["IQD", "USD", "EUR"]), st.sampled_from(PayPeriod))
)
ITEMS = st.lists(
    st.tuples(st.sampled_from(SKILLS) | st.none(), TEXT, maybe(st.integers(1, 5)), maybe(st.sampled_from([0.5, 3.0]))),
    max_size=3,
    unique_by=lambda item: item[0] or item[1],
)
TONGUES = st.lists(
    st.tuples(st.sampled_from(["ckb", "kmr", "ara", "eng", "nld"]), maybe(st.integers(0, 6)), st.booleans()),
    max_size=3,
    unique_by=lambda tongue: tongue[0],
)
PARTS = (PAY, ITEMS, TONGUES, st.sampled_from(DatePrecision))
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def officer(make):
    return make.officer()


@pytest.fixture
def there_and_back(app, session, officer, make):
    """``there_and_back(kind, ids, ...)`` exports rows and loads the file again; `edit` changes the file between."""

    def go(kind, ids, *, language="en", format_=ExportFormat.CSV, codes=None, edit=None, save=False):
        with app.test_request_context():
            export = exporting.ask(
                session, by=officer, kind=kind, format_=format_, purpose=ExportPurpose.BACKUP,
                columns=codes or CODES[kind], query={"filters": {"ids": ",".join(map(str, ids))}}, language=language,
            )  # fmt: skip
            assert (export.state, export.row_count) == (ExportState.DONE, len(ids)), export.error
            content = files.whole_path(exporting.instance_dir(), export).read_bytes()
            run = importing.take_file(
                session, content=edit(content) if edit else content, file_name="back", office=officer.office,
                kind=ImportKind.JOB_SEEKERS if kind is ExportKind.PEOPLE else ImportKind.VACANCIES,
                programme=make.once("programme", make.programme), by=officer,
            )  # fmt: skip
            importing.in_steps(session, importing.understand(session, run, today()))
            if save:
                saving.save_run(session, run, by=officer, today=today())
                session.commit()
        rows = select(ImportRow).where(ImportRow.run_id == run.id).order_by(ImportRow.number)
        return session.scalars(rows.execution_options(populate_existing=True)).all()

    return go


def said(rows):
    return [(row.outcome.value, row.evidence[-1:], row.parsed if row.outcome != "unchanged" else None) for row in rows]


def a_person(make, facts, *parts):
    """Somebody with these facts, as the service would keep them; `parts` as in `PARTS`."""
    pay, items, tongues, precision = parts
    facts = {name: value.replace("\x00", "") if isinstance(value, str) else value for name, value in facts.items()}
    if pay:
        facts |= {"pay_floor": pay[0], "pay_currency": pay[1], "pay_period": pay[2]}
    facts["birth_precision"] = precision if facts["birth_on"] else None
    facts["name_key"] = name_key(facts["name_latin"], facts["name_native"])
    person = make.job_seeker(**facts)
    for concept, text, level, years in items:
        person.skills.append(JobSeekerSkill(concept=concept, text=text or "x", level=level, years=years))
        person.occupations.append(JobSeekerOccupation(text=f"{text} x", years=years, held=True, wanted=level == 1))
    person.languages += [JobSeekerLanguage(code=code, level=level, mother_tongue=own) for code, level, own in tongues]
    make.session.flush()
    return person


@SLOW
@given(
    st.lists(st.tuples(PERSON, *PARTS), min_size=1, max_size=3),
    st.sampled_from(sorted(LANGUAGES)),
    st.sampled_from([ExportFormat.CSV, ExportFormat.XLSX]),
)
def test_people_come_back_unchanged(make, there_and_back, people, language, format_):
    ids = [a_person(make, *person).id for person in people]
    rows = there_and_back(ExportKind.PEOPLE, ids, language=language, format_=format_)
    assert said(rows) == [("unchanged", ["nothing_new"], None)] * len(ids)


FULL = {
    "name_latin": "KARIM, Azad",
    "name_native": "ئازاد کەریم",
    "phone": "+9647501234567",
    "address": "=cmd",
    "birth_on": date(1990, 1, 1),
    "gender": Gender.MALE,
    "host_country": "BE",
    "language": "ckb",
    "place_text": "'s Hertogenbosch",
    "governorate": "IQ-DA",
    "governorates": ["IQ-AR", "IQ-SU"],
    "abroad": False,
    "experience_years": 2.333,
    "education": 3,
    "education_text": "Lycée; two years",
    "contracts": ["permanent", "part_time"],
    "licences": ["licence:accountant"],
    "summary": "I weld, cook; and listen.\nAlways.",
}
FULL_ITEMS = [("skill:arc-welding", "لحام", 4, 3.0), (None, "Handmade tiles; of my village", None, None)]
FULL_TONGUES = [("ckb", None, True), ("eng", 0, False), ("ara", 4, False)]


@pytest.fixture
def azad(make):
    return a_person(
        make, FULL, (Decimal("750000"), "IQD", PayPeriod.MONTH), FULL_ITEMS, FULL_TONGUES, DatePrecision.DAY
    )


@pytest.mark.parametrize("format_", [ExportFormat.CSV, ExportFormat.XLSX])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_record_comes_back_unchanged_in_every_language(make, there_and_back, azad, language, format_):
    rows = there_and_back(ExportKind.PEOPLE, [azad.id], language=language, format_=format_, save=True)
    assert said(rows) == [("unchanged", ["nothing_new"], None)]
    assert (azad.version, azad.raw_intake) == (1, None)


@pytest.mark.parametrize("code", CODES[ExportKind.PEOPLE])
def test_a_file_with_few_columns_erases_nothing(there_and_back, azad, code):
    codes = list(dict.fromkeys(["case_reference", code]))
    rows = there_and_back(ExportKind.PEOPLE, [azad.id], codes=codes, format_=ExportFormat.XLSX, save=True)
    assert said(rows) == [("unchanged", ["nothing_new"], None)]
    assert azad.version == 1


def edited(code, text, at=1):
    """Change one cell of a CSV file."""

    def edit(content):
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        rows[at][CODES[ExportKind.PEOPLE].index(code)] = text
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        return out.getvalue().encode("utf-8-sig")

    return edit


EDITS = [
    ("phone", "0750 765 4321", {"phone"}),
    ("email", "azad@example.org", {"email"}),
    ("address", "'s Gravenhage", {"address"}),
    ("birth_on", "1990-01-02", {"birth_on"}),
    ("host_country", "FR", {"host_country"}),
    ("place", "Zakho", {"place_text", "place_key", "governorate"}),
    ("governorate", "Erbil", {"governorate"}),
    ("abroad", "yes", {"abroad"}),
    ("experience_years", "3", {"experience_years"}),
    ("education_text", "Doctorate", {"education", "education_text"}),
    ("pay", "800000", {"pay_floor"}),
    ("pay_currency", "USD", {"pay_currency"}),
    ("summary", "I listen.", {"summary"}),
    ("languages", "French (B1)", {"added"}),
    ("skills", "لحام; painting", {"added"}),
]


@pytest.mark.parametrize("change", EDITS, ids=lambda change: change[0])
def test_one_edited_cell_is_one_change(there_and_back, azad, make, change):
    code, text, changed = change
    other = a_person(make, FULL | {"name_latin": "Rojin", "phone": None}, None, [], [], DatePrecision.DAY)
    rows = there_and_back(ExportKind.PEOPLE, [azad.id, other.id], edit=edited(code, text), save=True)
    by_id = {row.row_id: row for row in rows}
    outcome = sorted(row.outcome.value for row in rows)
    assert outcome == ["unchanged", "updated"]
    (row,) = [row for row in by_id.values() if row.outcome == "updated"]
    assert set(row.before) - changed == set()
    assert set(row.before) & changed


@pytest.mark.parametrize("kind", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_have_one_heading(app, kind, language):
    """CSV is known by its headings when it comes back."""
    with app.test_request_context(), force_locale(language):
        headings = Counter(heading(column).strip() for column in KINDS[kind].columns)
    assert [text for text, number in headings.items() if number > 1] == []


def test_a_column_that_somebody_added_is_kept_with_the_person(there_and_back, azad):
    def edit(content):
        book = openpyxl.load_workbook(io.BytesIO(content))
        page = book.worksheets[0]
        page.cell(1, page.max_column + 1, "Shoe size")
        page.cell(2, page.max_column, 43)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    (row,) = there_and_back(ExportKind.PEOPLE, [azad.id], format_=ExportFormat.XLSX, edit=edit, save=True)
    assert (row.outcome.value, set(row.before)) == ("updated", {"raw_intake"})
    assert azad.raw_intake == {"Shoe size": "43"}


def test_another_name_under_a_known_reference_is_still_refused(there_and_back, azad):
    rows = there_and_back(
        ExportKind.PEOPLE, [azad.id],
        edit=lambda content: edited("name_native", "")(edited("name_latin", "Shilan Barzani")(content)),
    )  # fmt: skip
    assert [row.problems[0]["code"] for row in rows] == ["reference_of_another"]


VACANCY = st.fixed_dictionaries(
    {
        "title": TEXT.filter(lambda text: text.strip()),
        "description": maybe(TEXT),
        "openings": st.integers(1, 40),
        "governorate": maybe(st.sampled_from(["IQ-AR", "IQ-DA"])),
        "place_text": maybe(TEXT),
        "remote": st.booleans(),
        "hazardous": st.booleans(),
        "experience_years": maybe(st.sampled_from([0.5, 1.125, 4.0])),
        "education": EDUCATION,
        "licences": st.lists(st.sampled_from(["licence:accountant", "licence:blasting"]), unique=True),
        "hours_per_week": maybe(st.sampled_from([20.0, 37.5, 40.0])),
        "expires_on": maybe(st.dates(date(2026, 12, 1), date(2027, 12, 1))),
        "state": st.sampled_from([VacancyState.DRAFT, VacancyState.OPEN]),
    }
)
WANTED = st.lists(st.tuples(st.sampled_from(SKILLS), st.booleans()), max_size=3, unique_by=lambda pair: pair[0])
WAYS = st.tuples(st.sampled_from(sorted(LANGUAGES)), st.sampled_from([ExportFormat.CSV, ExportFormat.XLSX]))


@SLOW
@given(VACANCY, WANTED, WAYS)
def test_vacancies_come_back_unchanged(make, there_and_back, facts, skills, way):
    vacancy = make.vacancy(**facts)
    vacancy.skills += [VacancySkill(concept=concept, essential=must) for concept, must in skills]
    vacancy.languages.append(VacancyLanguage(code="eng", level=3))
    make.session.flush()
    rows = there_and_back(ExportKind.VACANCIES, [vacancy.id], language=way[0], format_=way[1])
    assert said(rows) == [("unchanged", ["nothing_new"], None)]


def test_a_hidden_column_erases_nothing(app, session, make, officer, azad):
    """A report leaves names and contacts out; what is then loaded has no reference, and changes nobody."""
    with app.test_request_context():
        export = exporting.ask(
            session, by=officer, kind=ExportKind.PEOPLE, format_=ExportFormat.CSV, purpose=ExportPurpose.REPORT,
            columns=CODES[ExportKind.PEOPLE], query={"filters": {"ids": str(azad.id)}}, language="en",
        )  # fmt: skip
        content = files.whole_path(exporting.instance_dir(), export).read_bytes()
        run = importing.take_file(
            session, content=content, file_name="back", office=officer.office, kind=ImportKind.JOB_SEEKERS,
            programme=make.once("programme", make.programme), by=officer,
        )  # fmt: skip
        importing.in_steps(session, importing.understand(session, run, today()))
        saving.save_run(session, run, by=officer, today=today())
    assert [row.outcome.value for row in session.scalars(select(ImportRow).where(ImportRow.run_id == run.id))] == [
        "rejected"
    ]
    assert len(session.scalars(select(JobSeeker)).all()) == 1
    assert azad.version == 1
