"""A sheet that somebody makes by hand with the headings of an export is understood, in every language."""

import pytest
from flask_babel import force_locale

from jobmatch.export_words import heading
from jobmatch.i18n import LANGUAGES
from jobmatch.services.exports.kinds import KINDS
from jobmatch.services.intake.headings import recognise
from models import ExportKind, ImportKind

SHEETS = {ExportKind.PEOPLE: ImportKind.JOB_SEEKERS, ExportKind.VACANCIES: ImportKind.VACANCIES}
AMBIGUOUS = {
    "education": "education",  # the level as the file says it: an import reads the same fact from a clerk's own words
    "state": "governorate",  # English alone: on a clerk's sheet a state is a part of the country
}
"""Columns that no import reads, by what a sheet with their heading is taken for all the same."""


@pytest.fixture(params=LANGUAGES)
def language(request, app):
    with app.test_request_context(), force_locale(request.param):
        yield request.param


@pytest.mark.parametrize("kind", SHEETS)
def test_a_heading_of_an_export_is_understood_when_it_stands_alone(language, kind):
    wanted = {heading(column): column.intake for column in KINDS[kind].columns if column.intake}
    assert {text: recognise([text], SHEETS[kind])[0] for text in wanted} == wanted


@pytest.mark.parametrize("kind", SHEETS)
def test_the_headings_of_an_export_are_understood_beside_each_other(language, kind):
    wanted = {heading(column): column.intake for column in KINDS[kind].columns if column.intake}
    assert recognise(list(wanted), SHEETS[kind]) == list(wanted.values())


@pytest.mark.parametrize("kind", SHEETS)
def test_a_column_that_no_import_reads_is_taken_for_no_other(language, kind):
    for column in KINDS[kind].columns:
        if not column.intake:
            assert recognise([heading(column)], SHEETS[kind])[0] in (None, AMBIGUOUS.get(column.code)), column.code
