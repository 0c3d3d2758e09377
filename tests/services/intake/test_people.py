"""From a sheet of people to records: every cell is kept, understood or named."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jobmatch.services.intake import saving, staging
from jobmatch.services.intake.cells import clean, says_nothing
from jobmatch.services.intake.rejects import write_rejects
from jobmatch.services.intake.understanding import heading_at
from models import Consent, ConsentPurpose, IndexChange, JobSeeker, StateEvent
from tests.services.intake.loading import TODAY, load, outcomes, rows_of, stage
from tests.services.intake.people import HEAD, count, everybody, person, snapshot
from tests.services.intake.sheets_of_words import HEADINGS, ROWS, cut, many, xlsx_bytes


@pytest.mark.parametrize("language", HEADINGS)
def test_a_sheet_in_any_language_becomes_the_same_person(make, language):
    load(make, [HEADINGS[language], ROWS[language]])
    (found,) = everybody(make)
    assert found.phone == "+9647501234567"
    assert (found.birth_on, found.birth_precision) == (date(1988, 7, 1), "year")
    assert (found.gender, found.place_key, found.governorate) == ("male", "geonames:95446", "IQ-AR")
    assert [row.level for row in found.languages if row.code == "eng"] == [4]
    assert len(found.skills) == 2
    assert len(found.occupations) == 1
    assert {row.purpose: row.given_on for row in found.consents} == {
        ConsentPurpose.MATCHING: date(2026, 3, 12),
        ConsentPurpose.EMPLOYERS: date(2026, 3, 12),
    }


def test_the_same_person_from_six_languages_is_one_person(make):
    for language in HEADINGS:
        load(make, [HEADINGS[language], ROWS[language]])
    assert count(make, JobSeeker) == 1


def test_loading_the_same_file_twice_changes_nothing(make):
    rows = [HEAD, person(), person("Shilan Omar Ali", "0750 765 4321"), person("Dilan Hassan", "", ""), ["", "", ""],
            person("Azad Karim Ali"), ["Total", "4"], person("", "0750 1", "")]  # fmt: skip
    first = load(make, rows)
    before = snapshot(make)
    second = load(make, rows)
    assert snapshot(make) == before
    assert set(outcomes(make, first)) == {"created", "unchanged", "rejected", "skipped"}
    assert set(outcomes(make, second)) == {"unchanged", "rejected", "skipped"}


CELLS = (
    "|n/a|Azad Karim|ئازاد کەریم|KARIM, Azad|0750 123 4567|7.5012E9|12|yes|1/7/1988|31/02/1990|37513|500 USD|abc|B2|"
    "جيد|Erbil|هەولێر|welding; sewing|driver 5 years / cook|Klingon|bachelor|Wonderland|12/03/2026|x@y.org|"
    "\u200f٤٢\u200f|/|1.|(5 years)|;;"
)
CELL = st.one_of(
    st.sampled_from(cut(CELLS)), st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
)
HEADED = (
    "Name|Phone|Other phone|Birth date|Sex|Town|Governorate|Skills|Last job|Job wanted|English|Languages|Education|"
    "Expected salary|Returned from|Licences|Contract type|E-mail|Consent date|Household size|Shoe size|Case reference|"
    "Available from|Mother tongue"
)
COLUMNS = cut(HEADED)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(CELL, min_size=len(COLUMNS), max_size=len(COLUMNS) + 2), min_size=1, max_size=4))
def test_every_cell_is_found_again_in_a_field_or_raw_or_in_a_problem(make, rows):
    savepoint = make.session.begin_nested()
    run = stage(make, None, content=xlsx_bytes([COLUMNS, *rows]))
    for row in rows_of(make, run):
        if row.outcome == "skipped":
            continue
        for at, cell in enumerate(row.cells):
            text = clean(cell)
            if text and not says_nothing(text):
                assert is_kept(row, heading_at(run.headings, at), run.mapping[at] if at < len(COLUMNS) else None), text
    savepoint.rollback()


FILLS = {"name": ("name_latin", "name_native"), "place": ("place_text",), "pay": ("pay_floor",),
         "contract": ("contracts",),
         "education": ("education_text",)}  # fmt: skip
LISTS = {"skills": "skills", "occupations_held": "occupations", "occupations_wanted": "occupations",
         "languages": "languages", "mother_tongue": "languages", "consent_on": "consents"}  # fmt: skip


def is_kept(row, heading, field):
    """Whether the cell under a heading became a value, stayed raw, or is listed as a problem."""
    if heading in row.parsed.get("raw", {}) or any(problem["column"] == heading for problem in row.problems):
        return True
    if field in LISTS:
        return bool(row.parsed.get(LISTS[field]))
    if field and field.startswith("language:"):
        return any(spoken["code"] == field.split(":")[1] for spoken in row.parsed["languages"])
    return any(name in row.parsed.get("values", {}) for name in FILLS.get(field, (field,)))


def test_unknown_columns_and_cells_beyond_the_headings_are_kept_raw(make):
    load(make, [HEAD, [*person(), "beyond"]])
    (found,) = everybody(make)
    assert found.raw_intake == {"Shoe size": "42", "column 9": "beyond"}


def test_one_bad_cell_does_not_reject_a_good_row(make):
    run = load(make, [HEAD, person(phone="12", born="31/02/1990")])
    (found,) = everybody(make)
    assert (found.phone, found.birth_on) == (None, None)
    assert found.raw_intake == {"Phone": "12", "Birth date": "31/02/1990", "Shoe size": "42"}
    (row,) = rows_of(make, run)
    assert {(p["column"], p["value"], p["code"]) for p in row.problems} == {
        ("Phone", "12", "phone_invalid"),
        ("Birth date", "31/02/1990", "date_invalid"),
    }


def test_a_row_without_a_dated_consent_has_no_consent(make):
    run = load(make, [HEAD, person(consent="yes"), person("Shilan Omar Ali", "0750 765 4321", consent="")])
    assert count(make, Consent) == 0
    assert [p["code"] for row in rows_of(make, run) for p in row.problems] == ["consent_without_date"]


def test_totals_blanks_and_repeated_headings_are_skipped(make):
    run = load(make, [HEAD, person(), ["", "", ""], HEAD, ["Total:", "1", "", "17"], ["المجموع", "1"]])
    assert outcomes(make, run) == ["created", "skipped", "skipped", "skipped", "skipped"]


def test_a_rejected_row_comes_back_with_its_reason_and_is_loaded_when_corrected(make):
    run = load(make, [HEAD, person(), person("", "+964 750 765 4321", "")])
    assert outcomes(make, run) == ["created", "rejected"]
    text = "".join(write_rejects(make.session, run, lambda code: f"why {code}"))
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert lines[0] == [*HEAD, "Row", "Reasons"]
    assert lines[1][-2:] == ["3", "why no_name"]
    lines[1][0] = "Shilan Omar"
    again = load(make, lines)
    assert outcomes(make, again) == ["created"]
    shilan = everybody(make)[-1]
    assert (shilan.name_latin, shilan.phone) == ("Shilan Omar", "+9647507654321")
    assert shilan.raw_intake == {"Shoe size": "42"}


def test_a_corrected_column_is_read_afresh(make):
    run = stage(make, [["Who", "Where from", "Phone"], ["Azad Karim", "Belgium", "0750 123 4567"]])
    assert rows_of(make, run)[0].outcome == "rejected"
    staging.change_mapping(make.session, run, ["name", "host_country", "phone"])
    list(staging.prepare(make.session, run, TODAY))
    saving.save_run(make.session, run, by=None, today=TODAY)
    (found,) = everybody(make)
    assert (found.name_latin, found.host_country, found.raw_intake) == ("Azad Karim", "BE", None)


def test_new_people_have_a_history_and_are_in_the_change_sequence(make):
    officer = make.officer()
    load(make, [HEAD, person(consent="12/03/2026")], by=officer)
    (found,) = everybody(make)
    (event,) = make.session.scalars(select(StateEvent).where(StateEvent.noun == "job_seeker")).all()
    assert (event.row_id, event.to_state, event.by_id) == (found.id, "active", officer.id)
    assert make.session.scalar(select(IndexChange.id).where(IndexChange.row_id == found.id))


@pytest.mark.slow
def test_three_thousand_rows_are_loaded_once_and_found_again(make):
    rows = many(3_000)
    first = load(make, rows)
    assert first.counts["outcomes"].get("rejected") is None
    assert count(make, JobSeeker) + first.counts["outcomes"].get("updated", 0) == 3_000
    second = load(make, rows)
    assert second.counts["outcomes"] == {"unchanged": 3_000}
