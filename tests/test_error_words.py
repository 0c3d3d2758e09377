"""What a service raises is worded in the reader's language at the one place that shows it."""

import pytest

from jobmatch.error_pages import told
from jobmatch.errors import Conflict, InvalidInput, NotEligible, msg
from jobmatch.forms import Submitted, rejected
from jobmatch.i18n import spoken

KNOWN = {"Say why.": "Dites pourquoi.", "There is no office %(code)s.": "Le bureau %(code)s n'existe pas."}


@pytest.fixture
def in_french(app, monkeypatch):
    """A catalogue that holds two sentences, as the French one does after a round of translation."""
    monkeypatch.setattr("jobmatch.i18n.gettext", lambda text, **values: KNOWN.get(text, text) % values)
    with app.test_request_context("/officer/"):
        yield


def test_a_marked_sentence_is_english_for_the_log_and_the_command_line():
    error = InvalidInput({"office": [msg("There is no office %(code)s.", code="EBL")]})
    assert str(error) == "office: There is no office EBL."


def test_a_marked_sentence_is_worded_for_its_reader(in_french):
    assert spoken(msg("There is no office %(code)s.", code="EBL")) == "Le bureau EBL n'existe pas."
    assert spoken("as typed") == "as typed"


def test_an_error_beside_a_field_is_worded(in_french):
    form = rejected(Submitted({}, {}, {}), InvalidInput({"reason": [msg("Say why.")]}))
    assert form.errors == {"reason": ["Dites pourquoi."]}


def test_a_conflict_and_a_rule_say_what_stands_against_it(app):
    with app.test_request_context("/officer/", headers={"Accept-Language": "en"}):
        assert told(Conflict(msg("The fair is over."))) == "The fair is over."
        assert told(NotEligible("x", rules=["vacancy.filled"])) == "Every opening is filled."
        assert told(Conflict("a note for the log")) == ""


def test_a_job_seeker_reads_no_rule_about_themselves(app):
    with app.test_request_context("/my/", headers={"Accept-Language": "en"}):
        assert told(NotEligible("x", rules=["age.below_minimum"])) == ""
