"""What is exported about people is loaded again without a change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.i18n import LANGUAGES
from models import DatePrecision, ExportFormat, ExportKind
from tests.reading_back.facts import CODES, FULL, PARTS, PERSON, SLOW, a_person, edited, said


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
