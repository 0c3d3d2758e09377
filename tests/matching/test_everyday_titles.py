"""Titles as people write them, coded with the built-in vocabulary alone. Written without looking at its rows."""

import csv
from pathlib import Path

import pytest

from matching.text import code_occupations

TITLES = Path(__file__).parent / "everyday_titles.csv"


def shares(kind, language=None):
    """The share of titles whose first result is in a right unit group, and that have one among the first five."""
    with TITLES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == kind and language in (None, row["language"])]
    codings = code_occupations([row["title"] for row in rows])
    right = [
        [coded.isco in row["isco"].split("|") for coded in coding] for row, coding in zip(rows, codings, strict=True)
    ]
    return sum(any(hits[:1]) for hits in right) / len(rows), sum(any(hits) for hits in right) / len(rows)


def test_everyday_titles_are_coded_to_their_unit_group():
    first, in_five = shares("everyday")
    assert first >= 0.85
    assert in_five >= 0.95


@pytest.mark.parametrize("language", ["en", "fr", "nl", "ar", "ckb", "kmr"])
def test_no_language_is_left_behind(language):
    first, _ = shares("everyday", language)
    assert first >= 0.8


def test_misspelt_abbreviated_and_mixed_titles_are_coded_to_their_unit_group():
    first, in_five = shares("messy")
    assert first >= 0.8
    assert in_five >= 0.92
