"""The formula guard makes every cell harmless, and is undone exactly."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jobmatch.services.exports.guard import guarded, unguarded
from jobmatch.services.intake import delimited

TEXTS = st.text() | st.text(alphabet="'=+-@＝＋－＠\t\r\n a1|،ێ", max_size=8)


@given(TEXTS)
@example("'s Hertogenbosch")
@example("'=1+1")
@example("''")
@example("'+'")
def test_what_was_guarded_comes_back_exactly(cell):
    assert unguarded(guarded(cell)) == cell


@given(TEXTS)
def test_a_guarded_cell_never_begins_like_a_formula(cell):
    assert guarded(cell)[:1] not in tuple("=+-@＝＋－＠\t\r\n")


@pytest.mark.parametrize("cell", ["'s Hertogenbosch", "’t Hart", "Azad", "", "'", "''quoted''", " =1", "a=b", "1-2"])
def test_harmless_cells_are_left_alone(cell):
    assert guarded(cell) == cell
    assert unguarded(cell) == cell


@given(st.lists(st.text(alphabet="'=+-@\t a1;,\"\nێ", max_size=8), min_size=2, max_size=5))
def test_a_file_that_was_written_with_the_guard_is_read_without_it(cells):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["one", "two"])
    writer.writerow([guarded(cell) for cell in cells])
    read = list(delimited.read(out.getvalue().encode(), "utf-8", ","))
    assert read[-1][1] == [cell.strip() for cell in cells]


def test_a_leading_carriage_return_is_guarded_and_undone():
    assert guarded("\rcmd") == "'\rcmd"
    assert unguarded("'\rcmd") == "\rcmd"
